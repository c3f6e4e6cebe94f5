import { expect, test } from "vitest";
import { meaning } from "./meaning";

test("what somebody looks for is told by how it is written", () => {
  expect(meaning("alice")).toEqual({ username: "alice" });
  expect(meaning("@alice")).toEqual({ username: "alice" });
  expect(meaning("@alice@far.example")).toEqual({ username: "alice", by_domain: "far.example" });
  expect(meaning("alice@mail.example")).toEqual({ email: "alice@mail.example" });
  expect(meaning("far.example")).toEqual({ by_domain: "far.example" });
  expect(meaning("192.0.2.7")).toEqual({ ip: "192.0.2.7" });
  expect(meaning("2001:db8::1/64")).toEqual({ ip: "2001:db8::1/64" });
  expect(meaning("Alice Liddell")).toEqual({ display_name: "Alice Liddell" });
});
