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
  sharers: number;
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

/** The pages that most people linked. */
export function topLinks(posts: Status[], limit = 5): Link[] {
  const found = new Map<string, { link: Link; people: Set<string> }>();
  for (const { card, account } of posts) {
    if (card?.url) {
      const link = { url: card.url, title: card.title || card.url, provider: card.providerName ?? "", sharers: 0 };
      const known = found.get(card.url) ?? { link, people: new Set<string>() };
      known.people.add(account.id);
      found.set(card.url, known);
    }
  }
  return [...found.values()]
    .map(({ link, people }) => ({ ...link, sharers: people.size }))
    .sort((one, other) => other.sharers - one.sharers)
    .slice(0, limit);
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
