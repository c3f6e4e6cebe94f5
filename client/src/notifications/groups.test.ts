import { expect, test } from "vitest";
import { merged, type Group } from "./groups";

const group = (groupKey: string, notificationsCount = 1): Group => ({
  groupKey,
  type: "favourite",
  notificationsCount,
  mostRecentNotificationId: "1",
  sampleAccountIds: [],
});

test("a group that grew stands once, and first", () => {
  const all = merged([group("b", 3)], [group("a"), group("b", 2), group("c")]);
  expect(all.map((one) => [one.groupKey, one.notificationsCount])).toEqual([["b", 3], ["a", 1], ["c", 1]]);
});
