// Stories about the console: who sees it, and what of it.
import assert from "node:assert/strict";

export async function members_without_a_role_do_not_find_the_console({ open }) {
  const page = await open("alice");
  await page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Lists" }).waitFor();
  assert.equal(await page.getByRole("dialog").getByRole("link", { name: "Console" }).count(), 0);
  const answer = await page.goto("/admin");
  assert.equal(answer.status(), 404);
}

export async function staff_reach_the_console_from_the_menu_and_see_rooms_of_their_role_only({ open }) {
  const page = await open("mia");
  await page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Console" }).click();
  const rooms = page.getByRole("navigation", { name: "Console" });
  await rooms.getByRole("link", { name: "Audit log" }).waitFor();
  assert.equal(await rooms.getByRole("link", { name: "Roles" }).count(), 0);
}

export async function a_role_is_made_changed_and_removed_with_a_way_back({ open, api }) {
  const page = await open("olga", "/admin/roles");
  await page.getByRole("button", { name: "New role" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name", { exact: true }).fill("Gardener");
  await form.getByLabel("Rank").fill("5");
  await form.getByLabel("Review trends and hashtags").check();
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  const named = async () => (await api("olga", "GET", "/api/fanfare/v1/admin/roles")).find(({ name }) => name === "Gardener");
  assert.deepEqual([(await named()).permissions, (await named()).position], ["256", 5]);
  await page.getByRole("button", { name: "Remove Gardener" }).click();
  await page.getByText("Gardener removed.").waitFor();
  assert.equal(await named(), undefined);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Remove Gardener" }).waitFor();
  assert.equal((await named()).permissions, "256");
}

export async function the_log_tells_what_staff_did({ open, api }) {
  const made = await api("olga", "POST", "/api/fanfare/v1/admin/roles", { name: "Guide", permissions: 65536, position: 2 });
  const page = await open("olga", "/admin/audit-log");
  const log = page.getByRole("list", { name: "Audit log" });
  await log.getByText("Guide").first().waitFor();
  assert.match(await log.getByText("Guide").first().locator("..").innerText(), /^olga created role Guide$/);
  await log.getByRole("link", { name: /olga/ }).first().click();
  await page.getByRole("link", { name: "Show everything" }).waitFor();
  await log.getByText("Guide").first().waitFor();
  await api("olga", "DELETE", `/api/fanfare/v1/admin/roles/${made.id}`);
}

export async function screens_of_the_console_are_accessible_and_fit_a_small_phone({ open, audit }) {
  const page = await open("olga", "/admin", { viewport: { width: 320, height: 640 } });
  for (const path of ["/admin", "/admin/roles", "/admin/audit-log"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await audit(page);
    }
  }
}
