// What a group of notifications says, in one sentence. The place of the first one's name is kept free in it, because
// a name is drawn with pictures.
import { boot } from "../boot";
import { t, tn, type CountKey, type Key } from "../text";
import { find } from "../state/statuses.svelte";
import type { Group } from "./groups";

/** Stands for a name until it is drawn; no text contains it. */
const NAME = "\u0000";

const words: Record<string, { alone: Key; more?: CountKey }> = {
  favourite: { alone: "notify.favourite", more: "notify.favourite.more" },
  reblog: { alone: "notify.reblog", more: "notify.reblog.more" },
  follow: { alone: "notify.follow", more: "notify.follow.more" },
  follow_request: { alone: "notify.followRequest", more: "notify.followRequest.more" },
  mention: { alone: "notify.mention" },
  status: { alone: "notify.status" },
  update: { alone: "notify.update" },
  quote: { alone: "notify.quote" },
  quoted_update: { alone: "notify.quotedUpdate" },
  "admin.sign_up": { alone: "notify.signUp", more: "notify.signUp.more" },
  "admin.report": { alone: "notify.report" },
  added_to_collection: { alone: "notify.addedToCollection" },
  collection_update: { alone: "notify.collectionUpdate" },
};

const warnings: Record<string, Key> = {
  none: "notify.warning.none",
  disable: "notify.warning.disable",
  mark_statuses_as_sensitive: "notify.warning.markSensitive",
  delete_statuses: "notify.warning.deletePosts",
  sensitive: "notify.warning.sensitive",
  silence: "notify.warning.silence",
  suspend: "notify.warning.suspend",
};

const severances: Record<string, Key> = {
  domain_block: "notify.severed.server",
  user_domain_block: "notify.severed.yours",
  account_suspension: "notify.severed.account",
};

function about(group: Group): string {
  const status = group.statusId ? find(group.statusId) : undefined;
  const known = words[group.type];
  if (group.type === "poll") {
    return t(status?.account.id === boot.me.id ? "notify.poll.yours" : "notify.poll.voted");
  }
  if (group.type === "moderation_warning") {
    return t(warnings[group.moderationWarning?.action ?? "none"] ?? "notify.warning.none");
  }
  if (group.type === "severed_relationships") {
    const values = { name: group.event?.targetName ?? "" };
    return t(severances[group.event?.type ?? ""] ?? "notify.severed.server", values);
  }
  if (group.type === "mention" && status?.visibility === "direct") {
    return t("notify.message", { name: NAME });
  }
  if (group.type === "mention" && status?.inReplyToAccountId === boot.me.id) {
    return t("notify.reply", { name: NAME });
  }
  if (group.type === "admin.report") {
    return t("notify.report", { name: NAME, target: `@${group.report?.targetAccount.acct ?? ""}` });
  }
  if (!known) {
    return t("notify.unknown", { type: group.type });
  }
  const others = group.notificationsCount - 1;
  return known.more && others > 0 ? tn(known.more, others, { name: NAME }) : t(known.alone, { name: NAME });
}

/** What stands before the name, and what after it; `null` where nobody is named. */
export function sentence(group: Group): { before: string; after: string | null } {
  const [before = "", after = null] = about(group).split(NAME);
  return { before, after };
}
