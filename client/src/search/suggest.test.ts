import { expect, test, vi } from "vitest";

vi.mock("../api", () => ({ api: {} }));
vi.mock("./recent", () => ({ recent: () => [] }));
const { elsewhere } = await import("./suggest");

test("handles of other servers and web addresses are looked up there", () => {
  expect(elsewhere("@anna@example.org")).toBe("example.org");
  expect(elsewhere("anna@example.org")).toBe("example.org");
  expect(elsewhere("https://example.org/@anna/1")).toBe("example.org");
});

test("words, hashtags and local handles are not", () => {
  expect(["anna", "@anna", "#bread", "what is bread", "https://"].map(elsewhere)).toEqual([null, null, null, null, null]);
});
