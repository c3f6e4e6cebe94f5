// Finding by a few letters: every word that was typed begins a word of what is found.
export interface Named {
  label: string;
  hint?: string;
}

const plain = (text: string) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Those of the entries in which every word begins something; those that begin with the words come first. */
export function fitting<Entry extends Named>(entries: Entry[], words: string): Entry[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const textOf = (entry: Entry) => plain(`${entry.label} ${entry.hint ?? ""}`);
  const fits = (entry: Entry) => wanted.every((word) => textOf(entry).split(/\s+/).some((one) => one.startsWith(word)));
  const starts = (entry: Entry) => (textOf(entry).startsWith(plain(words)) ? 0 : 1);
  return entries.filter(fits).sort((a, b) => starts(a) - starts(b));
}
