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

export const DIMENSIONS = ["languages", "servers", "sources", "space_usage", "software_versions"] as const;
export type DimensionKey = (typeof DIMENSIONS)[number];

/** In which shares something was there, the largest first. */
export interface Dimension {
  key: string;
  data: { key: string; humanKey: string; value: string; unit?: string | null }[];
}

/** Those who joined in one period, and how many of them came back in it and each after it. */
export interface Cohort {
  period: string;
  frequency: "day" | "month";
  data: { date: string; rate: number; value: string }[];
}

/** Of how many days figures are shown. */
export const PERIODS = [7, 30, 90, 365] as const;

const DAY_MS = 24 * 3_600_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const span = (days: number, now: number) => ({ start_at: dayOf(now - (days - 1) * DAY_MS), end_at: dayOf(now) });

/** The figures of so many days, up to today. */
export const measures = (days: number, now = Date.now()): Promise<Measure[]> => call("POST", `${THEIRS}/measures`, { keys: MEASURES, ...span(days, now) });

export const dimensions = (days: number, now = Date.now()): Promise<Dimension[]> => call("POST", `${THEIRS}/dimensions`, { keys: DIMENSIONS, limit: 10, ...span(days, now) });

/** By days where they are few, by months where a table of days would not be read; at least some of them. */
export const retention = (days: number, now = Date.now()): Promise<Cohort[]> =>
  call("POST", `${THEIRS}/retention`, days <= 7 ? { frequency: "day", ...span(days, now) } : { frequency: "month", ...span(Math.max(days, 180), now) });

/** A part of one, in a hundred. */
export const share = (part: number, language: string = currentLanguage()) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(part);

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
