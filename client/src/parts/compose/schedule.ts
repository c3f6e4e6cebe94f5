// Times at which posts are published, as a field of the page writes them: in the time of this device, by the minute.
const AHEAD_MS = 5 * 60_000;
// A minute more, as it takes a while to press the button.
const SPARE_MS = 60_000;

/** The earliest time that the server takes. */
export const earliest = (now = Date.now()) => new Date(Math.ceil((now + AHEAD_MS + SPARE_MS) / 60_000) * 60_000);

/** Whether the server would refuse a time. */
export const isTooSoon = (iso: string, now = Date.now()) => Date.parse(iso) < now + AHEAD_MS;

const two = (value: number) => String(value).padStart(2, "0");

/** `2026-03-01T09:30` */
export const inField = (date: Date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** The moment that a field names, if it names one. */
export function ofField(value: string): string | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
