import { expect, test } from "vitest";
import { clock } from "./clock";

test("the day is said only if it is another one", () => {
  const noon = new Date(2026, 10, 30, 12, 0).getTime();
  expect(clock(noon - 3_600_000, noon)).toBe("11:00 AM");
  expect(clock(noon - 24 * 3_600_000, noon)).toContain("29");
});
