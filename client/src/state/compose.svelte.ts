// The composer, which lies over whatever is on the screen: who wants to write says what it starts with.
import type { Status } from "../api";
import type { Draft } from "../parts/compose/draft";

/** What a post starts with. */
export interface Beginning {
  text?: string;
  replyTo?: Status;
  quote?: Status;
  /** A post of one's own that is changed. */
  edit?: Status;
  /** A post of one's own as the server answered when it was deleted, to be written anew. */
  redraft?: Status;
  /** A draft that was kept. */
  draft?: Draft;
  visibility?: Status["visibility"];
}

let wanted = $state.raw<Beginning | null>(null);

/** What the composer shows, if it is open. */
export const composing = () => wanted;

/** Opens the composer. */
export function compose(beginning: Beginning = {}): void {
  wanted = beginning;
}

/** Closes it. */
export function closeComposer(): void {
  wanted = null;
}
