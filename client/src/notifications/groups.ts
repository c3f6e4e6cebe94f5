// Groups of notifications: what of the same kind happened to the same post stands together.
import type { mastodon } from "masto";
import type { Account } from "../api";

/** A group as the server tells it; the kind may be one that is newer than this client. */
export interface Group {
  groupKey: string;
  type: string;
  notificationsCount: number;
  mostRecentNotificationId: string;
  pageMaxId?: string;
  latestPageNotificationAt?: string;
  sampleAccountIds: string[];
  statusId?: string | null;
  report?: mastodon.v1.Report;
  event?: mastodon.v1.RelationshipSeveranceEvent;
  moderationWarning?: mastodon.v1.AccountWarning;
}

/** Somebody in a group; of some there is only a picture. */
export type Person = Pick<Account, "id" | "acct" | "avatarStatic"> & Partial<Account>;

/** Puts what is new before what is known; a group that grew moves up. */
export function merged(fresh: Group[], known: Group[]): Group[] {
  const names = new Set(fresh.map((group) => group.groupKey));
  return [...fresh, ...known.filter((group) => !names.has(group.groupKey))];
}

/** What can be shown on its own, and which kinds of notification that is. */
export const FILTERS = {
  mentions: ["mention"],
  favourites: ["favourite"],
  boosts: ["reblog"],
  quotes: ["quote"],
  follows: ["follow", "follow_request"],
  posts: ["status"],
  polls: ["poll"],
  edits: ["update", "quoted_update"],
} as const;

export type Filter = keyof typeof FILTERS;
