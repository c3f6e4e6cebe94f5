// What lies over the screen besides the composer: one thing at a time.
export type Overlay = "palette" | "keys" | "more";

let shown = $state.raw<Overlay | null>(null);

export const overlay = () => shown;

export function showOverlay(which: Overlay | null): void {
  shown = which;
}
