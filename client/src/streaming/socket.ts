// One connection to the server for all live news. It comes back by itself, after ever longer pauses, and then says
// that something may have been missed.
import { boot } from "../boot";
import { camelCased } from "../text/camel";

/** What can be listened to, in the words of the API. */
export interface Channel {
  stream: "user" | "public" | "public:local" | "hashtag" | "list" | "direct" | "user:notification";
  tag?: string;
  list?: string;
}

export interface News {
  event: string;
  payload: unknown;
}

export interface Listener {
  heard: (news: News) => void;
  /** There is a connection, perhaps again: what came before must be asked for. */
  missed: () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

const listeners = new Map<string, { channel: Channel; all: Set<Listener> }>();
let socket: WebSocket | null = null;
let pause = FIRST_PAUSE_MS;
let retry: ReturnType<typeof setTimeout> | undefined;

const nameOf = ({ stream, tag, list }: Channel) => [stream, tag?.toLowerCase() ?? list].filter(Boolean).join(" ");

/** Listens to a channel; answers how to stop. */
export function listen(channel: Channel, listener: Listener): () => void {
  const name = nameOf(channel);
  const known = listeners.get(name);
  if (known) {
    known.all.add(listener);
  } else {
    listeners.set(name, { channel, all: new Set([listener]) });
    say("subscribe", channel);
  }
  connect();
  return () => {
    const entry = listeners.get(name);
    entry?.all.delete(listener);
    if (entry?.all.size === 0) {
      listeners.delete(name);
      say("unsubscribe", channel);
    }
  };
}

function say(type: "subscribe" | "unsubscribe", channel: Channel): void {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ type, ...channel }));
  }
}

function connect(): void {
  if (socket || document.visibilityState === "hidden") {
    return;
  }
  clearTimeout(retry);
  // The token goes as a protocol, not in the address, which is written into logs on the way.
  socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/v1/streaming`, boot.token);
  socket.onopen = () => {
    pause = FIRST_PAUSE_MS;
    listeners.forEach(({ channel }) => say("subscribe", channel));
    // Also the first time: the page was drawn a moment ago.
    everybody((listener) => listener.missed());
  };
  socket.onmessage = ({ data }) => tell(String(data));
  socket.onclose = () => {
    socket = null;
    if (listeners.size > 0) {
      retry = setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  };
}

const everybody = (run: (listener: Listener) => void) => listeners.forEach(({ all }) => all.forEach(run));

function tell(data: string): void {
  const { stream, event, payload } = JSON.parse(data) as { stream?: string[]; event?: string; payload?: string };
  if (!stream || !event) {
    return;
  }
  const news = { event, payload: payload === undefined ? null : read(payload) };
  listeners.get(stream.join(" ").toLowerCase())?.all.forEach((listener) => listener.heard(news));
}

/** Payloads are JSON within JSON, but for plain ids. */
function read(payload: string): unknown {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === "object" ? camelCased(value) : payload;
  } catch {
    return payload;
  }
}

// A page that nobody looks at needs no news; coming back to it looks for what was missed. A device that slept may
// believe in a connection that is long gone, so coming back online begins anew.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && listeners.size > 0) {
    if (!socket) {
      pause = FIRST_PAUSE_MS;
      connect();
    }
  }
});
addEventListener("online", () => {
  pause = FIRST_PAUSE_MS;
  if (socket) {
    socket.close();
  } else if (listeners.size > 0) {
    connect();
  }
});
