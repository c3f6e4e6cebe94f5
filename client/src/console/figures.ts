// Figures about the community, and how numbers of the machine are written.
import { currentLanguage } from "../text";
import { call, THEIRS } from "./api";

export interface Measure {
  key: string;
  total: string;
  previousTotal?: string;
  data: { date: string; value: string }[];
}

export const MEASURES = ["new_users", "active_users", "interactions", "opened_reports", "resolved_reports"] as const;
export type MeasureKey = (typeof MEASURES)[number];

const DAY_MS = 24 * 3_600_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The figures of so many days, up to today. */
export function measures(days: number, now = Date.now()): Promise<Measure[]> {
  return call("POST", `${THEIRS}/measures`, { keys: MEASURES, start_at: dayOf(now - (days - 1) * DAY_MS), end_at: dayOf(now) });
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size as people read it. */
export function size(bytes: number, language: string = currentLanguage()): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const words = new Intl.NumberFormat(language, { style: "unit", unit: UNITS[step], maximumFractionDigits: 1 });
  return words.format(bytes / 1000 ** step);
}

/** The line of a chart, as points of a polyline in a box. */
export function line(values: number[], width: number, height: number): string {
  const most = Math.max(1, ...values);
  const across = values.length > 1 ? width / (values.length - 1) : 0;
  return values.map((value, index) => `${round(index * across)},${round(height - (value / most) * height)}`).join(" ");
}

const round = (value: number) => Math.round(value * 10) / 10;
