// The lists of whoever is signed in: chosen people, read on their own.
import { api, errorText } from "../api";
import type { mastodon } from "masto";
import { Listing } from "../listing/listing.svelte";
import { tell } from "../state/toasts.svelte";
import { withUndo } from "../state/undo";
import { t, type Key } from "../text";

export type List = mastodon.v1.List;
export type Policy = List["repliesPolicy"];

export interface Choice {
  title: string;
  repliesPolicy: Policy;
  exclusive: boolean;
}

export const POLICIES: { value: Policy; label: Key }[] = [
  { value: "list", label: "lists.replies.list" },
  { value: "followed", label: "lists.replies.followed" },
  { value: "none", label: "lists.replies.none" },
];

export const lists = new Listing<List>(async function* () {
  yield await api.v1.lists.list();
});

const sorted = (all: List[]) => all.toSorted((one, other) => one.title.localeCompare(other.title));

/** Makes a list; answers it, or nothing if the server refused. */
export async function makeList(choice: Choice): Promise<List | null> {
  return attempt(async () => {
    const list = await api.v1.lists.create(choice);
    lists.items = sorted([...lists.items, list]);
    return list;
  });
}

export async function changeList(id: string, choice: Choice): Promise<List | null> {
  return attempt(async () => {
    const list = await api.v1.lists.$select(id).update(choice);
    lists.items = sorted(lists.items.map((one) => (one.id === id ? list : one)));
    return list;
  });
}

export function deleteList(list: List): void {
  const restore = lists.take(list.id);
  withUndo({ text: t("lists.deleted", { title: list.title }), method: "DELETE", path: `/api/v1/lists/${list.id}`, restore });
}

async function attempt(what: () => Promise<List>): Promise<List | null> {
  try {
    return await what();
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
    return null;
  }
}
