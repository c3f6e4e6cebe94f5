// How the reader stands to others, and what changes it. Muting and blocking can be undone for a moment.
import { SvelteMap } from "svelte/reactivity";
import { api, errorText, type Account, type Relationship } from "../api";
import { t } from "../text";
import { hideAccount, hideDomain, showAccount, showDomain } from "./hidden.svelte";
import { tell } from "./toasts.svelte";

const ANSWER_AFTER_MS = [500, 1_000, 2_000, 5_000, 15_000, 60_000];

const known = new SvelteMap<string, Relationship>();

/** How the reader stands to an account, as far as it is known. */
export const relation = (id: string): Relationship | undefined => known.get(id);

/** Asks how the reader stands to some accounts. */
export async function askRelations(ids: string[]): Promise<void> {
  if (ids.length > 0) {
    const found = await api.v1.accounts.relationships.fetch({ id: ids, withSuspended: true });
    found.forEach(learn);
  }
}

export const learn = (found: Relationship) => void known.set(found.id, found);

const one = (account: Pick<Account, "id">) => api.v1.accounts.$select(account.id);
const handle = (account: Account) => `@${account.acct}`;

/** Does what changes a relationship; what is expected is shown at once. */
async function attempt(id: string, expected: Partial<Relationship>, ask: () => Promise<Relationship>): Promise<boolean> {
  const before = known.get(id);
  if (before) {
    known.set(id, { ...before, ...expected });
  }
  try {
    learn(await ask());
    return true;
  } catch (error) {
    if (before) {
      known.set(id, before);
    }
    tell(t("failed", { reason: errorText(error) }));
    return false;
  }
}

export interface FollowOptions {
  reblogs?: boolean;
  notify?: boolean;
  languages?: string[];
}

export async function follow(account: Account, options: FollowOptions = {}): Promise<boolean> {
  const isElsewhere = account.acct.includes("@");
  const isAsking = (account.locked || isElsewhere) && !known.get(account.id)?.following;
  const expected = isAsking ? { requested: true } : { following: true };
  const isDone = await attempt(account.id, expected, () => one(account).follow(options));
  if (isElsewhere && !account.locked) {
    void watchAnswer(account.id);
  }
  return isDone;
}

/** Whom nobody has to ask says yes by their server, which takes a moment: that is looked for, less and less often. */
async function watchAnswer(id: string): Promise<void> {
  for (const pause of ANSWER_AFTER_MS) {
    if (!known.get(id)?.requested) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    // Without an answer it is asked again later.
    await askRelations([id]).catch(() => {});
  }
}

/** Goes on following somebody, but for what they boost. */
export async function hideBoosts(account: Account): Promise<void> {
  if (await follow(account, { reblogs: false })) {
    const undo = { label: t("do.undo"), run: () => void follow(account, { reblogs: true }) };
    tell(t("relation.boostsHidden", { name: handle(account) }), undo);
  }
}

export async function unfollow(account: Account): Promise<void> {
  const wasAsking = known.get(account.id)?.requested;
  if (await attempt(account.id, { following: false, requested: false }, () => one(account).unfollow())) {
    const words = wasAsking ? "relation.requestWithdrawn" : "relation.unfollowed";
    tell(t(words, { name: handle(account) }), { label: t("do.undo"), run: () => void follow(account) });
  }
}

export async function mute(account: Account, seconds = 0, notifications = true): Promise<void> {
  hideAccount(account.id);
  if (await attempt(account.id, { muting: true }, () => one(account).mute({ duration: seconds, notifications }))) {
    tell(t("relation.muted", { name: handle(account) }), { label: t("do.undo"), run: () => void unmute(account) });
  } else {
    showAccount(account.id);
  }
}

export async function unmute(account: Account): Promise<void> {
  if (await attempt(account.id, { muting: false }, () => one(account).unmute())) {
    showAccount(account.id);
  }
}

export async function block(account: Account): Promise<void> {
  const wasFollowing = known.get(account.id)?.following;
  hideAccount(account.id);
  if (await attempt(account.id, { blocking: true, following: false }, () => one(account).block())) {
    const undo = () => void unblock(account).then(() => wasFollowing && follow(account));
    tell(t("relation.blocked", { name: handle(account) }), { label: t("do.undo"), run: undo });
  } else {
    showAccount(account.id);
  }
}

export async function unblock(account: Account): Promise<void> {
  if (await attempt(account.id, { blocking: false }, () => one(account).unblock())) {
    showAccount(account.id);
  }
}

/** Keeps a whole server away. Follows that end by it do not come back when it is undone, which is said. */
export async function blockDomain(domain: string): Promise<void> {
  hideDomain(domain);
  try {
    await api.v1.domainBlocks.create({ domain });
    changeDomain(domain, true);
    tell(t("relation.domainBlocked", { domain }), { label: t("do.undo"), run: () => void unblockDomain(domain) });
  } catch (error) {
    showDomain(domain);
    tell(t("failed", { reason: errorText(error) }));
  }
}

export async function unblockDomain(domain: string): Promise<void> {
  try {
    await api.v1.domainBlocks.remove({ domain });
    changeDomain(domain, false);
    showDomain(domain);
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
  }
}

const ofDomain = new Map<string, Set<string>>();

/** Remembers that an account is of a domain, so that blocking that changes what is known of it. */
export function notice(account: Account): void {
  const domain = account.acct.split("@")[1];
  if (domain) {
    ofDomain.set(domain, (ofDomain.get(domain) ?? new Set()).add(account.id));
  }
}

function changeDomain(domain: string, domainBlocking: boolean): void {
  for (const id of ofDomain.get(domain) ?? []) {
    const before = known.get(id);
    if (before) {
      known.set(id, { ...before, domainBlocking });
    }
  }
}

export async function removeFollower(account: Account): Promise<void> {
  const gone = async () => {
    await one(account).removeFromFollowers();
    return { ...(known.get(account.id) as Relationship), followedBy: false };
  };
  if (await attempt(account.id, { followedBy: false }, gone)) {
    tell(t("relation.followerRemoved", { name: handle(account) }));
  }
}

export const saveNote = (account: Account, comment: string) =>
  attempt(account.id, { note: comment }, () => one(account).note.create({ comment }));

export function feature(account: Account): Promise<boolean> {
  const endorsed = !known.get(account.id)?.endorsed;
  return attempt(account.id, { endorsed }, () => (endorsed ? one(account).endorse() : one(account).unendorse()));
}
