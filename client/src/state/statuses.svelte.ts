// Every status that is shown, once: whoever shows it sees every change of it.
import type { Status } from "../api";

class Kept {
  now = $state.raw<Status | undefined>();

  constructor(status: Status) {
    this.now = status;
  }
}

const kept = new Map<string, Kept>();

/** What only a viewer's own answer says; live news are told without it. */
const MARKS = ["favourited", "reblogged", "bookmarked", "muted", "pinned", "filtered"] as const;

/** Keeps the newest state of a status and of what it boosts or quotes. */
export function keep(status: Status): Kept {
  if (status.reblog) {
    keep(status.reblog);
  }
  if (status.quote && "quotedStatus" in status.quote && status.quote.quotedStatus) {
    keep(status.quote.quotedStatus);
  }
  const known = kept.get(status.id);
  if (known) {
    known.now = withMarks(status, known.now);
    return known;
  }
  const fresh = new Kept(status);
  kept.set(status.id, fresh);
  return fresh;
}

function withMarks(status: Status, before: Status | undefined): Status {
  const lost = MARKS.filter((mark) => status[mark] === undefined && before?.[mark] !== undefined);
  return lost.length ? { ...status, ...Object.fromEntries(lost.map((mark) => [mark, before?.[mark]])) } : status;
}

/** A status that was kept. */
export const find = (id: string): Status | undefined => kept.get(id)?.now;

/** What a status really says: what it boosts, or itself. */
export function originalOf(status: Status): Status {
  return status.reblog ? (find(status.reblog.id) ?? status.reblog) : status;
}

/** Changes what is known of a status, before the server has said so or after. */
export function change(id: string, changes: Partial<Status>): void {
  const known = kept.get(id);
  if (known?.now) {
    known.now = { ...known.now, ...changes };
  }
}

/** Forgets a status that is no more. */
export function forget(id: string): void {
  const known = kept.get(id);
  if (known) {
    known.now = undefined;
  }
}
