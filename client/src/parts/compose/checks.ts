// What keeps a draft from being published, and what its author is asked before it is.
import { t, tn } from "../../text";
import { characters } from "./count";
import { isFull, type Draft, type PostDraft } from "./draft";
import type { Limits } from "./limits";
import { isTooSoon } from "./schedule";

/** Why it cannot be published as it is; nothing if it can. */
export function obstacle(draft: Draft, limits: Limits): string | null {
  for (const [index, post] of draft.posts.entries()) {
    const reason = obstacleOf(post, index === 0 && draft.quote !== null, limits);
    if (reason) {
      return reason;
    }
  }
  if (!draft.edit && draft.quote?.quoteApproval?.currentUser === "denied") {
    return t("compose.quoteDenied");
  }
  return draft.scheduledAt && isTooSoon(draft.scheduledAt) ? t("schedule.tooSoon") : null;
}

function obstacleOf(post: PostDraft, isQuote: boolean, limits: Limits): string | null {
  if (!isFull(post, null) && !isQuote) {
    return t("compose.isEmpty");
  }
  if (characters(post.text, post.warning ?? "", limits.perLink) > limits.characters) {
    return t("compose.isTooLong", { most: limits.characters });
  }
  if (post.poll) {
    const options = post.poll.options.map((option) => option.trim()).filter(Boolean);
    if (options.length < 2) {
      return t("pollDraft.tooFew");
    }
    if (new Set(options).size < options.length) {
      return t("pollDraft.twice");
    }
    return post.text.trim() === "" ? t("compose.isEmpty") : null;
  }
  return post.media.some((media) => media.phase === "failed" && media.id === null && media.file === null) ? t("media.gone") : null;
}

/** What would be good to look at once more. */
export function doubts(draft: Draft): string[] {
  const silent = draft.posts.flatMap((post) => post.media).filter((media) => media.description.trim() === "").length;
  const isAlone = draft.audience === "direct" && !draft.posts.some((post) => /(?<![\p{L}\p{N}_/])@[a-z0-9_]/iu.test(post.text));
  return [...(silent > 0 ? [tn("media.undescribed", silent)] : []), ...(isAlone ? [t("audience.nobodyMentioned")] : [])];
}
