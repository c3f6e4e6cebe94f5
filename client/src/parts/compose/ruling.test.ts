import { expect, test } from "vitest";
import { rulingIn } from "./ruling";

const refused = (more: object) => Object.assign(new Error("No."), { statusCode: 422, additionalProperties: more });

test("a rule may ask first, or refuse", () => {
  expect(rulingIn(refused({ rule: { name: "Card numbers" }, ask: true }))).toEqual({ rule: "Card numbers", asks: true });
  expect(rulingIn(refused({ rule: { name: "Card numbers" } }))).toEqual({ rule: "Card numbers", asks: false });
});

test("what is refused for another reason was not ruled", () => {
  expect(rulingIn(refused({}))).toBeNull();
  expect(rulingIn(new TypeError("offline"))).toBeNull();
});
