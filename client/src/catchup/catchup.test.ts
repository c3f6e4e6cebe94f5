import { expect, test } from "vitest";
import type { Status } from "../api";
import { authors, density, entriesOf, parted, sorted, topLinks } from "./catchup";

let last = 0;
function post(author: string, more: Partial<Status> = {}): Status {
  last += 1;
  return {
    id: `${last}`,
    createdAt: new Date(last * 1000).toISOString(),
    account: { id: author, acct: author },
    content: "<p>hello</p>",
    mediaAttachments: [],
    repliesCount: 0,
    reblogsCount: 0,
    favouritesCount: 0,
    ...more,
  } as unknown as Status;
}
const ids = (posts: Status[]) => posts.map((one) => one.id);

test("posts are sorted by what is asked for, and by time where they are alike", () => {
  const [one, two, three] = [post("a"), post("b", { favouritesCount: 3 }), post("c")] as [Status, Status, Status];
  expect(ids(sorted([three, two, one], "time"))).toEqual(ids([one, two, three]));
  expect(ids(sorted([three, two, one], "favourites"))).toEqual(ids([two, one, three]));
});

test("those who write little come first", () => {
  expect(authors([post("a"), post("b"), post("a")]).map(({ account, count }) => [account.id, count])).toEqual([["b", 1], ["a", 2]]);
});

test("a link counts once for everybody who shares it", () => {
  const card = { url: "https://far.example/", title: "News" } as Status["card"];
  const links = topLinks([post("a", { card }), post("a", { card }), post("b", { card })]);
  expect(links.map(({ title, sharers }) => [title, sharers.map(({ id }) => id)])).toEqual([["News", ["a", "b"]]]);
  const passedOn = post("c", { reblog: post("a", { card }) } as Partial<Status>);
  expect(topLinks([passedOn])[0]?.sharers.map(({ id }) => id)).toEqual(["c"]);
});

test("what several passed on stands once, apart from what was said", () => {
  const original = post("a");
  const said = post("b");
  const { posts, boosts } = parted([said, post("c", { reblog: original }), post("d", { reblog: original }), post("c", { reblog: said })]);
  expect(ids(posts)).toEqual([said.id]);
  expect(boosts.map((one) => [one.post.id, one.by.length])).toEqual([[original.id, 2]]);
});

test("long posts with pictures are denser than short ones", () => {
  expect(density(post("a", { content: `<p>${"word ".repeat(100)}</p>` }))).toBeGreaterThan(density(post("a")));
});

test("grouped, everybody's posts stand together, and of whom there is little comes first", () => {
  const [one, two, three] = [post("a"), post("b"), post("a")] as [Status, Status, Status];
  const order = (isGrouped: boolean) => ids(entriesOf([one, two, three], { kind: "all" }, "time", isGrouped).map((entry) => entry.post));
  expect(order(false)).toEqual(ids([one, two, three]));
  expect(order(true)).toEqual(ids([two, one, three]));
});
