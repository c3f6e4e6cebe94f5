import { expect, test } from "vitest";
import { begunAt, completed } from "./completion";

test.each([
  ["hi @al", "person", "al"],
  ["@al@far.exa", "person", "al@far.exa"],
  ["(@al", "person", "al"],
  ["#te", "tag", "te"],
  ["so :par", "emoji", "par"],
])("%j begins a %s", (text, kind, query) => {
  expect(begunAt(text, text.length)).toMatchObject({ kind, query, to: text.length });
});

test.each(["mail@al", "a/@al", "12:30", "x :p", "hi @", "word#te", "hello "])("%j begins nothing", (text) => {
  expect(begunAt(text, text.length)).toBeNull();
});

test("what is chosen takes the place of what was begun", () => {
  const begun = begunAt("hi @al!", 6);
  expect(begun && completed("hi @al!", begun, "@alice")).toEqual({ text: "hi @alice !", caret: 10 });
  expect(completed("@al there", { from: 0, to: 3 }, "@alice")).toEqual({ text: "@alice there", caret: 7 });
});
