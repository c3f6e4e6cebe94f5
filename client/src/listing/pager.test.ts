import { expect, test } from "vitest";
import { pager } from "./pager";

test("pages come one after the other until there are no more", async () => {
  const next = pager(async function* () {
    yield [1, 2];
    yield [3];
  });
  expect([await next(), await next(), await next()]).toEqual([[1, 2], [3], null]);
});

test("a page that failed is asked for again, behind those that came", async () => {
  let tries = 0;
  const next = pager(async function* () {
    tries += 1;
    yield [1];
    if (tries === 1) {
      throw new Error("no network");
    }
    yield [2];
  });
  expect(await next()).toEqual([1]);
  await expect(next()).rejects.toThrow("no network");
  expect(await next()).toEqual([2]);
});
