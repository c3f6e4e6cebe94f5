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

/** Remembers what is being written in this window; nothing, once it is closed. */
export function rememberWriting(id: string | null): void {
  if (id) {
    sessionStorage.setItem(WRITING, id);
  } else {
    sessionStorage.removeItem(WRITING);
  }
}

/** What was being written when this window was reloaded. */
export async function findWriting(): Promise<Draft | undefined> {
  const id = sessionStorage.getItem(WRITING);
  const draft = id ? await findDraft(id) : undefined;
  return draft?.isWaiting ? undefined : draft;
}

/** All of them, the newest first. */
export async function listDrafts(): Promise<Draft[]> {
  const all = await values<Draft>(store);
  return all.sort((one, other) => other.savedAt - one.savedAt);
}
