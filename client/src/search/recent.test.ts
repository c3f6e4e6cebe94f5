import { expect, test, vi } from "vitest";

vi.mock("../state/remembered", () => ({}));
const { withFirst } = await import("./recent");

test("a search that is repeated stands once, and first", () => {
  expect(withFirst(["a", "b", "c"], "b")).toEqual(["b", "a", "c"]);
  expect(withFirst(Array.from({ length: 10 }, (_, index) => `${index}`), "new")).toHaveLength(10);
});
