// Custom emoji: names between colons that stand for pictures.
import type { mastodon } from "masto";

type Emoji = mastodon.v1.CustomEmoji;

/** A plain text in parts: words, and the emoji between them. */
export function emojified(text: string, emojis: Emoji[]): (string | Emoji)[] {
  const known = new Map(emojis.map((emoji) => [emoji.shortcode, emoji]));
  return text.split(/(:\w+:)/).map((part) => known.get(part.slice(1, -1)) ?? part).filter((part) => part !== "");
}

/** HTML of the server in which emoji are pictures. Only text between tags is looked at. */
export function withEmoji(html: string, emojis: Emoji[]): string {
  if (emojis.length === 0) {
    return html;
  }
  const known = new Map(emojis.map((emoji) => [emoji.shortcode, emoji]));
  return html.replace(/(<[^>]*>)|:(\w+):/g, (whole, tag: string | undefined, code: string) => {
    const emoji = tag ? undefined : known.get(code);
    return emoji ? `<img class="emoji" src="${escaped(emoji.staticUrl)}" alt=":${code}:" title=":${code}:" height="20">` : whole;
  });
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
