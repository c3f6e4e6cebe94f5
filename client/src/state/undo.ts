// What the server cannot take back is done here a moment later: until then, it can be undone.
import { errorText } from "../api";
import { boot } from "../boot";
import { t } from "../text";
import { tell } from "./toasts.svelte";

/** As long as the words about it, with the way back, can be read. */
const WAITS_MS = 6_000;

interface Deed {
  /** What is said to have happened. */
  text: string;
  method: "POST" | "DELETE";
  /** What is asked of the server in the end. */
  path: string;
  body?: Record<string, unknown>;
  /** Shows everything as it was. */
  restore: () => void;
}

const outstanding = new Set<() => void>();
// Whoever leaves has not undone it.
addEventListener("pagehide", () => outstanding.forEach((run) => run()));

/** Says what was done, does it in a moment, and offers to undo it until then. */
export function withUndo({ text, method, path, body, restore }: Deed): void {
  let isDecided = false;
  const decide = () => {
    const isFirst = !isDecided;
    isDecided = true;
    outstanding.delete(run);
    return isFirst;
  };
  const run = () => {
    if (decide()) {
      void ask(method, path, body).catch((error) => {
        restore();
        tell(t("failed", { reason: errorText(error) }));
      });
    }
  };
  outstanding.add(run);
  setTimeout(run, WAITS_MS);
  tell(text, { label: t("undo.undo"), run: () => decide() && restore() });
}

/** Asks the server in a way that outlives the page. */
async function ask(method: string, path: string, body?: Record<string, unknown>): Promise<void> {
  const headers = { Authorization: `Bearer ${boot.token}`, "Content-Type": "application/json" };
  const answer = await fetch(path, { method, headers, keepalive: true, body: body && JSON.stringify(body) });
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as { error?: string };
    throw new Error(said.error ?? answer.statusText);
  }
}
