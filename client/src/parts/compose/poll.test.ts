import { expect, test } from "vitest";
import type { Status } from "../../api";
import { lasted, pollToSend } from "./poll";

const edited = {
  createdAt: "2026-03-01T09:00:00Z",
  poll: { expiresAt: "2026-03-01T10:00:00Z", multiple: false, options: [{ title: "a" }, { title: "b" }] },
} as unknown as Status;
const now = Date.parse("2026-03-01T09:20:00Z");

test("a poll is sent without answers that were left empty", () => {
  expect(pollToSend({ options: ["a ", "", "b"], expiresIn: 3600, multiple: true }, null)).toEqual({ options: ["a", "b"], expiresIn: 3600, multiple: true });
  expect(pollToSend({ options: ["a", " "], expiresIn: 3600, multiple: true }, null)).toBeUndefined();
  expect(pollToSend(null, null)).toBeUndefined();
});

test("a poll that an edit does not change ends when it was to end", () => {
  const poll = { options: ["a", "b"], expiresIn: lasted(edited), multiple: false };
  expect(pollToSend(poll, edited, now)?.expiresIn).toBe(40 * 60);
  expect(pollToSend({ ...poll, expiresIn: 7200 }, edited, now)?.expiresIn).toBe(7200);
  expect(pollToSend({ ...poll, options: ["a", "c"] }, edited, now)?.expiresIn).toBe(3600);
});
