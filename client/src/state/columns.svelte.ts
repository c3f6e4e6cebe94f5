// The timelines that somebody has side by side, kept on the device.
import { api } from "../api";
import { t } from "../text";
import type { Channel } from "../streaming/socket";
import { isNoMessage } from "./messages";
import { timeline, type Source, type Timeline } from "./timeline.svelte";

export type Column =
  | { kind: "home" | "local" | "public" | "notifications" }
  | { kind: "list"; id: string; title: string }
  | { kind: "tag"; name: string }
  | { kind: "search"; words: string };

const KEY = "columns";
const MOST = 12;

function read(): Column[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") ?? [{ kind: "home" }, { kind: "notifications" }, { kind: "local" }];
  } catch {
    return [];
  }
}

let all = $state.raw(read());

export const columns = () => all;

function keep(next: Column[]): void {
  all = next;
  localStorage.setItem(KEY, JSON.stringify(all));
}

/** Tells a column from all others. */
export function keyOf(column: Column): string {
  switch (column.kind) {
    case "list":
      return `list ${column.id}`;
    case "tag":
      return `tag ${column.name.toLowerCase()}`;
    case "search":
      return `search ${column.words}`;
    default:
      return column.kind;
  }
}

export function titleOf(column: Column): string {
  switch (column.kind) {
    case "list":
      return column.title;
    case "tag":
      return `#${column.name}`;
    case "search":
      return column.words;
    default:
      return t(column.kind);
  }
}

export const mayAdd = () => all.length < MOST;

export function addColumn(column: Column, at = all.length): void {
  const rest = all.filter((one) => keyOf(one) !== keyOf(column));
  keep([...rest.slice(0, at), column, ...rest.slice(at)]);
}

export function removeColumn(column: Column): void {
  keep(all.filter((one) => one !== column));
}

/** Puts a column where another stands; those between move up. */
export function moveColumn(key: string, to: number): void {
  const column = all.find((one) => keyOf(one) === key);
  if (column && to >= 0 && to < all.length) {
    const rest = all.filter((one) => one !== column);
    keep([...rest.slice(0, to), column, ...rest.slice(to)]);
  }
}

/** The server counts what a search found, where timelines know ids. */
function searching(words: string): Source {
  let offset = 0;
  return async ({ maxId, limit }) => {
    offset = maxId ? offset : 0;
    const { statuses } = await api.v2.search.list({ q: words, type: "statuses", limit, offset });
    offset += statuses.length;
    return statuses;
  };
}

/** What a column shows, apart from notifications, which are no posts. */
export function postsOf(column: Exclude<Column, { kind: "notifications" }>): Timeline {
  const { timelines } = api.v1;
  const sources = {
    home: () => timeline("home", (part) => timelines.home.list(part), undefined, isNoMessage),
    local: () => timeline("/public/local", (part) => timelines.public.list({ ...part, local: true })),
    public: () => timeline("/public", (part) => timelines.public.list(part)),
  };
  switch (column.kind) {
    case "list":
      return timeline(`list ${column.id}`, (part) => timelines.list.$select(column.id).list(part), undefined, isNoMessage);
    case "tag":
      return timeline(`tag ${column.name.toLowerCase()}`, (part) => timelines.tag.$select(column.name).list(part));
    case "search":
      return timeline(`search ${column.words}`, searching(column.words));
    default:
      return sources[column.kind as keyof typeof sources]();
  }
}

/** Where one hears of what comes into a column; home is heard everywhere, and what a search finds is not told. */
export function channelOf(column: Column): Channel | null {
  switch (column.kind) {
    case "list":
      return { stream: "list", list: column.id };
    case "tag":
      return { stream: "hashtag", tag: column.name };
    case "local":
      return { stream: "public:local" };
    case "public":
      return { stream: "public" };
    default:
      return null;
  }
}
