// Which screen an address shows. Addresses are those of the server's pages, so every one can be opened anew, shared,
// and read without a script.
import type { Component } from "svelte";
import { boot } from "./boot";
import { screens } from "./screens";
import type { Key } from "./text";

/** A screen is given the parts of its path; most need none. */
export type ScreenComponent = Component<any>;

export interface Screen {
  /** A path; `:name` stands for one part of it, `*` for the rest. */
  path: string;
  title: Key;
  load: () => Promise<{ default: ScreenComponent }>;
}

interface Place {
  path: string;
  query: URLSearchParams;
  params: Record<string, string>;
  screen: Screen | null;
  component: ScreenComponent | null;
  /** Names this visit, to find its reading position again. */
  key: string;
}

let current = $state.raw<Place>({
  path: "",
  query: new URLSearchParams(),
  params: {},
  screen: null,
  component: null,
  key: "",
});

/** Where we are. */
export const here = () => current;

const positions = new Map<string, number>();

let guard: ((to: string) => boolean) | null = null;

/** Lets a screen with something unsaved hold back who leaves it: it is told where to, and answers whether it does. */
export function guardLeaving(holdsBack: typeof guard): void {
  guard = holdsBack;
}

function match(path: string): { screen: Screen; params: Record<string, string> } | null {
  for (const screen of screens) {
    const names: string[] = [];
    const pattern = screen.path
      .replace(/[.]/g, "\\.")
      .replace(/:(\w+)/g, (_, name: string) => (names.push(name), "([^/]+)"))
      .replace(/\*/g, () => (names.push("rest"), "(.*)"));
    const found = new RegExp(`^${pattern}/?$`).exec(path);
    if (found) {
      const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
      return { screen, params };
    }
  }
  return null;
}

/** Whether this client draws what stands at a path. */
export const isOurs = (path: string) => match(path) !== null;

/** Begins to load what an address shows, so that it is there when it is wanted. */
export function loadScreen(path: string): void {
  // Whoever wants it hears why it could not be loaded.
  match(path)?.screen.load().catch(() => {});
}

let newest = "";

async function show(url: URL, key: string): Promise<void> {
  newest = key;
  const found = match(url.pathname);
  if (!found && boot.keptAt) {
    // Pages of the server cannot be had without it, and asking would lead back here.
    location.replace("/home");
    return;
  }
  if (!found) {
    location.assign(url);
    return;
  }
  const component = (await found.screen.load()).default;
  if (newest !== key) {
    // Somebody went on while this was loaded.
    return;
  }
  current = { path: url.pathname, query: url.searchParams, params: found.params, screen: found.screen, component, key };
}

const newKey = () => Math.random().toString(36).slice(2);

/** Goes to a path of ours; others are opened as pages. */
export async function go(to: string, { replace = false } = {}): Promise<void> {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin || !isOurs(url.pathname)) {
    location.assign(url);
    return;
  }
  if (guard?.(url.href)) {
    return;
  }
  remember();
  const key = newKey();
  history[replace ? "replaceState" : "pushState"]({ key }, "", url);
  await show(url, key);
  scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}

function remember(): void {
  positions.set(current.key, scrollY);
}

/** Where the reader was on this visit of a screen, to be put back once its content is there. */
export const positionOf = (key: string) => positions.get(key) ?? 0;

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin || !isOurs(link.pathname)) {
    return;
  }
  event.preventDefault();
  void go(link.href);
}

/** Starts to follow links and the browser's own steps. */
export function startRouter(): void {
  history.scrollRestoration = "manual";
  const key = (history.state as { key?: string } | null)?.key ?? newKey();
  history.replaceState({ key }, "");
  document.addEventListener("click", follow);
  addEventListener("popstate", (event) => {
    if (guard?.(location.href)) {
      history.pushState({ key: current.key }, "", `${current.path}${current.query.size ? `?${current.query}` : ""}`);
      return;
    }
    remember();
    const back = (event.state as { key?: string } | null)?.key ?? newKey();
    void show(new URL(location.href), back).then(() => requestAnimationFrame(() => scrollTo(0, positionOf(back))));
  });
  void show(new URL(location.href), key);
}
