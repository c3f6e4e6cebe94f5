// The languages that somebody wrote in lately, which are the first to choose from.
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
