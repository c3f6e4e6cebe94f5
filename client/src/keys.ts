// The keys of the client, in one table: what the sheet says is what they do. They are single keys, so that they rest
// while somebody types, and can be switched off (state/device) where they get in the way of other tools.
import { tick } from "svelte";
import { go } from "./router.svelte";
import { boot } from "./boot";
import { compose } from "./state/compose.svelte";
import { device } from "./state/device.svelte";
import { overlay, showOverlay } from "./state/overlay.svelte";
import { acts, moveFocus, openFocused, showNewest } from "./state/focused";
import type { Key } from "./text";

export interface Shortcut {
  /** One key, or two that are pressed one after the other. */
  keys: string[];
  says: Key;
  does: () => unknown;
}

const to = (path: string) => () => go(path);

/** What is typed next is what is searched for. */
async function search() {
  await go("/search");
  await tick();
  document.querySelector<HTMLElement>("main search input")?.focus();
}

export const SHORTCUTS: { title: Key; all: Shortcut[] }[] = [
  {
    title: "keys.posts",
    all: [
      { keys: ["j"], says: "keys.next", does: () => moveFocus(1) },
      { keys: ["k"], says: "keys.previous", does: () => moveFocus(-1) },
      { keys: ["o"], says: "keys.open", does: openFocused },
      { keys: ["r"], says: "reply", does: acts.reply },
      { keys: ["b"], says: "boost", does: acts.boost },
      { keys: ["f"], says: "favourite", does: acts.favourite },
      { keys: ["d"], says: "bookmark", does: acts.bookmark },
      { keys: ["q"], says: "keys.quote", does: acts.quote },
      { keys: ["x"], says: "keys.warning", does: acts.toggleWarning },
      { keys: ["h"], says: "keys.media", does: acts.toggleMedia },
      { keys: ["."], says: "keys.newest", does: showNewest },
    ],
  },
  {
    title: "keys.everywhere",
    all: [
      { keys: ["n"], says: "keys.compose", does: () => compose() },
      { keys: ["/"], says: "keys.search", does: search },
      { keys: ["u"], says: "keys.back", does: () => (history.length > 1 ? history.back() : go("/home")) },
      { keys: ["?"], says: "keys.title", does: () => showOverlay("keys") },
      { keys: ["Ctrl", "K"], says: "palette.title", does: () => showOverlay("palette") },
      { keys: ["Esc"], says: "keys.escape", does: () => (document.activeElement as HTMLElement | null)?.blur() },
    ],
  },
  {
    title: "keys.places",
    all: [
      { keys: ["g", "h"], says: "home", does: to("/home") },
      { keys: ["g", "n"], says: "notifications", does: to("/notifications") },
      { keys: ["g", "m"], says: "messages", does: to("/messages") },
      { keys: ["g", "e"], says: "trends", does: to("/trends") },
      { keys: ["g", "p"], says: "you", does: () => go(`/@${boot.me.username}`) },
      { keys: ["g", "l"], says: "lists.title", does: to("/lists") },
      { keys: ["g", "b"], says: "keep.bookmarks", does: to("/bookmarks") },
      { keys: ["g", "c"], says: "more.columns", does: to("/columns") },
      { keys: ["g", "a"], says: "accounts.title", does: () => showOverlay("more") },
      { keys: ["g", "s"], says: "preferences", does: to("/preferences") },
    ],
  },
];

/** How long the second of two keys is waited for. */
const SECOND_KEY_MS = 1_500;
const byKeys = new Map(SHORTCUTS.flatMap(({ all }) => all.map((one) => [one.keys.join(" "), one.does] as const)));
let first = "";
let firstAt = 0;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));

/** What a key does now, if it does something. */
export function actionOf(event: KeyboardEvent, now = Date.now()): (() => unknown) | null {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    return () => showOverlay("palette");
  }
  if (!device().keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
    return null;
  }
  if (event.key === "Escape") {
    return byKeys.get("Esc") ?? null;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const both = first && now - firstAt < SECOND_KEY_MS ? byKeys.get(`${first} ${key}`) : undefined;
  first = !both && key === "g" ? key : "";
  firstAt = now;
  return both ?? (first ? null : (byKeys.get(key) ?? null));
}

/** Starts to listen. A window that is open has keys of its own. */
export function startKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || overlay() || document.querySelector("dialog[open], [role=menu]")) {
      return;
    }
    if (event.key === "Enter" && openFocused(event)) {
      event.preventDefault();
      return;
    }
    const action = actionOf(event);
    if (action) {
      event.preventDefault();
      void action();
    }
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
