// How somebody wants this client to be on this device. Kept on the device alone: a phone and a desk differ.
export interface Device {
  theme: "auto" | "light" | "dark";
  contrast: "auto" | "high";
  text: "small" | "normal" | "large" | "larger";
  motion: "auto" | "less";
  /** Whether posts say how many answers, boosts and favourites they have. */
  counts: boolean;
  /** Whether moving pictures play by themselves. */
  autoplay: boolean;
  /** Whether handles leave out the server. */
  shortHandles: boolean;
  /** Which pictures and videos are shown at once. */
  media: "default" | "all" | "none";
  /** Whether posts behind a warning are open. */
  openWarnings: boolean;
  /** Whether single keys do something. */
  keys: boolean;
}

const KEY = "device";
const USUAL: Device = {
  theme: "auto",
  contrast: "auto",
  text: "normal",
  motion: "auto",
  counts: true,
  autoplay: false,
  shortHandles: false,
  media: "default",
  openWarnings: false,
  keys: true,
};

function read(): Device {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Device>) };
  } catch {
    return USUAL;
  }
}

let now = $state.raw(read());

/** The preferences of this device. */
export const device = () => now;

/** Changes some of them, at once and for later. */
export function setDevice(changes: Partial<Device>): void {
  now = { ...now, ...changes };
  localStorage.setItem(KEY, JSON.stringify(now));
  applyDevice();
}

/** Whether things may move by themselves. */
export const isStill = () => now.motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Tells the style sheets, which know these attributes of the page. */
export function applyDevice(): void {
  const { dataset } = document.documentElement;
  const put = (name: string, value: string | null) => {
    if (value === null) {
      delete dataset[name];
    } else {
      dataset[name] = value;
    }
  };
  put("theme", now.theme === "auto" ? null : now.theme);
  put("contrast", now.contrast === "auto" ? null : now.contrast);
  put("text", now.text === "normal" ? null : now.text);
  put("motion", now.motion === "auto" ? null : now.motion);
  put("counts", now.counts ? null : "hidden");
}
