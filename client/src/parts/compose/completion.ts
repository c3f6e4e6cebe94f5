// What somebody has begun to write and could be completed: a person, a hashtag, an emoji.

/** What is being written, and where it stands in the text. */
export interface Begun {
  kind: "person" | "tag" | "emoji";
  query: string;
  from: number;
  to: number;
}

const KINDS: [Begun["kind"], RegExp][] = [
  ["person", /(?<![\p{L}\p{N}_/=@])@([a-z0-9_][a-z0-9_.-]*(?:@[\p{L}\p{N}_.:-]*)?)$/iu],
  ["tag", /(?<![\p{L}\p{N}_/)=&])[#＃]([\p{L}\p{N}\p{M}_·]+)$/u],
  ["emoji", /(?<![\p{L}\p{N}_:])[:]([\p{L}\p{N}_+-]{2,})$/u],
];

/** What ends at the caret and could be completed. */
export function begunAt(text: string, caret: number): Begun | null {
  const before = text.slice(Math.max(0, caret - 200), caret);
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(before);
    if (found) {
      return { kind, query: found[1] ?? "", from: caret - found[0].length, to: caret };
    }
  }
  return null;
}

/** The text with something in place of what was begun, and a space after it; and where the caret stands then. */
export function completed(text: string, begun: Pick<Begun, "from" | "to">, choice: string): { text: string; caret: number } {
  const after = text.slice(begun.to);
  const space = /^\s/.test(after) ? "" : " ";
  return { text: text.slice(0, begun.from) + choice + space + after, caret: begun.from + choice.length + 1 };
}
