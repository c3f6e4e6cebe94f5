import { expect, test, vi } from "vitest";

vi.mock("../boot", () => ({ boot: {} }));
const { line, size } = await import("./figures");

test("sizes are written in the unit that fits", () => {
  expect(size(0, "en")).toBe("0 byte");
  expect(size(1_500_000, "en")).toBe("1.5 MB");
  expect(size(3_000_000_000_000_000, "en")).toBe("3,000 TB");
});

test("a line fills its box", () => {
  expect(line([0, 5, 10], 100, 20)).toBe("0,20 50,10 100,0");
  expect(line([], 100, 20)).toBe("");
  expect(line([0, 0], 100, 20)).toBe("0,20 100,20");
});
