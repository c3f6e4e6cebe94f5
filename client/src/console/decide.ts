// What staff can decide about an account or its posts, what follows from it in words, and how it is undone.
import { t, tn, type Key } from "../text";
import { call, OURS, THEIRS } from "./api";
import type { Dossier, StrikeAction } from "./entities";

/** What is done to the account itself. */
export type AboutAccount = "nothing" | "none" | "sensitive" | "silence" | "disable" | "suspend";
/** What is done to the posts that were chosen. */
export type AboutPosts = "nothing" | "mark_statuses_as_sensitive" | "delete_statuses";

export interface Decision {
  account: AboutAccount;
  posts: AboutPosts;
  statusIds: string[];
  text: string;
  presetId: string;
  byMail: boolean;
  reportId?: string;
}

export const plain = (): Decision => ({ account: "nothing", posts: "nothing", statusIds: [], text: "", presetId: "", byMail: true });

/** What can be decided about an account: people elsewhere have no sign-in here that could be frozen, and hear nothing. */
export function choices({ domain, suspended }: Pick<Dossier, "domain" | "suspended">): AboutAccount[] {
  if (suspended) {
    return ["nothing"];
  }
  return domain ? ["nothing", "sensitive", "silence", "suspend"] : ["nothing", "none", "sensitive", "silence", "disable", "suspend"];
}

const FOLLOWS: Partial<Record<AboutAccount, Key>> = {
  none: "console.then.none",
  sensitive: "console.then.sensitive",
  disable: "console.then.disable",
};

/** What a decision does, in sentences; none if nothing is decided. */
export function consequences(dossier: Dossier, decision: Decision): string[] {
  const { account } = dossier;
  const name = `@${account.acct}`;
  const said: string[] = [];
  if (decision.posts !== "nothing" && decision.statusIds.length > 0) {
    const isGone = decision.posts === "delete_statuses";
    said.push(tn(isGone ? "console.then.delete" : "console.then.mark", decision.statusIds.length));
  }
  const simple = FOLLOWS[decision.account];
  if (simple) {
    said.push(t(simple, { name }));
  } else if (decision.account === "silence") {
    said.push(tn("console.then.silence", account.followersCount, { name }));
  } else if (decision.account === "suspend") {
    const values = { name, posts: account.statusesCount, followers: account.followersCount, following: account.followingCount };
    said.push(t(dossier.domain ? "console.then.suspendThere" : "console.then.suspendHere", values));
  }
  if (said.length > 0 && !dossier.domain) {
    said.push(t(decision.byMail ? "console.then.mailed" : "console.then.told"));
  }
  return said;
}

const UNDOES: Partial<Record<StrikeAction, string>> = {
  disable: "enable",
  sensitive: "unsensitive",
  silence: "unsilence",
  suspend: "unsuspend",
};

/** Takes back what was decided about an account. */
export const undo = (id: string, action: StrikeAction) => call<Dossier>("POST", `${THEIRS}/accounts/${id}/${UNDOES[action] ?? action}`);

/** Does all that was decided; answers what undoes it, if it can be undone. */
export async function decide(dossier: Dossier, decision: Decision): Promise<(() => Promise<unknown>) | null> {
  const { id } = dossier;
  const told = {
    text: decision.text,
    warning_preset_id: decision.presetId || undefined,
    report_id: decision.reportId,
    send_email_notification: decision.byMail && !dossier.domain,
  };
  const { account } = decision;
  if (decision.posts !== "nothing" && decision.statusIds.length > 0) {
    // One letter is enough for both.
    const isLast = account === "nothing";
    const letter = { text: isLast ? told.text : "", send_email_notification: isLast && told.send_email_notification };
    await call("POST", `${OURS}/accounts/${id}/statuses`, { ...told, ...letter, type: decision.posts, status_ids: decision.statusIds });
  }
  if (account === "nothing") {
    return null;
  }
  await call("POST", `${THEIRS}/accounts/${id}/action`, { ...told, type: account });
  return UNDOES[account] ? () => undo(id, account) : null;
}
