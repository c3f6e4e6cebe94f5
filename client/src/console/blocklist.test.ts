import { expect, test, vi } from "vitest";
import type { Proposal } from "./blocklist";

vi.mock("../boot", () => ({ boot: {} }));
const { cuts, meant } = await import("./blocklist");

const proposal = (domain: string, severity: Proposal["severity"], difference: Proposal["difference"]): Proposal => ({ domain, severity, difference, existingDomainBlock: null, followingCount: 2, followersCount: 1 });
const ALL = [proposal("a.example", "suspend", "new"), proposal("b.example", "silence", "stricter"), proposal("c.example", "noop", "milder"), proposal("d.example", "suspend", "same")];
const names = (some: Proposal[]) => some.map(({ domain }) => domain);

test("of a list counts what is severe enough, and nothing milder unless it is wanted", () => {
  expect(names(meant(ALL, "noop", false))).toEqual(["a.example", "b.example"]);
  expect(names(meant(ALL, "noop", true))).toEqual(["a.example", "b.example", "c.example"]);
  expect(names(meant(ALL, "suspend", true))).toEqual(["a.example"]);
});

test("follows to and from there are cut", () => {
  expect(cuts(ALL.slice(0, 2))).toBe(6);
});
