import { expect, test } from "vitest";
import { characters } from "./count";

// The same cases as those of the server, so that both agree.
test.each([
  ["", "", 0],
  ["hello", "", 5],
  ["hello", "food", 9],
  ["été", "", 3],
  ["e\u0301te\u0301", "", 3],
  ["👩‍👩‍👧‍👦", "", 1],
  ["🏳️‍🌈🇩🇪👍🏽", "", 3],
  ["हिन्दी", "", 2],
  ["a\nb", "", 3],
  ["a\r\nb", "", 3],
  ["#日本語", "", 4],
  ["https://far.example/", "", 23],
  ["http://a.bc", "", 23],
  ["see https://far.example/a/very/long/path/that/goes/on?and=on, ok", "", 4 + 23 + 4],
  ["https://a.example https://b.example", "", 47],
  ["(https://far.example/a_(b))", "", 25],
  ["", "https://far.example/", 20],
  ["@alice", "", 6],
  ["@alice@far.example", "", 6],
  ["@alice@far.example:8080 hi", "", 9],
  ["alice@far.example", "", 17],
  ["https://far.example/@bob@far.example", "", 23],
  ["ftp://far.example/", "", 18],
])("%j with %j counts as %i", (text, warning, expected) => {
  expect(characters(text, warning)).toBe(expected);
});
