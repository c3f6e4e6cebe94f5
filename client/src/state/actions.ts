// What one can do with a status. Each is shown at once and taken back if the server refuses.
import { api, errorText, type Status } from "../api";
import { t } from "../text";
import { change, keep } from "./statuses.svelte";
import { timelines } from "./timeline.svelte";
import { tell } from "./toasts.svelte";

async function attempt(status: Status, changes: Partial<Status>, ask: () => Promise<Status>): Promise<void> {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, status[name as keyof Status]]));
  change(status.id, changes);
  try {
    const answer = await ask();
    keep(answer.reblog ?? answer);
  } catch (error) {
    change(status.id, before);
    tell(t("failed", { reason: errorText(error) }));
  }
}

const step = (count: number, isMore: boolean) => Math.max(0, count + (isMore ? 1 : -1));

export function favourite(status: Status): Promise<void> {
  const favourited = !status.favourited;
  const changes = { favourited, favouritesCount: step(status.favouritesCount, favourited) };
  const one = api.v1.statuses.$select(status.id);
  return attempt(status, changes, () => (favourited ? one.favourite() : one.unfavourite()));
}

export function boost(status: Status): Promise<void> {
  const reblogged = !status.reblogged;
  const changes = { reblogged, reblogsCount: step(status.reblogsCount, reblogged) };
  const one = api.v1.statuses.$select(status.id);
  return attempt(status, changes, () => (reblogged ? one.reblog() : one.unreblog()));
}

export function bookmark(status: Status): Promise<void> {
  const bookmarked = !status.bookmarked;
  const one = api.v1.statuses.$select(status.id);
  return attempt(status, { bookmarked }, () => (bookmarked ? one.bookmark() : one.unbookmark()));
}

export async function remove(status: Status): Promise<void> {
  try {
    await api.v1.statuses.$select(status.id).remove();
    for (const timeline of timelines()) {
      timeline.remove(status.id);
    }
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
  }
}
