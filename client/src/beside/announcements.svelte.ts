// What those who run the server tell everybody, and how people answer it.
import type { mastodon } from "masto";
import { api, errorText } from "../api";
import { tell } from "../state/toasts.svelte";
import { listen } from "../streaming/socket";
import { t } from "../text";

/** The server also says whether it was read. */
export type Announcement = mastodon.v1.Announcement & { read?: boolean };

let all = $state.raw<Announcement[]>([]);
let isLoaded = false;

/** What is not read yet. */
export const unreadAnnouncements = () => all.filter((one) => !one.read);
export const readAnnouncements = () => all.filter((one) => one.read);

/** Loads them once, and then hears what changes; without an answer there are none. */
export async function loadAnnouncements(): Promise<void> {
  if (!isLoaded) {
    isLoaded = true;
    listen({ stream: "user" }, { heard: ({ event }) => event.startsWith("announcement") && void askAgain(), missed: () => void askAgain() });
    await askAgain();
  }
}

async function askAgain(): Promise<void> {
  all = await api.v1.announcements.list().then((found) => found as Announcement[], () => all);
}

const change = (id: string, changes: Partial<Announcement>) => (all = all.map((one) => (one.id === id ? { ...one, ...changes } : one)));

/** Somebody has read it. */
export async function readAnnouncement(one: Announcement): Promise<void> {
  change(one.id, { read: true });
  try {
    await api.v1.announcements.$select(one.id).dismiss();
  } catch (error) {
    change(one.id, { read: false });
    tell(t("failed", { reason: errorText(error) }));
  }
}

/** Answers with an emoji, or takes that back. A picture of the server goes by its name between colons. */
export async function react(one: Announcement, emoji: string): Promise<void> {
  const name = emoji.replace(/^:|:$/g, "");
  const before = one.reactions;
  const known = before.find((reaction) => reaction.name === name);
  const isOver = known?.me ?? false;
  change(one.id, { reactions: reacted(before, name, isOver) });
  try {
    const reaction = api.v1.announcements.$select(one.id).reactions.$select(encodeURIComponent(name));
    await (isOver ? reaction.remove() : reaction.update());
    if (name !== emoji) {
      await askAgain();
    }
  } catch (error) {
    change(one.id, { reactions: before });
    tell(t("failed", { reason: errorText(error) }));
  }
}

function reacted(all: mastodon.v1.Reaction[], name: string, isOver: boolean): mastodon.v1.Reaction[] {
  const step = isOver ? -1 : 1;
  const known = all.some((reaction) => reaction.name === name);
  const changed = all.map((reaction) => (reaction.name === name ? { ...reaction, me: !isOver, count: reaction.count + step } : reaction));
  const fresh = { name, count: 1, me: true, url: "", staticUrl: "" };
  return (known ? changed : [...changed, fresh]).filter((reaction) => reaction.count > 0);
}
