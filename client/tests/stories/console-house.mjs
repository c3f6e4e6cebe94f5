// Stories about the house and its door in the console: terms with their history, the privacy policy, what those are asked
// who join.
import assert from "node:assert/strict";

const OURS = "/api/fanfare/v1/admin";
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export async function terms_are_drafted_published_and_followed_by_others({ open, api }) {
  const page = await open("olga", "/admin/house/terms");
  await page.getByText(/No terms have been written/).waitFor();
  await page.getByRole("button", { name: "Write terms" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("The terms (Markdown)").fill("# Be good\nTo **each other**.");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("draft", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByLabel("They count from").fill(day(0));
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await page.getByText("counts", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Write new terms" }).click();
  assert.equal(await form.getByLabel("The terms (Markdown)").inputValue(), "# Be good\nTo **each other**.", "one begins with what counts");
  await form.getByLabel("The terms (Markdown)").fill("# Be kind\nTo **everybody**.");
  await form.getByLabel("What is different").fill("Everybody, not only each other.");
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByLabel("They count from").fill(day(20));
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await page.getByText("will count", { exact: true }).waitFor();
  const all = await api("olga", "GET", `${OURS}/terms_of_service`);
  assert.deepEqual(all.map(({ effective_date }) => effective_date.slice(0, 10)).sort(), [day(0), day(20)]);
  await page.getByText("Read it").last().click();
  await page.getByText("Be good").waitFor();
}

export async function a_draft_of_terms_is_removed_with_a_way_back({ open, api }) {
  await api("olga", "POST", `${OURS}/terms_of_service`, { text: "Half a thought." });
  const page = await open("olga", "/admin/house/terms");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("Removed.").waitFor();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("draft", { exact: true }).first().waitFor({ state: "detached" });
}

export async function what_the_privacy_policy_said_is_kept({ open }) {
  const page = await open("olga", "/admin/house/terms");
  const policy = page.getByRole("form", { name: "Privacy policy" });
  await policy.getByRole("textbox").fill("We keep *little*.");
  await policy.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "What it said, and when" }).waitFor();
}

export async function what_those_are_asked_who_join_is_set_at_the_door({ open, api }) {
  const page = await open("olga", "/admin/door");
  await page.getByLabel("How old those must be who join").fill("16");
  const questions = page.getByRole("group", { name: "What those are asked who wait for a yes" });
  await questions.getByRole("button", { name: "Add a question" }).click();
  await page.keyboard.type("Who told you?");
  await questions.getByRole("button", { name: "Add a question" }).click();
  await page.keyboard.type("What do you bake?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const values = async () => Object.fromEntries((await api("olga", "GET", `${OURS}/settings`)).map(({ name, value }) => [name, value]));
  const set = await values();
  assert.deepEqual([set["registrations.min_age"], set["registrations.questions"]], ["16", "Who told you?\nWhat do you bake?"]);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone.").waitFor();
  assert.equal((await values())["registrations.questions"], "");
  assert.equal(await questions.getByRole("textbox").count(), 0);
}

export async function texts_that_did_not_come_are_asked_for_again({ open }) {
  const page = await open("olga");
  let isAway = false;
  await page.route("**/admin/terms_of_service", (route) => (isAway ? route.abort() : route.continue()));
  await page.goto("/admin/house");
  await page.getByRole("link", { name: "Terms and privacy" }).waitFor();
  isAway = true;
  await page.getByRole("link", { name: "Terms and privacy" }).click();
  const again = page.getByRole("alert").getByRole("button", { name: "Try again" });
  await again.waitFor();
  isAway = false;
  await again.click();
  await page.getByRole("button", { name: /Write (new )?terms/ }).waitFor();
}

export async function the_house_and_its_door_are_accessible_and_fit_a_small_phone({ open, audit, api }) {
  const draft = await api("olga", "POST", `${OURS}/terms_of_service`, { text: "Be kind.", changelog: "All of it." });
  const page = await open("olga", "/home", { viewport: { width: 320, height: 640 } });
  for (const path of ["/admin/house/terms", "/admin/door"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const add = page.getByRole("button", { name: "Add a question" });
    if (await add.count()) {
      await add.click();
    }
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await audit(page);
    }
  }
  await api("olga", "DELETE", `${OURS}/terms_of_service/${draft.id}`);
}
