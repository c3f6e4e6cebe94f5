// Emoji: those of this server, and those of Unicode with their names in the language of the client. Both are loaded
// when they are first wanted.
import type { mastodon } from "masto";
import { api } from "../../api";
import { currentLanguage } from "../../text";

export interface Emoji {
  sign: string;
  name: string;
  /** More words by which it is found. */
  words: string;
}

export interface EmojiGroup {
  name: string;
  emojis: Emoji[];
}

const RECENT = "emoji";
const KEPT = 24;

let custom: Promise<mastodon.v1.CustomEmoji[]> | null = null;
let unicode: Promise<EmojiGroup[]> | null = null;

/** The pictures of this server that people may pick. */
export function customEmojis(): Promise<mastodon.v1.CustomEmoji[]> {
  custom ??= Promise.resolve(api.v1.customEmojis.list()).then((all) => all.filter((emoji) => emoji.visibleInPicker));
  custom.catch(() => (custom = null));
  return custom;
}

/** The emoji of Unicode, in its groups. */
export function emojiGroups(): Promise<EmojiGroup[]> {
  unicode ??= (currentLanguage() === "de" ? import("emoji:de") : import("emoji:en")).then((loaded) => read(loaded.default));
  unicode.catch(() => (unicode = null));
  return unicode;
}

// Groups are apart by an empty line and begin with their name; an emoji is a line, in three parts.
function read(text: string): EmojiGroup[] {
  return text.split("\n\n").map((part) => {
    const [name = "", ...lines] = part.split("\n");
    return { name, emojis: lines.map(emoji) };
  });
}

function emoji(line: string): Emoji {
  const [sign = "", name = "", words = ""] = line.split("\t");
  return { sign, name, words };
}

/** Emoji that a word finds, those whose names begin with it first. */
export async function findEmoji(query: string, most: number): Promise<Emoji[]> {
  const wanted = query.toLowerCase().replace(/_/g, " ").trim();
  const all = (await emojiGroups()).flatMap((group) => group.emojis);
  const rank = (one: Emoji) => {
    const name = one.name.toLowerCase();
    return name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : one.words.includes(wanted) ? 2 : name.includes(wanted) ? 3 : 4;
  };
  return all.map((one) => ({ one, rank: rank(one) })).filter(({ rank }) => rank < 4).sort((a, b) => a.rank - b.rank).slice(0, most).map(({ one }) => one);
}

/** What was picked lately on this device: signs, and names between colons. */
export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(picked: string): void {
  localStorage.setItem(RECENT, JSON.stringify([picked, ...recentEmoji().filter((one) => one !== picked)].slice(0, KEPT)));
}
