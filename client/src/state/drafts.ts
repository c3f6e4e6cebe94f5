// Drafts on this device, for each account its own: what is being written, and what waits to be sent.
import { createStore, del, get, set, values } from "idb-keyval";
import { boot } from "../boot";
import type { Draft } from "../parts/compose/draft";

const store = createStore(`fanfare-${boot.me.id}`, "drafts");

/** Keeps a draft as it is now. */
export async function saveDraft(draft: Draft): Promise<void> {
  await set(draft.id, { ...draft, savedAt: Date.now() }, store);
}

export const findDraft = (id: string): Promise<Draft | undefined> => get<Draft>(id, store);

export const deleteDraft = (id: string): Promise<void> => del(id, store);

/** All of them, the newest first. */
export async function listDrafts(): Promise<Draft[]> {
  const all = await values<Draft>(store);
  return all.sort((one, other) => other.savedAt - one.savedAt);
}
