import { expect, it } from "vitest";
import { branches } from "./tree";

const post = (id: string, inReplyToId: string | null, by = "bob") => ({ id, inReplyToId, account: { id: by } });

it("hangs answers on what they answer, the author's own first", () => {
  const tree = branches(post("1", null, "alice"), [post("2", "1"), post("3", "2"), post("4", "3"), post("5", "1", "alice"), post("6", "gone")]);
  expect(tree.map(({ id, count }) => [id, count])).toEqual([["5", 0], ["2", 2], ["6", 0]]);
  expect(tree[1]?.answers[0]?.answers[0]?.id).toBe("4");
});

it("is not led in circles", () => {
  expect(branches(post("1", "2"), [post("2", "1"), post("2", "2")]).length).toBeGreaterThan(0);
});
