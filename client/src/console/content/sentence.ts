// A content rule read back in plain words.
import { currentLanguage, t, tn, type Key } from "../../text";
import { languageName } from "../../text/language";
import { day } from "../../text/time";
import { isSaid, type Action, type Condition, type Draft } from "./rules";

/** More of a list would not be read. */
const NAMED = 6;

const listed = (all: string[], type: "conjunction" | "disjunction") => new Intl.ListFormat(currentLanguage(), { type }).format(all);

/** The first of some things, and how many there are besides. */
function some(all: string[]): string {
  const rest = all.length - NAMED;
  const shown = rest > 1 ? [...all.slice(0, NAMED), tn("console.content.others", rest)] : all;
  return listed(shown, "disjunction");
}

/** A time in hours, as people say it. */
export function span(hours: number): string {
  const isDays = hours >= 48 && hours % 24 === 0;
  const words = new Intl.NumberFormat(currentLanguage(), { style: "unit", unit: isDays ? "day" : "hour", unitDisplay: "long" });
  return words.format(isDays ? hours / 24 : hours);
}

/** What a post must be like, as words that follow "posts that". */
export function clause(one: Condition): string {
  switch (one.kind) {
    case "words":
      return t("console.content.if.words", { list: some(one.words.map((word) => t("console.content.quoted", { word }))) });
    case "pattern":
      return t("console.content.if.pattern", { pattern: one.pattern });
    case "links":
      return links(one.domains, one.atLeast ?? 0);
    case "media":
      return tn("console.content.if.media", one.hashes.length);
    case "new_accounts":
      return t("console.content.if.new_accounts", { time: span(one.youngerThanHours) });
    case "mentions":
      return tn("console.content.if.mentions", one.atLeast);
    case "languages":
      return t(one.isAnyBut ? "console.content.if.notLanguages" : "console.content.if.languages", { list: some(one.languages.map(languageName)) });
    case "secrets":
      return t("console.content.if.secrets", { list: some(one.kinds.map((kind) => t(`console.content.secret.${kind}.is`))) });
  }
}

function links(domains: string[], least: number): string {
  const list = some(domains);
  if (domains.length === 0) {
    return tn("console.content.if.manyLinks", least);
  }
  return least > 1 ? tn("console.content.if.linksTo", least, { list }) : t("console.content.if.links", { list });
}

/** What happens to such posts. */
export function consequence({ action, looksAt }: Pick<Draft, "action" | "looksAt">): string {
  return t(action === "refuse" ? `console.content.then.refuse.${looksAt}` : `console.content.then.${action}`);
}

/** The whole rule; nothing while nothing is said yet. */
export function sentence(rule: Draft): string {
  const said = rule.conditions.filter(isSaid).map(clause);
  if (said.length === 0) {
    return "";
  }
  const values = { where: t(`console.content.where.${rule.looksAt}`), clauses: listed(said, "conjunction"), action: consequence(rule) };
  const whole = t("console.content.sentence", values);
  return rule.expiresAt ? `${whole} ${t("console.content.sentence.until", { date: day(rule.expiresAt) })}` : whole;
}

const WAS: Record<Action, Key> = {
  ask: "console.content.was.ask",
  mark_sensitive: "console.content.was.mark_sensitive",
  report: "console.content.was.report",
  hold: "console.content.was.hold",
  refuse: "console.content.was.refuse",
};

/** What was done to a post, in a word or two. */
export const did = (action: Action) => t(WAS[action]);

/** A share of a hundred. */
export const share = (part: number, whole: number) =>
  new Intl.NumberFormat(currentLanguage(), { style: "percent", maximumFractionDigits: part > 0 && part * 100 < whole ? 1 : 0 }).format(whole > 0 ? part / whole : 0);
