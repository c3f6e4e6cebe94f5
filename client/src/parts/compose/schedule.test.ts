import { expect, test } from "vitest";
import { earliest, inField, isTooSoon, ofField } from "./schedule";

const now = Date.parse("2026-03-01T09:30:20Z");

test("the earliest time is more than five minutes away, by the minute", () => {
  expect(earliest(now).toISOString()).toBe("2026-03-01T09:37:00.000Z");
  expect(isTooSoon(earliest(now).toISOString(), now)).toBe(false);
  expect(isTooSoon("2026-03-01T09:34:00Z", now)).toBe(true);
});

test("a field and the moment it names are the same", () => {
  const date = new Date(2026, 2, 1, 9, 5);
  expect(inField(date)).toBe("2026-03-01T09:05");
  expect(ofField(inField(date))).toBe(date.toISOString());
  expect(ofField("")).toBeNull();
});
