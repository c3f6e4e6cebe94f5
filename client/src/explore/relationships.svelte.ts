// How whoever is signed in stands to others: asked for many at once, kept, and changed by following.
import { api, errorText, type Account, type Relationship } from "../api";
import { tell } from "../state/toasts.svelte";
import { t } from "../text";

let known = $state.raw<Record<string, Relationship>>({});
const wanted = new Set<string>();
const AT_ONCE = 40;

/** How one stands to somebody, as far as it is known by now. */
export const relationshipTo = (id: string): Relationship | undefined => known[id];

/** Asks how one stands to somebody; those who are asked about in one moment are asked about together. */
export function wantRelationship(id: string): void {
  if (known[id] || wanted.has(id)) {
    return;
  }
  if (wanted.size === 0) {
    queueMicrotask(ask);
  }
  wanted.add(id);
}

async function ask(): Promise<void> {
  const ids = [...wanted].slice(0, AT_ONCE);
  const rest = [...wanted].slice(AT_ONCE);
  wanted.clear();
  rest.forEach(wantRelationship);
  // Without an answer the button to follow is not shown; nothing else depends on it.
  const found = await api.v1.accounts.relationships.fetch({ id: ids }).catch(() => []);
  known = { ...known, ...Object.fromEntries(found.map((one) => [one.id, one])) };
}

const set = (one: Relationship) => (known = { ...known, [one.id]: one });

/** Follows somebody, or no longer. */
export async function follow(account: Account): Promise<void> {
  const before = known[account.id];
  if (!before) {
    return;
  }
  const isOver = before.following || before.requested;
  set({ ...before, following: !isOver && !account.locked, requested: !isOver && account.locked });
  try {
    const one = api.v1.accounts.$select(account.id);
    set(isOver ? await one.unfollow() : await one.follow());
  } catch (error) {
    set(before);
    tell(t("failed", { reason: errorText(error) }));
  }
}
