// How far somebody is in a catch-up: what they saw, how they look at it, and where they stopped. Kept with it.
import type { Anchor } from "../state/timeline.svelte";
import { recall, remember, unremember } from "../state/remembered";
import type { View } from "./catchup";

export interface Reading {
  /** Ids of posts that went by. */
  seen: string[];
  view: View;
  /** How many lines are drawn. */
  shown: number;
  anchor: Anchor | null;
}

const named = (id: string) => `catch-up reading ${id}`;
export const LINES = 50;

export const readingOf = (id: string): Reading => recall(named(id), { seen: [], view: { kind: "all" }, shown: LINES, anchor: null });
export const keepReading = (id: string, reading: Reading) => remember(named(id), reading);
export const forgetReading = (id: string) => unremember(named(id));
