// The way out: what was written and not sent is asked about first, since whoever uses this device next would find it.
import { go } from "../router.svelte";
import { takeLeaving } from "./kept";
import { signOut } from "./members";
import { showOverlay } from "./overlay.svelte";
import { showPanel } from "./panels.svelte";
import { countUnsent } from "./unsent";

/** Signs out, after a question if there is anything to ask about. */
export async function askToLeave(oncancel = () => {}): Promise<void> {
  const count = await countUnsent();
  if (count === 0) {
    await signOut();
    return;
  }
  showOverlay(null);
  await showPanel(() => import("../parts/overlays/Leave.svelte"), { count, oncancel });
}

/** Goes on where somebody pressed "sign out" on a page of the server; the worker led them here. */
export async function goOnLeaving(): Promise<void> {
  const isLeaving = await takeLeaving().catch(() => false);
  await go(location.pathname, { replace: true });
  if (isLeaving) {
    await askToLeave(() => history.back());
  }
}
