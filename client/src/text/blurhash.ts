// Decodes a BlurHash (https://blurha.sh): a few letters that say roughly how a picture looks before it is there.
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

const number = (text: string) => [...text].reduce((sum, letter) => sum * 83 + LETTERS.indexOf(letter), 0);
const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const byte = (value: number) => {
  const part = Math.min(1, Math.max(0, value));
  return Math.round((part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055) * 255);
};
const signedSquare = (value: number) => Math.sign(value) * value * value;

/** The pixels of a hash, four bytes each; nothing if it is none. */
export function pixelsOf(hash: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> | null {
  const size = number(hash.charAt(0));
  const [across, down] = [(size % 9) + 1, Math.floor(size / 9) + 1];
  if (hash.length !== 4 + 2 * across * down || [...hash].some((letter) => !LETTERS.includes(letter))) {
    return null;
  }
  const colours = coloursOf(hash, across * down);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sum = [0, 0, 0];
      colours.forEach((colour, index) => {
        const wave =
          Math.cos((Math.PI * x * (index % across)) / width) * Math.cos((Math.PI * y * Math.floor(index / across)) / height);
        colour.forEach((value, part) => (sum[part] = (sum[part] ?? 0) + value * wave));
      });
      pixels.set([...sum.map(byte), 255], (y * width + x) * 4);
    }
  }
  return pixels;
}

function coloursOf(hash: string, count: number): number[][] {
  const most = (number(hash.charAt(1)) + 1) / 166;
  const mean = number(hash.slice(2, 6));
  const rest = Array.from({ length: count - 1 }, (_, index) => {
    const value = number(hash.slice(6 + index * 2, 8 + index * 2));
    const parts = [Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19];
    return parts.map((part) => signedSquare((part - 9) / 9) * most);
  });
  return [[mean >> 16, (mean >> 8) & 255, mean & 255].map(linear), ...rest];
}
