// Makes `emoji:en` and `emoji:de` for the build: every emoji of Unicode with its name and the words that find it, in a
// tenth of the size of the data that it is made from.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const COMPONENTS = 2;
const { resolve } = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(resolve(`emojibase-data/${path}`), "utf8"));

function emojiText(language) {
  const entries = read(`${language}/data.json`);
  const { groups } = read(`${language}/messages.json`);
  const wanted = groups.filter((group) => group.order !== COMPONENTS);
  return wanted.map((group) => [capital(group.message), ...linesOf(entries, group.order)].join("\n")).join("\n\n");
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function linesOf(entries, group) {
  const all = entries.filter((entry) => entry.group === group).sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
  return all.map((entry) => [entry.emoji, entry.label, (entry.tags ?? []).join(" ").toLowerCase()].join("\t"));
}

/** The plugin of the build. */
export function emojiData() {
  return {
    name: "emoji-data",
    resolveId: (id) => (id.startsWith("emoji:") ? `\0${id}` : undefined),
    load: (id) => (id.startsWith("\0emoji:") ? `export default ${JSON.stringify(emojiText(id.slice(7)))}` : undefined),
  };
}
