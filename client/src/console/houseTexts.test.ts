import { expect, test, vi } from "vitest";
import type { HouseText } from "./houseTexts";

vi.mock("../boot", () => ({ boot: {} }));
const { sorted } = await import("./houseTexts");

const text = (id: string, effectiveDate: string | null): HouseText => ({ id, text: "", content: "", changelog: "", effectiveDate, publishedAt: effectiveDate });

test("the last text whose day has come counts", () => {
  const all = [text("draft", null), text("old", "2025-01-01"), text("now", "2026-01-01"), text("soon", "2027-01-01")];
  const { drafts, coming, current, past } = sorted(all, "2026-11-30");
  expect([drafts, coming, past].map((some) => some.map(({ id }) => id))).toEqual([["draft"], ["soon"], ["old"]]);
  expect(current?.id).toBe("now");
});

test("where none was published, none counts", () => {
  expect(sorted([text("draft", null)]).current).toBeNull();
});
