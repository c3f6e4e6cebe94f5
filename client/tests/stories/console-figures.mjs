// Stories about figures in the console: of a period that one chooses, with tables, and without an answer.
import assert from "node:assert/strict";

export async function figures_of_other_days_are_one_press_away({ open }) {
  const page = await open("olga", "/admin");
  await page.getByRole("link", { name: "All figures" }).click();
  await page.getByRole("figure").filter({ hasText: "New members" }).waitFor();
  const servers = page.getByRole("table", { name: /^Servers/ });
  await servers.getByRole("row").nth(1).waitFor();
  await page.getByRole("table", { name: /^Disk/ }).getByRole("rowheader", { name: "Database" }).waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith("/admin/measures"));
  await page.getByRole("link", { name: "7 days" }).click();
  const { start_at, end_at } = (await asked).postDataJSON();
  assert.equal((Date.parse(end_at) - Date.parse(start_at)) / 86_400_000, 6);
  const back = page.getByRole("region", { name: "Who comes back" });
  await back.getByRole("columnheader", { name: "Day" }).waitFor();
  assert.equal(await back.getByRole("row").count(), 8, "a row for each day, and the heads");
  await page.getByRole("link", { name: "A year" }).click();
  await back.getByRole("columnheader", { name: "Month" }).waitFor();
}

export async function a_figure_that_did_not_come_is_asked_for_again({ open }) {
  const page = await open("olga");
  let isAway = true;
  await page.route("**/api/v1/admin/dimensions", (route) => (isAway ? route.abort() : route.continue()));
  await page.goto("/admin/figures");
  await page.getByRole("figure").first().waitFor();
  isAway = false;
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await page.getByRole("table", { name: /^Languages/ }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
}

export async function figures_are_accessible_and_fit_a_small_phone({ open, audit }) {
  const page = await open("olga", "/home", { viewport: { width: 320, height: 640 } });
  for (const path of ["/admin/figures?days=7", "/admin/figures"]) {
    await page.goto(path);
    await page.getByRole("region", { name: "Who comes back" }).waitFor();
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await audit(page);
    }
  }
}
