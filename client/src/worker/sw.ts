// The worker between the client and the network: keeps the client's own files, so that it opens without a connection,
// and what was read last. It has nothing to do with requests that change something, nor with other servers.
import { forget, keptStart } from "../state/kept";
import { ANSWERS, isWorthKeeping, keepAnswer, keepPicture, KEPT_AT, PICTURES } from "./keep";
import { askFirst, isLeaving } from "./leave";
import { openMessage, showMessage } from "./push";
import { nothing, shell } from "./shell";

declare const self: ServiceWorkerGlobalScope;
/** The files of this build, named by the build. */
declare const __FILES__: string[];
declare const __VERSION__: string;

const FILES = `client-${__VERSION__}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(__FILES__)));
});

self.addEventListener("activate", (event) => {
  const others = (name: string) => name.startsWith("client-") && name !== FILES;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(others).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if ((event.data as { kind?: string } | null)?.kind === "renew") {
    void self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (isLeaving(request, url)) {
    event.respondWith(askFirst(request));
    return;
  }
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range")) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(page(request, url));
  } else if (url.pathname.startsWith("/client/assets/")) {
    event.respondWith(file(request));
  } else if (request.destination === "style") {
    event.respondWith(style(event, request));
  } else if (request.destination === "image") {
    event.respondWith(picture(event, request));
  } else if (url.pathname.startsWith("/api/") && isWorthKeeping(url)) {
    event.respondWith(answer(event, request));
  }
});

self.addEventListener("push", (event) => event.waitUntil(showMessage(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(openMessage(event.notification)));

async function page(request: Request, url: URL): Promise<Response> {
  try {
    const response = await fetch(request);
    // Sent away to sign in: the session is over, and nothing of it may stay.
    if (response.type === "opaqueredirect" && !(await isSignedIn())) {
      await forget();
    }
    return response;
  } catch {
    const kept = await keptStart().catch(() => undefined);
    return kept ? shell(kept, url.pathname) : nothing();
  }
}

/** Whether the key that is kept still opens something. Without an answer, it is taken to. */
async function isSignedIn(): Promise<boolean> {
  const kept = await keptStart();
  if (!kept) {
    return true;
  }
  const { token } = JSON.parse(kept.boot) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  return fetch("/api/v1/accounts/verify_credentials", { headers }).then(({ status }) => status !== 401 && status !== 403, () => true);
}

/** Names of built files change with what is in them. */
async function file(request: Request): Promise<Response> {
  const known = await caches.match(request, { ignoreVary: true });
  return known ?? fetch(request);
}

async function style(event: FetchEvent, request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) {
      const copy = response.clone();
      event.waitUntil(caches.open(FILES).then((cache) => cache.put(request, copy)));
    }
    return response;
  } catch (error) {
    return otherwise(await caches.match(request, { ignoreVary: true }), error);
  }
}

async function picture(event: FetchEvent, request: Request): Promise<Response> {
  const known = await caches.match(request, { cacheName: PICTURES, ignoreVary: true });
  if (known) {
    return known;
  }
  const response = await fetch(request);
  // Nothing is kept of what visitors see who are not signed in.
  if (response.ok && (await keptStart())) {
    event.waitUntil(keepPicture(request, response.clone()));
  }
  return response;
}

async function answer(event: FetchEvent, request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) {
      event.waitUntil(keepAnswer(request, response.clone()));
    } else if (response.status === 401) {
      event.waitUntil(forget());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: ANSWERS, ignoreVary: true });
    if (kept) {
      const client = await self.clients.get(event.clientId);
      client?.postMessage({ kind: "kept", at: Number(kept.headers.get(KEPT_AT)) });
    }
    return otherwise(kept, error);
  }
}

function otherwise(kept: Response | undefined, error: unknown): Response {
  if (kept) {
    return kept;
  }
  throw error;
}
