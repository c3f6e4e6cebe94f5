// What a search finds: all kinds at once, or one kind page by page.
import type { mastodon } from "masto";
import { api, type Account, type Status } from "../api";

export type Found = mastodon.v2.Search;
export type Tag = mastodon.v1.Tag;

/** A few of each kind. Handles and addresses are asked for at their own servers. */
export async function findAll(q: string): Promise<Found> {
  return api.v2.search.list({ q, resolve: true, limit: 5 });
}

const PAGE = 20;
/** The server turns no more pages than these. */
const MOST = 200;

async function* pages<T>(q: string, type: "accounts" | "hashtags" | "statuses", pick: (found: Found) => T[]): AsyncGenerator<T[]> {
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const page = pick(await api.v2.search.list({ q, type, resolve: offset === 0, limit: PAGE, offset }));
    yield page;
    if (page.length === 0) {
      return;
    }
  }
}

export const findPeople = (q: string): AsyncGenerator<Account[]> => pages(q, "accounts", (found) => found.accounts);
export const findTags = (q: string): AsyncGenerator<(Tag & { id: string })[]> =>
  pages(q, "hashtags", (found) => found.hashtags.map((tag) => ({ ...tag, id: tag.name })));
export const findPosts = (q: string): AsyncGenerator<Status[]> => pages(q, "statuses", (found) => found.statuses);
