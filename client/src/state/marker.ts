// How far somebody has read their home timeline, told to the server so that other devices know it, too.
import { api } from "../api";
import { boot } from "../boot";

const PAUSE_MS = 3_000;
let told: string | null = null;
let newest: string | null = null;
let pause: ReturnType<typeof setTimeout> | undefined;

/** Ids grow with time; as text they must be of one length to be compared. */
export const isNewer = (one: string, than: string) => one.length - than.length || (one > than ? 1 : one < than ? -1 : 0);

/** Up to which status was read before, on whatever device. */
export async function readUpTo(): Promise<string | null> {
  const { home } = await api.v1.markers.fetch({ timeline: ["home"] });
  told = home?.lastReadId ?? null;
  return told;
}

/** Takes note that a status was on the screen. */
export function read(id: string): void {
  if ((newest && isNewer(id, newest) <= 0) || (told && isNewer(id, told) <= 0)) {
    return;
  }
  newest = id;
  clearTimeout(pause);
  pause = setTimeout(send, PAUSE_MS);
}

function send(): void {
  clearTimeout(pause);
  if (newest && newest !== told) {
    told = newest;
    // It must arrive although the page may be about to go.
    void fetch("/api/v1/markers", {
      method: "POST",
      keepalive: true,
      headers: { authorization: `Bearer ${boot.token}`, "content-type": "application/json" },
      body: JSON.stringify({ home: { last_read_id: newest } }),
    }).catch(() => (told = null));
  }
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
