// A poll as it is sent.
import type { Status } from "../../api";
import type { PollDraft } from "./draft";

const SHORTEST_S = 300;

/** The poll without answers that were left empty, if that is one. In an edit, one that was not changed ends when it was to
 * end; the server counts from now. */
export function pollToSend(poll: PollDraft | null, edited: Status | null, now = Date.now()): PollDraft | undefined {
  const options = (poll?.options ?? []).map((option) => option.trim()).filter(Boolean);
  if (!poll || options.length < 2) {
    return undefined;
  }
  const before = edited?.poll;
  const isSame = before && before.multiple === poll.multiple && before.options.map((option) => option.title).join("\n") === options.join("\n");
  if (!isSame || !before.expiresAt || poll.expiresIn !== lasted(edited)) {
    return { ...poll, options };
  }
  const left = Math.round((Date.parse(before.expiresAt) - now) / 1000);
  return { ...poll, options, expiresIn: Math.max(SHORTEST_S, left) };
}

/** For how many seconds a poll was opened. */
export function lasted(status: Status): number {
  const end = status.poll?.expiresAt;
  return end ? Math.round((Date.parse(end) - Date.parse(status.createdAt)) / 1000) : 86_400;
}
