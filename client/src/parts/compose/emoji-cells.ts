// What the emoji picker shows in its grid: emoji of Unicode and pictures of the server alike.
import type { mastodon } from "masto";
import { t } from "../../text";
import type { Emoji, EmojiGroup } from "./emojis";

/** One place of the grid: what is written when it is picked, its name, and its picture if it has one. */
export interface Cell {
  text: string;
  name: string;
  picture?: string;
}

export interface Group {
  name: string;
  sign: string;
  cells: Cell[];
}

const ofSign = (emoji: Emoji): Cell => ({ text: emoji.sign, name: emoji.name });
const ofPicture = (emoji: mastodon.v1.CustomEmoji): Cell => ({ text: `:${emoji.shortcode}:`, name: `:${emoji.shortcode}:`, picture: emoji.staticUrl });

/** The server's first, as they are the ones that somebody chose for the people here. */
export const cellsOf = (unicode: Emoji[], custom: mastodon.v1.CustomEmoji[]): Cell[] => [...custom.map(ofPicture), ...unicode.map(ofSign)];

/** All groups: what was used lately, the server's by category, then Unicode's. */
export function groupsOf(unicode: EmojiGroup[], custom: mastodon.v1.CustomEmoji[], recent: string[]): Group[] {
  const known = new Map(cellsOf(unicode.flatMap((group) => group.emojis), custom).map((cell) => [cell.text, cell]));
  const lately = recent.flatMap((text) => known.get(text) ?? []);
  const categories = new Map<string, Cell[]>();
  for (const emoji of custom) {
    const name = emoji.category || t("emoji.custom");
    categories.set(name, [...(categories.get(name) ?? []), ofPicture(emoji)]);
  }
  return [
    ...(lately.length > 0 ? [{ name: t("emoji.recent"), sign: "🕘", cells: lately }] : []),
    ...[...categories].map(([name, cells]) => ({ name, sign: "", cells })),
    ...unicode.map((group) => ({ name: group.name, sign: group.emojis[0]?.sign ?? "", cells: group.emojis.map(ofSign) })),
  ];
}
