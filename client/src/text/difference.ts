// What changed between two texts, word by word.

export interface Piece {
  text: string;
  change: "same" | "added" | "removed";
}

/** Beyond this many words, a comparison would take longer than anybody waits. */
const MOST = 2_000;

export function difference(before: string, after: string): Piece[] {
  const [a, b] = [words(before), words(after)];
  if (a.length > MOST || b.length > MOST) {
    return [{ text: after, change: "same" }];
  }
  const common = lengths(a, b);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(pieces, a[i] ?? "", "same");
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      push(pieces, a[i] ?? "", "removed");
      i += 1;
    } else {
      push(pieces, b[j] ?? "", "added");
      j += 1;
    }
  }
  return pieces;
}

const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

/** How long the longest common rest is, from every pair of places on. */
function lengths(a: string[], b: string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i] as Uint16Array;
      const below = table[i + 1] as Uint16Array;
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function push(pieces: Piece[], text: string, change: Piece["change"]): void {
  const last = pieces.at(-1);
  if (last?.change === change) {
    last.text += text;
  } else {
    pieces.push({ text, change });
  }
}
