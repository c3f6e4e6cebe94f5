// Letting people in who wait for it, or turning them away. A no deletes the sign-up: it is put off for a moment, in
// which it can be undone.
import { errorText } from "../api";
import { tell } from "../state/toasts.svelte";
import { t, tn } from "../text";
import { call, OURS, Refused, THEIRS } from "./api";
import { act } from "./act";
import type { Dossier } from "./entities";

const WAITS_MS = 6_000;

/** Asks for all at once where the server can, and for one after the other elsewhere. */
async function each(word: "approve" | "reject", dossiers: Dossier[]): Promise<void> {
  const ids = dossiers.map(({ id }) => id);
  if (ids.length > 1) {
    try {
      await call("POST", `${OURS}/accounts/${word}`, { ids });
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) {
        throw error;
      }
    }
  }
  for (const id of ids) {
    await call("POST", `${THEIRS}/accounts/${id}/${word}`);
  }
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
