// Times as people say them.
import { currentLanguage } from ".";

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, "second"],
  [60, "minute"],
  [24, "hour"],
  [7, "day"],
];

/** How long ago, in few letters; a date when it is more than a week. */
export function ago(iso: string, now = Date.now()): string {
  let amount = Math.max(0, (now - Date.parse(iso)) / 1000);
  const language = currentLanguage();
  for (const [size, unit] of STEPS) {
    if (amount < size) {
      const words = new Intl.RelativeTimeFormat(language, { style: "narrow", numeric: "auto" });
      return words.format(-Math.floor(amount), unit);
    }
    amount /= size;
  }
  const date = new Date(iso);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year }).format(date);
}

/** The day and the hour. */
export function moment(iso: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** The hour and the minute. */
export function clock(iso: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeStyle: "short" }).format(new Date(iso));
}

/** How long until then, in words. */
export function until(iso: string, now = Date.now()): string {
  let amount = Math.max(0, (Date.parse(iso) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "always" });
  for (const [size, unit] of STEPS) {
    if (amount < size || unit === "day") {
      return words.format(Math.max(1, Math.round(amount)), unit);
    }
    amount /= size;
  }
  return "";
}

/** A day. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium" }).format(new Date(iso));
}
