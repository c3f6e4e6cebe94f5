// Stories about staff on a real server: what somebody reports is decided in the console, heard of, objected to and undone.
import assert from "node:assert/strict";

export async function a_report_is_decided_heard_of_objected_to_and_undone({ open, api }) {
  const bob = await api("noor", "GET", "/api/v1/accounts/lookup?acct=bob");
  const post = await api("bob", "POST", "/api/v1/statuses", { status: "Cheap watches, only today!" });
  await api("noor", "POST", "/api/v1/reports", { account_id: bob.id, status_ids: [post.id], comment: "Advertising again.", category: "spam" });

  const desk = await open("mia", "/admin/reports");
  await desk.getByRole("link", { name: /bob/ }).first().click();
  await desk.getByText("Advertising again.").waitFor();
  await desk.getByText("Cheap watches, only today!").waitFor();
  await desk.getByRole("button", { name: "Decide …" }).click();
  const form = desk.getByRole("dialog");
  await form.getByLabel("Limit: only followers meet it").check();
  await form.getByRole("button", { name: "Do it" }).click();
  await desk.getByText("Decided about @bob.").waitFor();
  const limited = await api("mia", "GET", `/api/v1/admin/accounts/${bob.id}`);
  assert.equal(limited.silenced, true);

  const theirs = await open("bob", "/settings/strikes");
  const strike = theirs.getByRole("main");
  await strike.waitFor();
  assert.doesNotMatch(await strike.innerText(), /mia/, "nobody learns who decided");
  await theirs.getByRole("textbox").fill("They were my own watches, and I sold them.");
  await theirs.getByRole("textbox").locator("xpath=ancestor::form").getByRole("button").click();
  await theirs.waitForLoadState();

  await desk.goto("/admin/appeals");
  await desk.getByText("They were my own watches, and I sold them.").waitFor();
  const [appeal] = await api("mia", "GET", "/api/fanfare/v1/admin/appeals");
  await api("mia", "POST", `/api/fanfare/v1/admin/appeals/${appeal.id}/approve`);
  const free = await api("mia", "GET", `/api/v1/admin/accounts/${bob.id}`);
  assert.equal(free.silenced, false, "what was decided is undone");
}

export async function a_warning_leads_to_what_was_decided_and_how_to_object({ open, api }) {
  const noor = await api("mia", "GET", "/api/v1/accounts/lookup?acct=noor");
  await api("mia", "POST", `/api/v1/admin/accounts/${noor.id}/action`, { type: "none", text: "Please label your pictures." });
  const page = await open("noor", "/notifications");
  const warning = page.getByRole("article").filter({ hasText: "Please label your pictures." });
  await warning.getByRole("link", { name: "What was decided, and how to object" }).click();
  await page.waitForURL("**/settings/strikes");
  await page.getByText("Please label your pictures.").first().waitFor();
  await page.getByRole("textbox").first().waitFor();
}

export async function lost_follows_lead_to_the_page_that_names_them({ open }) {
  const page = await open("noor");
  await page.route(/\/api\/v2\/notifications(\?|$)/, async (route) => {
    const group = { group_key: "ungrouped-9", type: "severed_relationships", notifications_count: 1, most_recent_notification_id: "9", latest_page_notification_at: new Date().toISOString(), sample_account_ids: [], event: { id: "3", type: "domain_block", target_name: "far.example", purged: false, followers_count: 2, following_count: 1, created_at: new Date().toISOString() } };
    const isFirst = !new URL(route.request().url()).searchParams.has("max_id");
    return route.fulfill({ json: { accounts: [], statuses: [], notification_groups: isFirst ? [group] : [] } });
  });
  await page.goto("/notifications");
  await page.getByRole("link", { name: "Whom you lost" }).click();
  await page.waitForURL("**/severed_relationships");
}
