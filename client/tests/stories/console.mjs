// Stories about the console: who sees it, and what of it.
import assert from "node:assert/strict";

export async function members_without_a_role_do_not_find_the_console({ open }) {
  const page = await open("alice");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Lists" }).waitFor();
  assert.equal(await page.getByRole("dialog").getByRole("link", { name: "Console" }).count(), 0);
  const answer = await page.goto("/admin");
  assert.equal(answer.status(), 404);
}

export async function staff_reach_the_console_from_the_menu_and_see_rooms_of_their_role_only({ open }) {
  const page = await open("mia");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Console" }).click();
  const rooms = page.getByRole("navigation", { name: "Console" });
  await rooms.getByRole("link", { name: "Audit log" }).waitFor();
  assert.equal(await rooms.getByRole("link", { name: "Roles" }).count(), 0);
}

export async function rooms_that_the_server_does_not_have_are_not_shown({ open }) {
  const page = await open("olga", "/home");
  await page.route("**/api/v1/admin/reports*", (route) => route.fulfill({ status: 404, json: { error: "Not Found" } }));
  await page.goto("/admin");
  const rooms = page.getByRole("navigation", { name: "Console" });
  await rooms.getByRole("link", { name: "Audit log" }).waitFor();
  assert.equal(await rooms.getByRole("link", { name: "Reports" }).count(), 0);
}
