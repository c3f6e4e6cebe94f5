// Stories about staff on a real server: what somebody reports is decided in the console, heard of, objected to and undone.
import assert from "node:assert/strict";
import { fresh } from "../telling.mjs";

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

export async function the_reported_are_asked_before_anything_is_decided({ open, api }) {
  const bob = await api("noor", "GET", "/api/v1/accounts/lookup?acct=bob");
  const post = await api("bob", "POST", "/api/v1/statuses", { status: "Come to my bakery, it is the best" });
  const told = { account_id: bob.id, status_ids: [post.id], comment: "Is this an advertisement?", category: "other" };
  const { id } = await api("noor", "POST", "/api/v1/reports", told);

  const desk = await open("mia", `/admin/reports/${id}`);
  await desk.getByLabel("Ask before you decide").fill("Is it your own bakery?");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  await desk.getByText("Sent to @bob.").waitFor();
  await desk.getByText("not read yet").waitFor();

  // Bob is told wherever he is in the client, reads and answers; he never learns who asks.
  const theirs = await open("bob", "/home");
  await theirs.getByRole("link", { name: "The moderators ask you something: read and answer" }).click();
  await theirs.waitForURL("**/settings/strikes");
  const page = theirs.getByRole("main");
  await page.getByText("Is it your own bakery?").waitFor();
  assert.doesNotMatch(await page.innerText(), /mia/, "nobody learns who asks");
  await page.getByLabel("Your answer").last().fill("It is my grandmother's.");
  await page.getByRole("button", { name: "Send", exact: true }).last().click();
  await theirs.getByText("The moderators read your answer.").waitFor();
  await theirs.goto("/home");
  await theirs.getByRole("article").first().waitFor();
  assert.equal(await theirs.getByText(/moderators ask you/).count(), 0, "what was read is not told again");

  await desk.reload();
  await desk.getByText("It is my grandmother's.").waitFor();
  await desk.getByText("read", { exact: true }).waitFor();
  await desk.getByRole("button", { name: "Resolve" }).click();
  await desk.getByText("Report resolved; nothing was decided about the account.").waitFor();
}

const RULES = "/api/fanfare/v1/admin/content_rules";

/** Writes a rule in the console, tries it out, and switches it on. */
async function rule(page, name, words, action) {
  await page.goto("/admin/content-rules/new");
  await page.getByLabel("What it is called").fill(name);
  await page.getByLabel("One of these words").fill(words);
  await page.getByLabel("Those of members here").check();
  await page.getByLabel(action, { exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. It is off until you have rehearsed it.").waitFor();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByText(/public posts of the last 30 days would have been/).waitFor();
  await page.getByRole("button", { name: "Switch on" }).click();
  const sure = page.getByRole("dialog").getByRole("button", { name: /^Switch on/ });
  await sure.or(page.getByText("The rule is on.")).first().waitFor();
  if (await sure.count()) {
    await sure.click();
  }
  await page.getByText("The rule is on.").waitFor();
}

export async function a_rule_is_rehearsed_acts_on_the_next_post_and_is_undone({ open, api }) {
  const desk = await open("olga", "/admin/content-rules");
  const [tombola, trick] = [fresh("A tombola for the village hall"), fresh("Abracadabra, said the wizard")];
  try {
    await rule(desk, "Lottery", "tombola", "Hold for review");
    const writer = await open("alice", "/compose");
    await writer.locator("textarea.words").fill(tombola);
    await writer.getByRole("button", { name: "Post", exact: true }).click();
    await writer.locator(".toasts").getByText("Your post waits for review").waitFor();
    const seen = await api("bob", "GET", "/api/v1/timelines/public?local=true");
    assert.ok(!seen.some(({ content }) => content.includes(tombola)), "nobody else sees it");

    const queue = await open("mia", "/admin");
    await queue.getByRole("link", { name: "1 Held posts" }).click();
    await queue.getByText(tombola).waitFor();
    await queue.getByRole("button", { name: "Release @alice" }).click();
    await queue.getByText("No post waits for review.").waitFor();
    const out = await api("bob", "GET", "/api/v1/timelines/public?local=true");
    assert.ok(out.some(({ content }) => content.includes(tombola)), "it is out");

    await rule(desk, "Card tricks", "abracadabra", "Refuse");
    await writer.goto("/compose");
    await writer.locator("textarea.words").fill(trick);
    await writer.getByRole("button", { name: "Post", exact: true }).click();
    await writer.getByRole("alert").getByText(/Card tricks/).waitFor();
    assert.equal(await writer.locator("textarea.words").inputValue(), trick, "nothing is lost");

    // What a rule did is undone: the same text may go out.
    await queue.goto("/admin/content-rules/done");
    await queue.getByRole("button", { name: "Undo refused, @alice" }).click();
    await queue.getByText(/may publish the same within 24 hours/).waitFor();
    await writer.getByRole("button", { name: "Post", exact: true }).click();
    await writer.getByText("Your post is out.").waitFor();
  } finally {
    for (const { id } of await api("olga", "GET", RULES)) {
      await api("olga", "DELETE", `${RULES}/${id}`);
    }
  }
}

export async function rooms_of_other_staff_are_shut_and_a_room_asks_for_little({ open }) {
  const mia = await open("mia", "/admin/roles");
  await mia.getByText("This part of the console is for other staff.").waitFor();
  assert.equal(await mia.getByRole("button", { name: /Change|New role/ }).count(), 0);
  await mia.getByRole("link", { name: "To the overview" }).click();
  await mia.getByRole("link", { name: /Reports/ }).first().waitFor();

  const olga = await open("olga");
  const asked = [];
  olga.on("request", (request) => /\/api\/(v\d|fanfare\/v1)\/admin/.test(request.url()) && asked.push(new URL(request.url()).pathname));
  await olga.goto("/admin");
  await olga.getByText(/Fanfare|Software/).first().waitFor();
  await olga.waitForLoadState("networkidle");
  assert.ok(asked.length <= 4, `a page of the console asks for ${asked.length}: ${asked.join(" ")}`);
}

export async function what_cannot_be_brought_back_is_asked_about_first({ open, api }) {
  const rule = await api("olga", "POST", "/api/fanfare/v1/admin/rules", { text: "No cat pictures on Mondays" });
  const page = await open("olga", "/admin/house/rules");
  await page.getByRole("button", { name: "Remove No cat pictures on Mondays" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByText("No cat pictures on Mondays").first().waitFor();
  await page.getByRole("button", { name: "Remove No cat pictures on Mondays" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("Removed.").waitFor();
  const left = await api("olga", "GET", "/api/v1/instance/rules");
  assert.equal(left.some(({ id }) => id === rule.id), false);
}

export async function an_announcement_goes_out_by_mail_or_says_why_not({ open, api }) {
  const made = await api("olga", "POST", "/api/fanfare/v1/admin/announcements", { text: "We paint the fence", published: true });
  const page = await open("olga", "/admin/house/announcements");
  const asked = page.waitForRequest((request) => request.url().endsWith(`/announcements/${made.id}/mail`));
  await page.getByRole("article").filter({ hasText: "We paint the fence" }).getByRole("button", { name: /Send by mail/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send by mail" }).click();
  await asked;
  await api("olga", "DELETE", `/api/fanfare/v1/admin/announcements/${made.id}`);
}
