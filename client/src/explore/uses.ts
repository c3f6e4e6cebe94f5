// How many people used a hashtag or shared a link in the last two days.
import type { mastodon } from "masto";

export const recentPeople = (history: mastodon.v1.TagHistory[] | null | undefined): number =>
  (history ?? []).slice(0, 2).reduce((sum, day) => sum + Number(day.accounts), 0);
