// Timelines whose pages are not found by the id of their last status, such as bookmarks.
import type { Status } from "../api";
import type { Source } from "../state/timeline.svelte";
import { pager } from "./pager";

/** A source of older statuses that follows the links of the server; it knows nothing of newer ones. */
export function linked(start: () => AsyncIterable<Status[]>): Source {
  const next = pager(start);
  return async ({ minId }) => (minId ? [] : ((await next()) ?? []));
}
