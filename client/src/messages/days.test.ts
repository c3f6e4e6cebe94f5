import { expect, test } from "vitest";
import { byDay } from "./days";

test("messages stand under the days on which they were written", () => {
  const now = new Date(2026, 10, 30, 9);
  const at = (...parts: [number, number, number, number]) => ({ createdAt: new Date(...parts).toISOString() });
  const days = byDay([at(2026, 10, 3, 8), at(2026, 10, 29, 23), at(2026, 10, 30, 0), at(2026, 10, 30, 8)], now);
  expect(days.map(({ name, items }) => [name, items.length])).toEqual([
    ["Tuesday, November 3", 1],
    ["yesterday", 1],
    ["today", 2],
  ]);
});
