// Paints what a picture roughly looks like, until it is there.
import type { Attachment as OnElement } from "svelte/attachments";
import { pixelsOf } from "../text/blurhash";

const SIZE = 24;

/** For a canvas: paints a BlurHash on it. */
export const blurred =
  (hash: string): OnElement<HTMLCanvasElement> =>
  (canvas) => {
    const pixels = pixelsOf(hash, SIZE, SIZE);
    canvas.width = SIZE;
    canvas.height = SIZE;
    if (pixels) {
      canvas.getContext("2d")?.putImageData(new ImageData(pixels, SIZE, SIZE), 0, 0);
    }
  };
