// What of a post a rule met, in the words of this client. The server says it in English; what it may say besides one day
// is shown as it is.
import { t, tn } from "../../text";
import { languageName } from "../../text/language";
import { span } from "./sentence";

const SECRETS: Record<string, () => string> = {
  "a card number": () => t("console.content.secret.card_number.is"),
  "a bank account": () => t("console.content.secret.iban.is"),
  "a private key": () => t("console.content.secret.private_key.is"),
  "an access key": () => t("console.content.secret.access_key.is"),
};

const SAYINGS: [RegExp, (said: string) => string][] = [
  [/^words: (.+)$/, (words) => `${t("console.content.kind.words")}: ${words}`],
  [/^links: (.+)$/, (domains) => `${t("console.content.kind.links")}: ${domains}`],
  [/^files: (.+)$/, (hashes) => `${t("console.content.kind.media")}: ${hashes}`],
  [/^secrets: (.+)$/, (kinds) => `${t("console.content.kind.secrets")}: ${kinds.split(", ").map((kind) => SECRETS[kind]?.() ?? kind).join(", ")}`],
  [/^language: (.+)$/, (code) => languageName(code)],
  [/^(the pattern matches)$/, () => t("console.content.kind.pattern")],
  [/^the account is (\d+) hours old$/, (hours) => t("console.content.met.age", { time: span(Number(hours)) })],
  [/^(\d+) people are named$/, (count) => tn("console.content.met.people", Number(count))],
  [/^(\d+) links$/, (count) => tn("console.content.met.links", Number(count))],
];

export function saying(because: string): string {
  for (const [pattern, words] of SAYINGS) {
    const found = pattern.exec(because);
    if (found) {
      return words(found[1] ?? "");
    }
  }
  return because;
}
