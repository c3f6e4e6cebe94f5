// What the reader's own filters say about a post, where it stands.
import type { Status } from "../api";

/** Where a post stands, in the words of filters. */
export type Where = "home" | "notifications" | "public" | "thread" | "account";

export interface Filtered {
  action: "hide" | "warn" | "blur";
  /** Names of the filters that found something. */
  titles: string[];
}

const ORDER = ["hide", "warn", "blur"] as const;

/** The gravest thing that a filter for this place wants. */
export function filteredBy(post: Status, where: Where, now = Date.now()): Filtered | null {
  const found = (post.filtered ?? [])
    .map((result) => result.filter)
    .filter((filter) => filter.context.includes(where) && !(filter.expiresAt && Date.parse(filter.expiresAt) < now));
  const action = ORDER.find((one) => found.some((filter) => (filter.filterAction as string) === one));
  return action ? { action, titles: found.filter((one) => (one.filterAction as string) === action).map((one) => one.title) } : null;
}
