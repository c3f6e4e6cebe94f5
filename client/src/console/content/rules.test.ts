import { expect, test, vi } from "vitest";
import type { Hit, Rehearsal } from "./rules";

vi.mock("../../boot", () => ({ boot: {} }));
const { actionsAt, begun, blank, isSaid, isUndoable, judged, KINDS, wire } = await import("./rules");

test("a rule goes out in the words of the API", () => {
  const draft = { ...blank(), name: " Links ", conditions: [{ kind: "links" as const, domains: [], atLeast: 3 }, { kind: "languages" as const, languages: ["de"], isAnyBut: true }] };
  expect(wire(draft)).toEqual({
    name: "Links",
    looks_at: "everywhere",
    conditions: [{ kind: "links", domains: [], at_least: 3 }, { kind: "languages", languages: ["de"], is_any_but: true }],
    action: "hold",
    notice: "",
    expires_at: null,
  });
});

test("what has no words yet is not said", () => {
  const said = KINDS.filter((kind) => isSaid(begun(kind)));
  expect(said).toEqual(["new_accounts", "mentions", "secrets"]);
  expect(isSaid({ kind: "links", domains: [], atLeast: 2 })).toBe(true);
});

test("only authors here can be asked", () => {
  expect(actionsAt("local")).toContain("ask");
  expect(actionsAt("everywhere")).not.toContain("ask");
});

test("what was undone, answered or decided is not undone again", () => {
  const hit = (action: Hit["action"], state: Hit["state"]) => isUndoable({ action, state } as Hit);
  expect([hit("hold", "waiting"), hit("refuse", "done"), hit("hold", "removed"), hit("ask", "done"), hit("report", "undone")]).toEqual([true, true, false, false, false]);
});

test("the share that was wrong counts only what was looked at", () => {
  const samples = ["right", "wrong", null].map((verdict) => ({ verdict }));
  expect(judged({ samples } as Rehearsal)).toEqual({ count: 2, wrong: 1 });
});
