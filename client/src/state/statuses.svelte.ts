// Every status that is shown, once: whoever shows it sees every change of it.
import type { Status } from "../api";

class Kept {
  now = $state.raw<Status>() as Status;

  constructor(status: Status) {
    this.now = status;
  }
}

const kept = new Map<string, Kept>();

/** Keeps the newest state of a status and of what it boosts or quotes. */
export function keep(status: Status): Kept {
  if (status.reblog) {
    keep(status.reblog);
  }
  const known = kept.get(status.id);
  if (known) {
    known.now = status;
    return known;
  }
  const fresh = new Kept(status);
  kept.set(status.id, fresh);
  return fresh;
}

/** A status that was kept. */
export const find = (id: string): Status | undefined => kept.get(id)?.now;

/** Changes what is known of a status, before the server has said so or after. */
export function change(id: string, changes: Partial<Status>): void {
  const known = kept.get(id);
  if (known) {
    known.now = { ...known.now, ...changes };
  }
}
