// Opens the list of homes on other servers, in place of whatever lies over the screen.
import { showOverlay } from "../state/overlay.svelte";
import { showPanel } from "../state/panels.svelte";
import { withWords } from "../text";

export async function showHomes(): Promise<void> {
  showOverlay(null);
  await showPanel(() => withWords(import("./Homes.svelte"), "preferences"), {});
}
