// Letting people in who wait for it, or turning them away. A no deletes the sign-up: it is put off for a moment, in
// which it can be undone.
import { errorText } from "../api";
import { tell } from "../state/toasts.svelte";
import { t, tn } from "../text";
import { call, OURS, THEIRS } from "./api";
import { act } from "./act";
import type { Dossier } from "./entities";

const WAITS_MS = 6_000;

function each(word: "approve" | "reject", dossiers: Dossier[]): Promise<unknown> {
  const ids = dossiers.map(({ id }) => id);
  return ids.length > 1 ? call("POST", `${OURS}/accounts/${word}`, { account_ids: ids }) : call("POST", `${THEIRS}/accounts/${ids[0]}/${word}`);
}

const named = (dossiers: Dossier[]) => `@${dossiers[0]?.account.acct ?? ""}`;

export const letIn = (dossiers: Dossier[], after: () => unknown) =>
  act(() => each("approve", dossiers), { said: tn("console.letIn.done", dossiers.length, { name: named(dossiers) }), after });

/** Those who are turned away go from the screen at once, and from the server a moment later. `hide` answers what shows
 * them again. */
export function turnAway(dossiers: Dossier[], hide: () => (() => unknown) | void): void {
  let isOff = false;
  const restore = hide();
  const run = () => {
    if (isOff) {
      return;
    }
    isOff = true;
    removeEventListener("pagehide", run);
    each("reject", dossiers).catch((error: unknown) => {
      restore?.();
      tell(t("failed", { reason: errorText(error) }));
    });
  };
  const undo = () => {
    isOff = true;
    restore?.();
  };
  addEventListener("pagehide", run);
  setTimeout(run, WAITS_MS);
  tell(tn("console.turnAway.done", dossiers.length, { name: named(dossiers) }), { label: t("undo.undo"), run: undo });
}
