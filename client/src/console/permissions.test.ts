import { expect, test, vi } from "vitest";

vi.mock("../boot", () => ({ boot: { me: { role: { permissions: String((1 << 4) | (1 << 16)) } } } }));
const { bitOf, includes, may, mayAny } = await import("./permissions");
const { isStaff } = await import("../state/staff");

test("bits are those of Mastodon", () => {
  expect([bitOf("administrator"), bitOf("manage_reports"), bitOf("invite_bypass_approval")]).toEqual([1, 16, 1 << 21]);
});

test("who may administrate may everything", () => {
  expect(includes(1, "manage_webhooks")).toBe(true);
  expect(includes(bitOf("view_devops"), "manage_webhooks")).toBe(false);
});

test("a role allows what it lists, and makes one of the staff", () => {
  expect([may("manage_reports"), may("manage_users"), mayAny("manage_users", "invite_users"), isStaff()]).toEqual([true, false, true, true]);
});
