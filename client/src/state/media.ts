// The shape of pictures and films, and what must not be cut away.
import type { Attachment } from "../api";
import { device, isStill as isDeviceStill } from "./device.svelte";

/** Higher pictures are cut to this, wider ones to that, so that none fills the screen alone. */
const [NARROWEST, WIDEST] = [0.75, 3];

export function shapeOf(attachment: Attachment): { aspect: string; position: string } {
  const size = attachment.meta?.small ?? attachment.meta?.original;
  const aspect = size?.width && size.height ? size.width / size.height : 16 / 9;
  const { x, y } = attachment.meta?.focus ?? { x: 0, y: 0 };
  const percent = (value: number) => `${Math.round((value + 1) * 50)}%`;
  return {
    aspect: String(Math.min(WIDEST, Math.max(NARROWEST, aspect))),
    position: `${percent(x)} ${percent(-y)}`,
  };
}

/** Whether films wait to be started: none plays by itself unless somebody wants that on this device. */
export const isStill = () => !device().autoplay || isDeviceStill();
