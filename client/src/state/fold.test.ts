import { describe, expect, it } from "vitest";
import { append, prepend, remove } from "./fold";

let clock = 1000;
const post = (id: string, inReplyToId: string | null = null) => ({ id, createdAt: at(clock++), inReplyToId, reblog: null });
const boost = (id: string, of: string, createdAt = at(clock++)) => ({ id, createdAt, inReplyToId: null, reblog: { id: of, inReplyToId: null } });
const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const posts = (entries: ReturnType<typeof append>) => entries.map((entry) => entry.lines.map((line) => line.post));

describe("a timeline", () => {
  it("shows a post once, however often it was boosted, also as it grows", () => {
    const first = append([], [boost("9", "1"), post("8"), boost("7", "1")]);
    expect(first).toEqual([
      { key: "9", lines: [{ post: "1", ids: ["9", "7"] }] },
      { key: "8", lines: [{ post: "8", ids: ["8"] }] },
    ]);
    const grown = append(first, [boost("6", "8"), post("1")]);
    expect(grown.map((entry) => entry.lines[0]?.ids)).toEqual([["9", "7", "1"], ["8", "6"]]);
  });

  it("shows an answer under what it answers where they are neighbours", () => {
    expect(posts(append([], [post("5", "4"), post("4", "3"), post("3"), post("2")]))).toEqual([["3", "4", "5"], ["2"]]);
    expect(posts(append([], [post("5", "3"), post("4"), post("3")]))).toEqual([["5"], ["4"], ["3"]]);
  });

  it("adds a boost to a post of the same day where it stands, and brings an older one up", () => {
    const old = { ...post("1"), createdAt: at(0) };
    const young = { ...post("2"), createdAt: at(80_000) };
    const all = new Map([old, young].map((one) => [one.id, one]));
    const before = append([], [young, old]);
    const after = prepend(before, [boost("9", "1", at(90_000)), boost("8", "2", at(90_000))], (id) => all.get(id));
    expect(after).toEqual([
      { key: "9", lines: [{ post: "1", ids: ["9"] }] },
      { key: "2", lines: [{ post: "2", ids: ["2", "8"] }] },
    ]);
  });

  it("forgets a post with its boosts, and a boost without its post", () => {
    const all = append([], [boost("9", "1"), boost("8", "1"), post("7")]);
    expect(posts(remove(all, (id) => id === "9"))).toEqual([["1"], ["7"]]);
    expect(posts(remove(all, (id) => id === "1"))).toEqual([["7"]]);
  });
});
