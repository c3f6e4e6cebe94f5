import { expect, test } from "vitest";
import { fitting } from "./fitting";

const all = [{ label: "Follow requests" }, { label: "Appearance", hint: "Settings" }, { label: "Über diesen Server" }, { label: "Settings" }];
const found = (words: string) => fitting(all, words).map(({ label }) => label);

test("every word begins something, in any order and without marks", () => {
  expect(found("req fol")).toEqual(["Follow requests"]);
  expect(found("uber")).toEqual(["Über diesen Server"]);
  expect(found("quest")).toEqual([]);
});

test("what begins with the words comes before what is only described so", () => {
  expect(found("sett")).toEqual(["Settings", "Appearance"]);
});
