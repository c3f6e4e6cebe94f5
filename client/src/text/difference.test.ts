import { expect, it } from "vitest";
import { difference } from "./difference";

it("tells what was taken out and what was put in", () => {
  expect(difference("the tea is hot", "the coffee is hot now")).toEqual([
    { text: "the ", change: "same" },
    { text: "tea", change: "removed" },
    { text: "coffee", change: "added" },
    { text: " is hot", change: "same" },
    { text: " now", change: "added" },
  ]);
  expect(difference("", "new")).toEqual([{ text: "new", change: "added" }]);
});
