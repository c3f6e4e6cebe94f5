// Whether the client can be installed here, like an app. The browser says so once, early, so that it must be listened
// to before anybody asks; on an iPhone and an iPad it never does, and people do it by hand.
interface Offer extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

const KEY = "install";
const NO = "no";

let offer = $state.raw<Offer | null>(null);
let isRefused = $state(localStorage.getItem(KEY) === NO);

/** Listens to the browser, which then does not offer it by itself. */
export function listenForInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
  });
  addEventListener("appinstalled", () => (offer = null));
}

/** How it is installed here: by asking the browser, by hand, or not at all. */
export function wayToInstall(): "ask" | "hand" | null {
  if (isRefused) {
    return null;
  }
  return offer ? "ask" : isHandy() ? "hand" : null;
}

/** Only Safari on an iPhone or iPad says whether it was opened from the home screen, and only there can it be touched. */
const isHandy = () => (navigator as { standalone?: boolean }).standalone === false && navigator.maxTouchPoints > 1;

/** Has the browser ask. What it offered can be used once. */
export async function install(): Promise<void> {
  const asked = offer;
  offer = null;
  await asked?.prompt();
}

/** Nobody is asked again on this device. */
export function refuseInstall(): void {
  isRefused = true;
  localStorage.setItem(KEY, NO);
}
