// What somebody missed, put in order: by what one asks for, by who wrote it, with what was shared most.
import type { Status } from "../api";

export const SORTS = ["time", "replies", "boosts", "favourites", "density"] as const;
export type Sort = (typeof SORTS)[number];

/** Somebody who wrote, and how much of it. */
export interface Author {
  account: Status["account"];
  count: number;
}

/** A page that was linked, and by whom. */
export interface Link {
  url: string;
  title: string;
  provider: string;
  /** Who wrote or passed on a post with it, each once. */
  sharers: Status["account"][];
}

/** A post that others passed on, and who. */
export interface Boosted {
  post: Status;
  by: Status["account"][];
}

const words = (html: string) => html.replace(/<[^>]*>/g, "").length;

/** How much there is to read and to see in a post. */
export const density = (post: Status): number =>
  words(post.content) / 140 + post.mediaAttachments.length + (post.poll ? 1 : 0) + (post.card?.image ? 0.5 : 0);

const measures: Record<Exclude<Sort, "time">, (post: Status) => number> = {
  replies: (post) => post.repliesCount,
  boosts: (post) => post.reblogsCount,
  favourites: (post) => post.favouritesCount,
  density,
};

/** Puts posts in order; what is alike stays in order of time, the oldest first. */
export function sorted(posts: Status[], by: Sort): Status[] {
  const inTime = posts.toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
  return by === "time" ? inTime : inTime.toSorted((one, other) => measures[by](other) - measures[by](one));
}

/** Who wrote; those who write little come first, since they are missed most easily. */
export function authors(posts: Status[]): Author[] {
  const found = new Map<string, Author>();
  for (const { account } of posts) {
    const author = found.get(account.id) ?? { account, count: 0 };
    found.set(account.id, { ...author, count: author.count + 1 });
  }
  return [...found.values()].sort((one, other) => one.count - other.count);
}

/** The pages that most people linked or passed on; what one person alone did comes last. */
export function topLinks(all: Status[], limit = 5): Link[] {
  const found = new Map<string, Link>();
  for (const status of all) {
    const card = (status.reblog ?? status).card;
    if (card?.url) {
      const known = found.get(card.url) ?? { url: card.url, title: card.title || card.url, provider: card.providerName || hostOf(card.url), sharers: [] };
      const isNew = !known.sharers.some(({ id }) => id === status.account.id);
      found.set(card.url, isNew ? { ...known, sharers: [...known.sharers, status.account] } : known);
    }
  }
  return [...found.values()].sort((one, other) => other.sharers.length - one.sharers.length).slice(0, limit);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}

/** A post of a catch-up, and who passed it on. */
export interface Entry {
  post: Status;
  by: Status["account"][];
}

/** What of a catch-up is looked at. */
export type View = { kind: "all" } | { kind: "boosts" } | { kind: "author"; id: string } | { kind: "link"; url: string };

/** The posts of a view, in order; by author, those who write little come first. */
export function entriesOf(all: Status[], view: View, sort: Sort, isGrouped: boolean): Entry[] {
  const { posts, boosts } = parted(all);
  const said = posts.map((post) => ({ post, by: [] as Status["account"][] }));
  const chosen = {
    all: () => said,
    boosts: () => boosts,
    author: () => said.filter(({ post }) => view.kind === "author" && post.account.id === view.id),
    link: () => [...said, ...boosts].filter(({ post }) => view.kind === "link" && post.card?.url === view.url),
  }[view.kind]();
  const place = new Map(sorted(chosen.map(({ post }) => post), sort).map((post, index) => [post.id, index]));
  const placed = chosen.toSorted((one, other) => (place.get(one.post.id) ?? 0) - (place.get(other.post.id) ?? 0));
  if (!isGrouped) {
    return placed;
  }
  const rank = new Map(authors(chosen.map(({ post }) => post)).map(({ account }, index) => [account.id, index]));
  return placed.toSorted((one, other) => (rank.get(one.post.account.id) ?? 0) - (rank.get(other.post.account.id) ?? 0));
}

/** What was said, apart from what was passed on; a post that several passed on stands once. */
export function parted(all: Status[]): { posts: Status[]; boosts: Boosted[] } {
  const posts = all.filter((status) => !status.reblog);
  const boosts = new Map<string, Boosted>();
  for (const { reblog, account } of all) {
    if (reblog) {
      const known = boosts.get(reblog.id) ?? { post: reblog, by: [] };
      boosts.set(reblog.id, { ...known, by: [...known.by, account] });
    }
  }
  const said = new Set(posts.map((post) => post.id));
  return { posts, boosts: [...boosts.values()].filter(({ post }) => !said.has(post.id)) };
}
