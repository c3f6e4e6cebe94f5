// How one stands to the people of a list: those who are drawn in one moment are asked about together.
import { askRelations, relation } from "../state/relations.svelte";

const AT_ONCE = 40;
const wanted = new Set<string>();

/** Asks how one stands to somebody, unless that is known. */
export function wantRelation(id: string): void {
  if (relation(id) || wanted.has(id)) {
    return;
  }
  if (wanted.size === 0) {
    queueMicrotask(ask);
  }
  wanted.add(id);
}

function ask(): void {
  const ids = [...wanted];
  wanted.clear();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    // Without an answer the button to follow is not shown; nothing else depends on it.
    void askRelations(ids.slice(at, at + AT_ONCE)).catch(() => {});
  }
}
