// What a post says, made ready for this client: people and hashtags lead to its own screens, everything else opens
// elsewhere, and a heap of hashtags at the end is set aside. The server has cleaned the HTML.
import type { Status } from "../api";
import { withEmoji } from "./emoji";

/** What is needed of a post. */
export type Written = Pick<Status, "content" | "emojis" | "mentions" | "tags">;

export interface Arranged {
  html: string;
  /** Hashtags that stood in a heap at the end. */
  heap: string[];
}

/** From this many on, hashtags at the end are a heap. */
const HEAP = 4;
/** A text of more letters, or more lines, is folded where many posts stand. */
const LONG = 900;
const LONG_LINES = 14;

const LINK = /<a\s([^>]*)>((?:(?!<\/a>)[\s\S])*)<\/a>/g;
const TAIL = /(<p>|<br\s*\/?>)((?:\s*<a\s[^>]*>\s*#(?:(?!<\/a>)[\s\S])*<\/a>)+)\s*<\/p>\s*$/;

export function arranged(post: Written, origin: string, { setsHeapAside = true } = {}): Arranged {
  const linked = post.content.replace(LINK, (whole, attributes: string, inner: string) => {
    const href = unescaped(/\bhref="([^"]*)"/.exec(attributes)?.[1] ?? "");
    const to = target(href, plain(inner).trim(), post, origin);
    const classes = /\bclass="([^"]*)"/.exec(attributes)?.[1];
    const kept = classes ? ` class="${classes}"` : "";
    if (to) {
      return `<a href="${escaped(to)}"${kept}>${inner}</a>`;
    }
    return href ? `<a href="${escaped(href)}"${kept} target="_blank" rel="nofollow noopener">${inner}</a>` : whole;
  });
  const { html, heap } = setsHeapAside ? parted(linked) : { html: linked, heap: [] };
  return { html: withEmoji(html, post.emojis), heap };
}

/** Where a link leads within this client, if it does. */
function target(href: string, text: string, post: Written, origin: string): string | null {
  const mention = post.mentions.find((one) => one.url === href);
  if (mention) {
    return `/@${mention.acct}`;
  }
  if (text.startsWith("#")) {
    const name = text.slice(1).toLowerCase();
    const tag = post.tags.find((one) => one.name.toLowerCase() === name);
    if (tag) {
      return `/tags/${encodeURIComponent(tag.name)}`;
    }
  }
  return href.startsWith(`${origin}/`) ? href.slice(origin.length) : null;
}

function parted(html: string): Arranged {
  const tail = TAIL.exec(html);
  if (!tail) {
    return { html, heap: [] };
  }
  const [whole, opening = "", links = ""] = tail;
  const heap = [...links.matchAll(LINK)].map((link) => plain(link[2] ?? "").trim().replace(/^#/, ""));
  const rest = html.slice(0, -whole.length) + (opening === "<p>" ? "" : "</p>");
  return heap.length < HEAP || plain(rest).trim() === "" ? { html, heap: [] } : { html: rest, heap };
}

/** Whether a text is long enough to be folded in a timeline. */
export function isLong(html: string): boolean {
  return plain(html).length > LONG || (html.match(/<br|<\/p>|<\/li>|\n/g)?.length ?? 0) > LONG_LINES;
}

/** The words of HTML. */
export const plain = (html: string) =>
  unescaped(html.replace(/<br\s*\/?>|<\/p>\s*<p>/g, "\n").replace(/<[^>]*>/g, ""));

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", apos: "'", nbsp: "\u00a0" };
const unescaped = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
