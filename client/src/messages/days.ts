// Messages by the day on which they were written.
import { currentLanguage } from "../text";

export interface Day<T> {
  name: string;
  items: T[];
}

/** Puts what is in order of time under the days; today and yesterday are called so. */
export function byDay<T extends { createdAt: string }>(items: T[], now = new Date()): Day<T>[] {
  const days: (Day<T> & { date: string })[] = [];
  for (const item of items) {
    const date = new Date(item.createdAt);
    const last = days.at(-1);
    if (last?.date === date.toDateString()) {
      last.items.push(item);
    } else {
      days.push({ date: date.toDateString(), name: dayName(date, now), items: [item] });
    }
  }
  return days;
}

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** What a day is called. */
export function dayName(date: Date, now: Date): string {
  const days = Math.round((midnight(date) - midnight(now)) / 86_400_000);
  if (days > -2) {
    return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" }).format(days, "day");
  }
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(currentLanguage(), { weekday: "long", day: "numeric", month: "long", year }).format(date);
}
