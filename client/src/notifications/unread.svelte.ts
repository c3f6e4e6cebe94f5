// What is new for whoever is signed in: how many notifications, whether messages, and how far they have read.
// It is looked for every minute while the page is seen, and at once when a stream says so.
import { api } from "../api";
import { isNewer } from "../state/ids";

const EVERY_MS = 60_000;
const SETTLES_MS = 1_000;

let notifications = $state(0);
let messages = $state(0);
let lastRead = $state<string | null>(null);

/** How many groups of notifications are new. */
export const unreadNotifications = () => notifications;
/** How many conversations have something new. */
export const unreadMessages = () => messages;
/** The newest notification that was read, on whichever device. */
export const readUntil = () => lastRead;

const listeners = new Set<() => void>();

/** Calls whenever there may be something new; answers how to stop that. */
export function onNews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Looks what is new. What cannot be reached is asked for again a minute later. */
export async function lookForNews(): Promise<void> {
  listeners.forEach((listener) => listener());
  await Promise.allSettled([
    api.v2.notifications.unreadCount.fetch().then(({ count }) => (notifications = count)),
    api.v1.markers.fetch({ timeline: ["notifications"] }).then((markers) => {
      const found = markers.notifications?.lastReadId;
      if (found && isNewer(found, lastRead)) {
        lastRead = found;
      }
    }),
    api.v1.conversations.list({ limit: 20 }).then((all) => {
      messages = all.filter((conversation) => conversation.unread).length;
    }),
  ]);
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Much may come at once; it is looked for once. */
function lookSoon(): void {
  clearTimeout(soon);
  soon = setTimeout(() => void lookForNews(), 300);
}

/** Keeps looking; answers how to stop. */
export function keepLooking(): () => void {
  const news = new Set(["notification", "notifications_merged", "conversation"]);
  const listener = { heard: ({ event }: { event: string }) => news.has(event) && lookSoon(), missed: lookSoon };
  // Live news come once the page stands.
  void import("../streaming/socket").then(({ listen }) => {
    listen({ stream: "user" }, listener);
    listen({ stream: "direct" }, listener);
  });
  const look = () => document.visibilityState === "visible" && void lookForNews();
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

let settling: ReturnType<typeof setTimeout> | undefined;

/** Somebody has seen a notification. The server is told once they stay on it for a moment. */
export function readUpTo(id: string): void {
  if (!isNewer(id, lastRead)) {
    return;
  }
  lastRead = id;
  clearTimeout(settling);
  settling = setTimeout(() => void tellServer(), SETTLES_MS);
}

async function tellServer(): Promise<void> {
  try {
    await api.v1.markers.create({ notifications: { lastReadId: lastRead ?? "" } });
    notifications = (await api.v2.notifications.unreadCount.fetch()).count;
  } catch {
    // It is told with the next one that is read.
  }
}

/** A conversation was read, or is new again. */
export function countMessages(step: number): void {
  messages = Math.max(0, messages + step);
}
