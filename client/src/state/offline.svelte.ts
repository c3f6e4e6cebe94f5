// Being without a connection: the worker that then serves this client, what it is given to start from, and since when
// what is shown was kept.
import { api } from "../api";
import { boot } from "../boot";
import { go } from "../router.svelte";
import { t } from "../text";
import { forget, keepStart, keptStart } from "./kept";
import { tell } from "./toasts.svelte";

let keptAt = $state.raw<number | null>(boot.keptAt ?? null);
let isOffline = $state.raw(!navigator.onLine || boot.keptAt !== undefined);

/** Whether there is no connection, and when what is shown was kept. */
export const offline = () => (isOffline ? { at: keptAt } : null);

type Told = { kind: "kept"; at: number } | { kind: "go"; path: string };

/** Lets the worker begin, and listens to it. */
export async function startOffline(): Promise<void> {
  addEventListener("offline", () => (isOffline = true));
  addEventListener("online", () => {
    isOffline = false;
    keptAt = null;
    if (boot.keptAt) {
      // The page itself was kept, and perhaps with a key that is over.
      location.reload();
    }
  });
  if (!("serviceWorker" in navigator)) {
    return;
  }
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data.kind === "kept") {
      isOffline = true;
      keptAt = Math.min(keptAt ?? data.at, data.at);
    } else if (data.kind === "go") {
      void go(data.path);
    }
  });
  if (!boot.keptAt) {
    await keep().catch(() => {});
  }
  // It loads all files of the client, which may wait until what is on the screen is there.
  await new Promise((isIdle) => setTimeout(isIdle, document.readyState === "complete" ? QUIET_MS : 2 * QUIET_MS));
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (registration) {
    watch(registration);
    setTimeout(() => void askAhead(), AHEAD_MS);
  }
}

/** Keeps what this page started from. Posts are carried by the home alone; elsewhere those of before stay. */
async function keep(): Promise<void> {
  const text = document.getElementById("boot")?.textContent ?? "{}";
  const start = JSON.parse(text) as { me: { id: string }; statuses: unknown };
  const before = JSON.parse((await keptStart())?.boot ?? "{}") as Partial<typeof start>;
  if (before.me && before.me.id !== start.me.id) {
    // What somebody else read is none of theirs.
    await forget();
  } else if (!start.statuses || startedAt !== "/home") {
    start.statuses = before.statuses ?? null;
  }
  const paths = (selector: string) => [...document.querySelectorAll<HTMLLinkElement & HTMLScriptElement>(selector)].map((one) => one.href || one.src);
  await keepStart({
    boot: JSON.stringify(start),
    scripts: paths('script[type="module"][src]'),
    styles: paths('link[rel="stylesheet"]'),
    language: boot.language,
    name: boot.name,
    at: Date.now(),
  });
}
const startedAt = location.pathname;

const QUIET_MS = 1_500;

/** Late enough to be in nobody's way. */
const AHEAD_MS = 8_000;

/** Notifications are worth keeping although nobody looked at them; asked as their screen asks, so that it finds them. */
async function askAhead(): Promise<void> {
  if (navigator.serviceWorker.controller && !isOffline) {
    const nothing = () => {};
    await api.v2.notifications.list({ limit: 30, expandAccounts: "partial_avatars" }).then(nothing, nothing);
  }
}

/** A new version waits until somebody wants it: changing files under a page that is in use would break it. */
function watch(registration: ServiceWorkerRegistration): void {
  const offer = (waiting: ServiceWorker) => {
    const renew = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ kind: "renew" });
    };
    tell(t("offline.newVersion"), { label: t("offline.reload"), run: renew });
  };
  if (registration.waiting && navigator.serviceWorker.controller) {
    offer(registration.waiting);
  }
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && navigator.serviceWorker.controller) {
        offer(installing);
      }
    });
  });
}
