// When somebody was last here, on this device: looking at home moves the server's marker at once, so that it cannot tell.
import { recall, remember } from "./remembered";

/** Whoever is away for so long was away. */
export const AWAY_MS = 30 * 60_000;
const MINUTE_MS = 60_000;
const SEEN = "seen at";
const AWAY = "away since";

/** When the last visit ended; nothing on a device that knows of none. */
export const awaySince = (): string | null => recall<string | null>(AWAY, null);

function note(): void {
  if (document.visibilityState !== "visible") {
    return;
  }
  const now = Date.now();
  const last = recall<number>(SEEN, 0);
  if (last && now - last > AWAY_MS) {
    remember(AWAY, new Date(last).toISOString());
  }
  remember(SEEN, now);
}

/** Begins to take note. */
export function startVisits(): () => void {
  note();
  const timer = setInterval(note, MINUTE_MS);
  document.addEventListener("visibilitychange", note);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", note);
  };
}
