// People whom somebody might like to follow, and why.
import type { mastodon } from "masto";
import { api } from "../api";
import { Listing } from "../listing/listing.svelte";
import { withUndo } from "../state/undo";
import { t, type Key } from "../text";

export type Suggested = mastodon.v1.Suggestion & { id: string };

export const suggestions = new Listing<Suggested>(async function* () {
  const found = await api.v2.suggestions.list({ limit: 40 });
  yield found.map((one) => ({ ...one, id: one.account.id }));
});

const reasons: Record<string, Key> = {
  featured: "explore.why.featured",
  most_followed: "explore.why.followed",
  most_interactions: "explore.why.liked",
  similar_to_recently_followed: "explore.why.similar",
  friends_of_friends: "explore.why.friends",
};

/** Why somebody is suggested. */
export function reason(one: Suggested): string {
  const key = one.sources.map((source) => reasons[source]).find((found) => found !== undefined);
  return key ? t(key) : "";
}

/** Never suggests somebody again. */
export function dismissSuggestion(one: Suggested): void {
  const restore = suggestions.take(one.id);
  withUndo({ text: t("explore.dismissed"), method: "DELETE", path: `/api/v1/suggestions/${one.id}`, restore });
}
