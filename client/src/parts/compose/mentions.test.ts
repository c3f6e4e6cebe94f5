import { expect, test } from "vitest";
import type { Status } from "../../api";
import { mentionsOf } from "./mentions";

const said = (acct: string, ...mentioned: string[]) => ({ account: { acct }, mentions: mentioned.map((one) => ({ acct: one })) }) as unknown as Status;

test("a reply names whom it answers and whoever is in it, each once, and not oneself", () => {
  const me = { acct: "alice" };
  expect(mentionsOf(said("bob", "alice", "noor@far.example", "bob"), me)).toBe("@bob @noor@far.example ");
  expect(mentionsOf(said("alice", "bob"), me)).toBe("@bob ");
  expect(mentionsOf(said("alice"), me)).toBe("");
});
