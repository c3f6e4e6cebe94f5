// Doing something as one of the staff: what went wrong is said in words, what went well with a way back if there is one.
import { errorText } from "../api";
import { tell } from "../state/toasts.svelte";
import { t } from "../text";

interface Done {
  /** What is said when it is done. */
  said?: string;
  /** Undoes it. */
  undo?: () => Promise<unknown>;
  /** Shows what has changed; also after it was undone. */
  after?: () => unknown;
}

/** Whether it was done. */
export async function act(run: () => Promise<unknown>, { said, undo, after }: Done = {}): Promise<boolean> {
  try {
    await run();
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
    return false;
  }
  await after?.();
  if (said) {
    tell(said, undo && { label: t("undo.undo"), run: () => void act(undo, { said: t("console.undone"), after }) });
  }
  return true;
}
