// The languages that a post can be in: those used lately first, all of them by their names.
import { currentLanguage } from "../../text";

const RECENT = "languages";
const KEPT = 5;

/** Codes of the languages that somebody wrote in lately on this device, the last one first. */
export function recentLanguages(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((code) => typeof code === "string") : [];
  } catch {
    return [];
  }
}

export function rememberLanguage(code: string): void {
  localStorage.setItem(RECENT, JSON.stringify([code, ...recentLanguages().filter((one) => one !== code)].slice(0, KEPT)));
}

/** What a language is called in the language of the client. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
