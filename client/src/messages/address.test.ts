import { expect, test } from "vitest";
import { addressed } from "./address";

test("everybody in a conversation is addressed, once", () => {
  const to = [{ acct: "bob" }, { acct: "noor@far.example" }];
  expect(addressed("hello", to)).toBe("@bob @noor@far.example hello");
  expect(addressed("hello @bob, how are you?", to)).toBe("@noor@far.example hello @bob, how are you?");
});
