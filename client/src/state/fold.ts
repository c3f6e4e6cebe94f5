// How statuses become what a timeline shows: one post once, however often it was boosted, and an answer under what
// it answers where the two stand side by side.
import type { Status } from "../api";

type Known = Pick<Status, "id" | "createdAt" | "inReplyToId"> & { reblog?: Pick<Status, "id" | "inReplyToId"> | null };

/** One post, with the statuses that brought it: itself, boosts of it, or both. */
export interface Line {
  post: string;
  ids: string[];
}

/** What stands together: a post, or some of a thread, oldest first. */
export interface Entry {
  key: string;
  lines: Line[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const postOf = (status: Known) => status.reblog?.id ?? status.id;

/** Adds older statuses at the end. What is there already is boosted by some more. */
export function append(entries: Entry[], page: Known[]): Entry[] {
  const { known, fresh } = sorted(entries, page, () => true);
  return [...known, ...gathered(fresh)];
}

/**
 * Adds newer statuses at the start. A boost of a post that came within a day is added to it where it stands; an older
 * one comes up anew.
 */
export function prepend(entries: Entry[], page: Known[], find: (id: string) => Known | undefined): Entry[] {
  const isRecent = (line: Line, status: Known) => {
    const last = Math.max(...line.ids.map((id) => Date.parse(find(id)?.createdAt ?? status.createdAt)));
    return Date.parse(status.createdAt) - last < DAY_MS;
  };
  const { known, fresh } = sorted(entries, page, isRecent);
  const again = new Set(fresh.map(postOf));
  const stays = without(known, (line) => again.has(line.post));
  return [...gathered(fresh), ...stays];
}

/** Takes statuses out, and posts that nothing brings any more. */
export function remove(entries: Entry[], isGone: (id: string) => boolean): Entry[] {
  const left = entries.map(({ key, lines }) => ({
    key,
    lines: lines.map((line) => ({ ...line, ids: line.ids.filter((id) => !isGone(id)) })),
  }));
  return without(left, (line) => line.ids.length === 0 || isGone(line.post));
}

/** Parts a page into what belongs to posts that are there, and what is new. */
function sorted(entries: Entry[], page: Known[], joins: (line: Line, status: Known) => boolean) {
  const lines = new Map(entries.flatMap((entry) => entry.lines).map((line) => [line.post, line]));
  const joined = new Map<string, string[]>();
  const fresh: Known[] = [];
  for (const status of page) {
    const line = lines.get(postOf(status));
    if (line && joins(line, status)) {
      joined.set(line.post, [...(joined.get(line.post) ?? []), status.id]);
    } else {
      fresh.push(status);
    }
  }
  const more = (line: Line) => {
    const ids = joined.get(line.post)?.filter((id) => !line.ids.includes(id));
    return ids?.length ? { ...line, ids: [...line.ids, ...ids] } : line;
  };
  const known = joined.size === 0 ? entries : entries.map(({ key, lines }) => ({ key, lines: lines.map(more) }));
  return { known, fresh };
}

/** Entries of statuses, newest first. */
function gathered(page: Known[]): Entry[] {
  const lines = new Map<string, Line & { answers: string | null }>();
  for (const status of page) {
    const post = postOf(status);
    const line = lines.get(post);
    if (line) {
      line.ids.push(status.id);
    } else {
      lines.set(post, { post, ids: [status.id], answers: (status.reblog ?? status).inReplyToId ?? null });
    }
  }
  const entries: Entry[] = [];
  for (const { answers, ...line } of [...lines.values()].reverse()) {
    const before = entries.at(-1);
    const isOwn = line.ids.every((id) => id === line.post);
    if (before && isOwn && answers === before.lines.at(-1)?.post) {
      entries[entries.length - 1] = { key: line.ids[0] ?? line.post, lines: [...before.lines, line] };
    } else {
      entries.push({ key: line.ids[0] ?? line.post, lines: [line] });
    }
  }
  return entries.reverse();
}

function without(entries: Entry[], isOut: (line: Line) => boolean): Entry[] {
  return entries
    .map(({ key, lines }) => ({ key, lines: lines.filter((line) => !isOut(line)) }))
    .filter((entry) => entry.lines.length > 0);
}
