// The words of the client, by language, from the catalogues in `locales/`. One is loaded; all have the same keys,
// which a test and the compiler see to.
import type english from "../../locales/en";
import type catchup from "../../locales/en/catchup.json";
import type console_ from "../../locales/en/console.json";
import type preferences from "../../locales/en/preferences.json";
import type writing from "../../locales/en/writing.json";

type Catalogue = typeof english & typeof catchup & typeof console_ & typeof preferences & typeof writing;
/** A message. */
export type Key = keyof Catalogue;
type Counted<K> = K extends `${infer Base}.other` ? Base : never;
/** A message that counts something: there is one text for each plural form of the language. */
export type CountKey = Counted<Key>;

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const catalogues: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("../../locales/en"),
  de: () => import("../../locales/de"),
};

/** The many words of parts that nobody needs at the start. */
const later = {
  catchup: {
    en: () => import("../../locales/en/catchup.json"),
    de: () => import("../../locales/de/catchup.json"),
  },
  console: {
    en: () => import("../../locales/en/console.json"),
    de: () => import("../../locales/de/console.json"),
  },
  preferences: {
    en: () => import("../../locales/en/preferences.json"),
    de: () => import("../../locales/de/preferences.json"),
  },
  writing: {
    en: () => import("../../locales/en/writing.json"),
    de: () => import("../../locales/de/writing.json"),
  },
} satisfies Record<string, typeof catalogues>;

let words: Record<string, string> = {};
let language: Language = "en";
let plurals = new Intl.PluralRules("en");

/** The language in use. */
export const currentLanguage = () => language;

/** Loads the catalogue of a language: the one somebody chose on this device, or the page's. */
export async function loadWords(wanted: string): Promise<void> {
  const chosen = localStorage.getItem("language") ?? wanted;
  language = chosen in catalogues ? (chosen as Language) : "en";
  // Words of a part may have come before.
  words = { ...(await catalogues[language]()).default, ...words };
  plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

/** Something that has words of its own, together with them. */
export async function withWords<Loaded>(loading: Promise<Loaded>, part: keyof typeof later): Promise<Loaded> {
  const [loaded, more] = await Promise.all([loading, later[part][language]()]);
  words = { ...words, ...more.default };
  return loaded;
}

/** A message, with `{name}` filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return fill(found(key), values);
}

/** A message in the plural form that fits a number, which stands in it as `{count}`. */
export function tn(key: CountKey, count: number, values: Record<string, string | number> = {}): string {
  const text = words[`${key}.${plurals.select(count)}`] ?? found(`${key}.other`);
  return fill(text, { count: number(count), ...values });
}

/** A message for something that the server names, if there is one: it may know names that came later. */
export const perhaps = (key: string): string | undefined => words[key];

function found(key: string): string {
  const text = words[key];
  if (text === undefined) {
    // Its part of the catalogue was not loaded with what shows it: stories fail on this.
    console.error(`no words for ${key}`);
  }
  return text ?? key;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A number as the language writes it. */
export const number = (value: number) => new Intl.NumberFormat(language).format(value);

/** A large number in few letters, such as `1.2K`. */
export const short = (value: number) =>
  new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }).format(value);
