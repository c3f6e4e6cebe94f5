// Where the reader is in a list of entries, and how to get back there although heights are not known yet.
import type { Anchor } from "./timeline.svelte";

const entriesOf = (feed: HTMLElement) => feed.querySelectorAll<HTMLElement>("[data-key]");

/** The first entry that reaches into the window. */
export function topmost(feed: HTMLElement): Anchor | null {
  for (const entry of entriesOf(feed)) {
    const { top, bottom } = entry.getBoundingClientRect();
    if (bottom > 0) {
      return { key: entry.dataset.key ?? "", top };
    }
  }
  return null;
}

/** How long the place is held while things get their heights. */
const HOLD_MS = 700;

/** Puts an entry back where it stood, and holds it there until all is drawn or the reader moves. Answers how to stop. */
export function settled(feed: HTMLElement, anchor: Anchor): () => void {
  const until = performance.now() + HOLD_MS;
  let frame = 0;
  const hold = () => {
    const entry = [...entriesOf(feed)].find((one) => one.dataset.key === anchor.key);
    if (entry) {
      const off = entry.getBoundingClientRect().top - anchor.top;
      if (Math.abs(off) > 1) {
        scrollBy(0, off);
      }
    }
    if (performance.now() < until) {
      frame = requestAnimationFrame(hold);
    }
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    ["wheel", "touchstart", "keydown", "pointerdown"].forEach((kind) => removeEventListener(kind, stop));
  };
  ["wheel", "touchstart", "keydown", "pointerdown"].forEach((kind) => addEventListener(kind, stop, { passive: true }));
  frame = requestAnimationFrame(() => (frame = requestAnimationFrame(hold)));
  return stop;
}
