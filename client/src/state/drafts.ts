// Drafts on this device, for each account its own: what is being written, and what waits to be sent.
import { clear, createStore, del, get, set, values } from "idb-keyval";
import { boot } from "../boot";
import type { Draft } from "../parts/compose/draft";

const store = createStore(`fanfare-${boot.me.id}`, "drafts");

/** Keeps a draft as it is now. */
export async function saveDraft(draft: Draft): Promise<void> {
  await set(draft.id, { ...draft, savedAt: Date.now() }, store);
}

export const findDraft = (id: string): Promise<Draft | undefined> => get<Draft>(id, store);

export const deleteDraft = (id: string): Promise<void> => del(id, store);

/** Forgets all of them, and what is being written. */
export async function clearDrafts(): Promise<void> {
  rememberWriting(null);
  await clear(store);
}

// In this window, across a reload.
const WRITING = `writing ${boot.me.id}`;

/** The last words before a window goes away. The store is too slow for them: what it began then may be lost. */
const LAST = `written ${boot.me.id}`;

/** Remembers what is being written in this window; nothing, once it is closed. */
export function rememberWriting(id: string | null): void {
  if (id) {
    sessionStorage.setItem(WRITING, id);
  } else {
    sessionStorage.removeItem(WRITING);
    sessionStorage.removeItem(LAST);
  }
}

/** Keeps the words of a draft while the window goes away. Its files were kept before, at a pause. */
export function rememberWords(draft: Draft): void {
  try {
    sessionStorage.setItem(LAST, JSON.stringify({ ...draft, savedAt: Date.now() }));
  } catch {
    // There is no room for it; what was kept at the last pause is still there.
  }
}

/** What was being written when this window was reloaded. */
export async function findWriting(): Promise<Draft | undefined> {
  const id = sessionStorage.getItem(WRITING);
  const kept = id ? await findDraft(id) : undefined;
  const last = JSON.parse(sessionStorage.getItem(LAST) ?? "null") as Draft | null;
  sessionStorage.removeItem(LAST);
  const draft = last && last.id === id && last.savedAt > (kept?.savedAt ?? 0) ? withFiles(last, kept) : kept;
  if (draft && draft !== kept) {
    await saveDraft(draft);
  }
  return draft?.isWaiting ? undefined : draft;
}

/** A draft from words alone, with the files that are kept of it. What the server does not have either is lost. */
function withFiles(draft: Draft, kept: Draft | undefined): Draft {
  const files = new Map(kept?.posts.flatMap((post) => post.media).map((one) => [one.key, one.file]));
  const posts = draft.posts.map((post) => ({
    ...post,
    media: post.media.map((one) => ({ ...one, file: files.get(one.key) ?? null })).filter((one) => one.file ?? one.id),
  }));
  return { ...draft, posts };
}

/** All of them, the newest first. */
export async function listDrafts(): Promise<Draft[]> {
  const all = await values<Draft>(store);
  return all.sort((one, other) => other.savedAt - one.savedAt);
}
