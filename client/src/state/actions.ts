// What one can do with a status. Each is shown at once and taken back if the server refuses.
import { api, errorText, type Reaction, type Status } from "../api";
import { ask } from "../ask";
import { t } from "../text";
import { change, find, forget, keep } from "./statuses.svelte";
import { timelines } from "./timeline.svelte";
import { tell } from "./toasts.svelte";

async function attempt(status: Status, changes: Partial<Status>, ask: () => Promise<Status>): Promise<boolean> {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, status[name as keyof Status]]));
  change(status.id, changes);
  try {
    const answer = await ask();
    keep(answer.reblog ?? answer);
    return true;
  } catch (error) {
    change(status.id, before);
    tell(t("failed", { reason: errorText(error) }));
    return false;
  }
}

const step = (count: number, isMore: boolean) => Math.max(0, count + (isMore ? 1 : -1));
const one = (status: Status) => api.v1.statuses.$select(status.id);

export function favourite(status: Status): Promise<boolean> {
  const favourited = !status.favourited;
  const changes = { favourited, favouritesCount: step(status.favouritesCount, favourited) };
  return attempt(status, changes, () => (favourited ? one(status).favourite() : one(status).unfavourite()));
}

export function boost(status: Status): Promise<boolean> {
  const reblogged = !status.reblogged;
  const changes = { reblogged, reblogsCount: step(status.reblogsCount, reblogged) };
  return attempt(status, changes, () => (reblogged ? one(status).reblog() : one(status).unreblog()));
}

export function bookmark(status: Status): Promise<boolean> {
  const bookmarked = !status.bookmarked;
  return attempt(status, { bookmarked }, () => (bookmarked ? one(status).bookmark() : one(status).unbookmark()));
}

export async function muteConversation(status: Status): Promise<void> {
  const muted = !status.muted;
  if (await attempt(status, { muted }, () => (muted ? one(status).mute() : one(status).unmute()))) {
    const undo = { label: t("do.undo"), run: () => void muteConversation({ ...status, muted }) };
    tell(t(muted ? "post.conversationMuted" : "post.conversationUnmuted"), undo);
  }
}

export async function pin(status: Status): Promise<void> {
  const pinned = !status.pinned;
  if (await attempt(status, { pinned }, () => (pinned ? one(status).pin() : one(status).unpin()))) {
    tell(t(pinned ? "post.pinned" : "post.unpinned"));
  }
}

/** Answers with an emoji, or takes that back. One to a status. */
export function react(status: Status, reaction: Reaction): Promise<boolean> {
  const me = !reaction.me;
  const others = (one: Reaction) => (me && one.me ? { ...one, me: false, count: one.count - 1 } : one);
  const changed = (one: Reaction) => (one.name === reaction.name ? { ...one, me, count: step(one.count, me) } : others(one));
  const before = status.reactions ?? [];
  const all = before.some((one) => one.name === reaction.name) ? before : [...before, reaction];
  const reactions = all.map(changed).filter((one) => one.count > 0);
  const path = `/api/v1/pleroma/statuses/${status.id}/reactions/${encodeURIComponent(reaction.name)}`;
  return attempt(status, { reactions }, () => ask<Status>(me ? "PUT" : "DELETE", path));
}

export async function vote(status: Status, choices: number[]): Promise<void> {
  await withPoll(status, (id) => api.v1.polls.$select(id).votes.create({ choices }));
}

export async function refreshPoll(status: Status): Promise<void> {
  await withPoll(status, (id) => api.v1.polls.$select(id).fetch());
}

async function withPoll(status: Status, ask: (id: string) => Promise<NonNullable<Status["poll"]>>): Promise<void> {
  try {
    change(status.id, { poll: await ask(status.poll?.id ?? "") });
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
  }
}

/** Deletes a status of one's own; answers it with its text as written, so that it can be written anew. */
export async function remove(status: Status): Promise<Status | null> {
  try {
    const deleted = await one(status).remove();
    takeOut(status.id);
    return deleted;
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
    return null;
  }
}

/** Takes a status that is no more from everything that shows it. */
export function takeOut(id: string): void {
  for (const timeline of timelines()) {
    timeline.remove(id);
  }
  if (find(id)) {
    forget(id);
  }
}
