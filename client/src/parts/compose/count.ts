// How long a post is, as the server counts it: in characters as a reader takes them, any link as one length, and of a
// mention only the name, so that nobody pays for where their friends live.
const LINK = /(?<![a-z0-9+.-])https?:\/\/[^\s<>"«»“”「」『』【】《》〈〉、。，．！？；：…]+/giu;
const REMOTE_MENTION = /(?<![\p{L}\p{M}\p{N}_/=])@([a-z0-9_]+(?:[.-][a-z0-9_]+)*)@([\p{L}\p{M}\p{N}_]+(?:[.-]+[\p{L}\p{M}\p{N}_]+)*(?::\d+)?)/giu;
const GOES_ON = /^(?:@|:\/\/)/;
const PER_LINK = 23;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Characters as a reader takes them: a family emoji is one. */
export function graphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) {
    count += 1;
  }
  return count;
}

/** The length of a post, its content warning included. */
export function characters(text: string, warning = "", perLink = PER_LINK): number {
  let count = graphemes(warning);
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = withoutPunctuation(match[0]);
    if (URL.canParse(link)) {
      count += withShortMentions(text.slice(from, match.index)) + perLink;
      from = match.index + link.length;
    }
  }
  return count + withShortMentions(text.slice(from));
}

/** What follows a link and does not belong to it is taken away, and brackets that were opened before it. */
function withoutPunctuation(link: string): string {
  let end = link.length;
  for (;;) {
    const shorter = link.slice(0, end).replace(/[.,:;!?'`*_~|]+$/u, "");
    const isOpenElsewhere = (open: string, close: string) =>
      shorter.endsWith(close) && shorter.split(close).length > shorter.split(open).length;
    const cut = isOpenElsewhere("(", ")") || isOpenElsewhere("[", "]") || isOpenElsewhere("{", "}") ? 1 : 0;
    if (shorter.length - cut === end) {
      return link.slice(0, end);
    }
    end = shorter.length - cut;
  }
}

function withShortMentions(text: string): number {
  const short = text.replace(REMOTE_MENTION, (whole, name: string, _host: string, at: number) =>
    GOES_ON.test(text.slice(at + whole.length)) ? whole : `@${name}`,
  );
  return graphemes(short);
}
