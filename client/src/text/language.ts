// Languages by their names.
import { currentLanguage } from ".";

/** What a language is called; its code where nobody knows better. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
