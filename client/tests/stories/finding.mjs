// Stories about notifications, messages, finding and keeping.
import assert from "node:assert/strict";

const idOf = async (api, name) => (await api(name, "GET", "/api/v1/accounts/verify_credentials")).id;
const post = (api, name, status, more = {}) => api(name, "POST", "/api/v1/statuses", { status, ...more });
const toHere = async (page, path) => {
  // As a link would: the client draws the screen without a new page.
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement("a"), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL(`**${path}`);
};

export async function favourites_of_one_post_stand_together_with_it({ open, api, audit }) {
  const { id } = await post(api, "alice", "The brass is polished at last.");
  await api("bob", "POST", `/api/v1/statuses/${id}/favourite`);
  await api("mia", "POST", `/api/v1/statuses/${id}/favourite`);
  const page = await open("alice", "/notifications");
  const group = page.getByRole("article").filter({ hasText: "The brass is polished at last." });
  await group.getByText(/and 1 other favourited your post/).waitFor();
  await audit(page);
}

export async function what_is_new_puts_a_dot_at_the_rail_and_the_title_until_it_is_read({ open, api }) {
  const { id } = await post(api, "noor", "Something to favourite.");
  const page = await open("noor");
  await api("bob", "POST", `/api/v1/statuses/${id}/favourite`);
  await page.waitForFunction(() => document.title.startsWith("• "));
  await page.getByRole("link", { name: "Notifications New" }).click();
  await page.getByText("favourited your post").first().waitFor();
  await page.waitForFunction(() => !document.title.startsWith("• "));
}

export async function a_notification_that_arrives_waits_above_the_others({ open, api }) {
  const { id } = await post(api, "mia", "A post that somebody will boost.");
  const page = await open("mia", "/notifications");
  await page.getByRole("heading", { name: "Notifications" }).waitFor();
  await page.waitForTimeout(800);
  await api("bob", "POST", `/api/v1/statuses/${id}/reblog`);
  await page.getByRole("button", { name: "1 new notification" }).click();
  await page.getByRole("article").first().getByText("boosted your post").waitFor();
}

export async function a_mention_is_shown_whole({ open, api }) {
  await post(api, "bob", "@noor have you seen the new signal box?");
  const page = await open("noor", "/notifications");
  const row = page.getByRole("article").filter({ hasText: "mentioned you" });
  await row.getByText("have you seen the new signal box?").waitFor();
  await row.getByRole("button", { name: /favourite/i }).waitFor();
}

export async function filters_of_notifications_are_remembered({ open, api }) {
  await post(api, "bob", "@olga a mention to filter for");
  const page = await open("olga", "/notifications");
  await page.getByRole("button", { name: "Mentions" }).click();
  await page.getByText("a mention to filter for").waitFor();
  await page.reload();
  await page.getByText("a mention to filter for").waitFor();
  assert.equal(await page.getByRole("button", { name: "Mentions" }).getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Polls" }).click();
  await page.getByRole("button", { name: "All", exact: true }).click();
  assert.equal(await page.getByRole("button", { name: "Mentions" }).getAttribute("aria-pressed"), "false");
}

export async function clearing_notifications_can_be_undone({ open, api }) {
  const page = await open("alice", "/notifications");
  await page.getByRole("article").first().waitFor();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByText("Nothing yet.").waitFor().catch(() => {});
  assert.equal(await page.getByRole("main").getByRole("article").count(), 0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("article").first().waitFor();
  await page.waitForTimeout(6_500);
  assert.notEqual((await api("alice", "GET", "/api/v1/notifications")).length, 0);
}

export async function a_dismissed_notification_is_gone_for_good({ open, api }) {
  await post(api, "bob", "@mia a mention to dismiss");
  const page = await open("mia", "/notifications");
  const row = page.getByRole("article").filter({ hasText: "a mention to dismiss" }).first();
  await row.getByRole("button", { name: "What you can do with this notification" }).click();
  await page.getByRole("menuitem", { name: "Dismiss" }).click();
  await row.waitFor({ state: "detached" });
  // Whoever leaves has not undone it.
  await page.goto("about:blank");
  for (let tries = 0; (await api("mia", "GET", "/api/v1/notifications")).some(({ status }) => status?.content.includes("to dismiss")); tries += 1) {
    assert.ok(tries < 50, "it is still there");
    await page.waitForTimeout(100);
  }
}

export async function who_asks_to_follow_is_answered_in_place({ open, api, audit }) {
  await api("noor", "PATCH", "/api/v1/accounts/update_credentials", { locked: true });
  const noor = await idOf(api, "noor");
  await api("olga", "POST", `/api/v1/accounts/${noor}/unfollow`);
  await api("mia", "POST", `/api/v1/accounts/${noor}/unfollow`);
  await api("olga", "POST", `/api/v1/accounts/${noor}/follow`);
  await api("mia", "POST", `/api/v1/accounts/${noor}/follow`);
  const page = await open("noor", "/notifications");
  await page.getByRole("button", { name: /Accept olga/i }).click();
  await page.getByText("Accepted.").waitFor();
  await page.goto("/follow-requests");
  await page.getByRole("button", { name: /Reject mia/i }).click();
  await page.getByText("Rejected.").waitFor();
  await audit(page);
  assert.deepEqual(await api("noor", "GET", "/api/v1/follow_requests"), []);
  const [stands] = await api("olga", "GET", `/api/v1/accounts/relationships?id[]=${noor}`);
  assert.equal(stands.following, true);
  await api("noor", "PATCH", "/api/v1/accounts/update_credentials", { locked: false });
}

export async function what_is_kept_aside_can_be_let_in({ open, api, audit }) {
  await api("olga", "PATCH", "/api/v2/notifications/policy", { for_not_following: "filter" });
  const noor = await idOf(api, "noor");
  await api("olga", "POST", `/api/v1/accounts/${noor}/unfollow`);
  await post(api, "noor", "@olga hello from somebody whom you do not follow");
  const page = await open("olga", "/notifications");
  await page.getByRole("link", { name: /keep aside/ }).click();
  await page.getByText("hello from somebody whom you do not follow").waitFor();
  await audit(page);
  await page.getByRole("button", { name: /Accept what noor sends/i }).click();
  await page.getByText("Nobody is kept aside.").waitFor();
  await page.getByRole("link", { name: "Notifications" }).click();
  await page.getByText("hello from somebody whom you do not follow").waitFor();
  await api("olga", "PATCH", "/api/v2/notifications/policy", { for_not_following: "accept" });
}

export async function two_people_write_to_each_other_in_private({ open, api, audit }) {
  const alice = await open("alice", "/messages/new");
  await alice.getByRole("combobox", { name: "To" }).pressSequentially("bob");
  await alice.getByRole("option", { name: /bob/ }).waitFor();
  await alice.keyboard.press("ArrowDown");
  await alice.keyboard.press("Enter");
  await audit(alice);
  await alice.getByRole("textbox", { name: "Write a message" }).fill("Shall we meet at nine?");
  await alice.keyboard.press("Enter");
  await alice.getByRole("log").getByText("Shall we meet at nine?", { exact: true }).waitFor();
  await alice.waitForURL(/messages\/\d+/);

  const bob = await open("bob");
  await bob.getByRole("link", { name: "Messages New" }).click();
  await bob.getByRole("link", { name: /Shall we meet at nine/ }).click();
  await bob.getByText("Only the people named here").waitFor();
  await bob.getByRole("textbox", { name: "Write a message" }).fill("Nine is fine.");
  await bob.keyboard.press("Enter");
  await alice.getByRole("log").getByText("Nine is fine.", { exact: true }).waitFor();
  await audit(alice);

  const [{ last_status: last }] = await api("alice", "GET", "/api/v1/conversations");
  assert.equal(last.visibility, "direct");
  assert.deepEqual(last.mentions.map((mention) => mention.username), ["alice"]);
  await alice.goto("/home");
  await alice.getByRole("article").first().waitFor();
  assert.equal(await alice.getByText("Nine is fine.").count(), 0);
}

export async function a_conversation_can_be_removed_and_brought_back({ open, api, audit }) {
  await post(api, "noor", "@mia a conversation to remove", { visibility: "direct" });
  const page = await open("mia", "/messages");
  const row = page.getByRole("listitem").filter({ hasText: "a conversation to remove" });
  await row.waitFor();
  await audit(page);
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Mark as read" }).click();
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Remove conversation" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
}

export async function search_suggests_people_and_finds_posts({ open, api, audit }) {
  await post(api, "bob", "Rye bread with caraway, at last. #caraway");
  const page = await open("bob", "/search");
  const field = page.getByRole("main").getByRole("combobox", { name: "Search" });
  await field.pressSequentially("noo");
  await page.getByRole("option", { name: /@noor/ }).waitFor();
  await field.fill("caraway");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=caraway/);
  await page.getByRole("heading", { name: "Posts" }).waitFor();
  await page.getByRole("article").filter({ hasText: "Rye bread with" }).waitFor();
  await audit(page);
  await page.getByRole("link", { name: "Hashtags" }).click();
  await page.getByRole("link", { name: "#caraway" }).first().waitFor();
  await page.getByRole("link", { name: "Posts", exact: true }).click();
  await page.getByRole("article").filter({ hasText: "Rye bread with" }).waitFor();
  await field.fill("");
  await page.getByRole("option", { name: "caraway" }).waitFor();
  await page.getByRole("button", { name: "Forget “caraway”" }).click();
  await page.getByRole("option", { name: "caraway" }).waitFor({ state: "detached" });
}

export async function what_is_not_found_is_said_in_words({ open, audit }) {
  const page = await open("bob", "/search?q=zzzznothing");
  await page.getByText("Nothing found for “zzzznothing”").waitFor();
  await audit(page);
}

export async function explore_shows_what_rises_and_whom_to_follow({ open, api, audit }) {
  await api("noor", "PATCH", "/api/v1/accounts/update_credentials", { discoverable: true });
  const page = await open("bob", "/trends");
  for (const [name, path] of [["Hashtags", "?show=tags"], ["Links", "?show=links"], ["People", "?show=people"]]) {
    await page.getByRole("navigation", { name: "Explore" }).getByRole("link", { name }).click();
    await page.waitForURL(`**/trends${path}`);
    await page.waitForTimeout(300);
    await audit(page);
  }
  await page.getByRole("link", { name: "Directory" }).click();
  await page.getByRole("main").getByText("@noor").first().waitFor();
  await audit(page);
}

export async function a_list_is_made_filled_renamed_and_deleted({ open, api, audit }) {
  const bob = await idOf(api, "bob");
  await api("alice", "POST", `/api/v1/accounts/${bob}/follow`);
  const page = await open("alice", "/lists");
  await page.getByRole("button", { name: "New list" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Bakers");
  await audit(page);
  await page.getByRole("button", { name: "Make list" }).click();
  await page.getByRole("combobox", { name: "Add somebody" }).pressSequentially("bob");
  await page.getByRole("option", { name: /bob/ }).click();
  await page.getByRole("button", { name: /Remove bob from this list/i }).waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("article").filter({ hasText: "@bob" }).first().waitFor();
  const [list] = (await api("alice", "GET", "/api/v1/lists")).filter(({ title }) => title === "Bakers");
  assert.equal((await api("alice", "GET", `/api/v1/lists/${list.id}/accounts`)).length, 1);

  await page.getByRole("button", { name: "What you can do with this list" }).click();
  await page.getByRole("menuitem", { name: "Change list" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Bread people");
  await page.getByRole("radio", { name: "None" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Bread people" }).waitFor();
  assert.equal((await api("alice", "GET", `/api/v1/lists/${list.id}`)).replies_policy, "none");

  await page.getByRole("button", { name: "People" }).click();
  await page.getByRole("button", { name: /Remove bob from this list/i }).click();
  await page.getByText("Nobody is on this list yet.").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  assert.equal((await api("alice", "GET", `/api/v1/lists/${list.id}/accounts`)).length, 0);

  await page.getByRole("button", { name: "What you can do with this list" }).click();
  await page.getByRole("menuitem", { name: "Delete list" }).click();
  await page.getByRole("link", { name: "Bread people" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Bread people" }).waitFor();
}

export async function what_was_kept_is_found_again({ open, api, audit }) {
  const { id } = await post(api, "bob", "A post worth keeping.");
  await api("alice", "POST", `/api/v1/statuses/${id}/bookmark`);
  await api("alice", "POST", `/api/v1/statuses/${id}/favourite`);
  const page = await open("alice", "/bookmarks");
  await page.getByRole("article").filter({ hasText: "A post worth keeping." }).waitFor();
  await audit(page);
  await page.goto("/favourites");
  await page.getByRole("article").filter({ hasText: "A post worth keeping." }).waitFor();
  await audit(page);
}

export async function hashtags_are_followed_and_unfollowed({ open, audit }) {
  const page = await open("mia", "/lists");
  await page.getByRole("button", { name: "New list" }).waitFor();
  await toHere(page, "/followed-tags");
  await page.getByRole("textbox", { name: "A hashtag to follow" }).fill("#Brass");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /#brass/i }).waitFor();
  await audit(page);
  await page.getByRole("button", { name: /Unfollow #brass/i }).click();
  await page.getByText("You follow no hashtag yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: /#brass/i }).waitFor();
}

export async function catching_up_shows_what_was_missed_and_keeps_it({ open, api, audit }) {
  const bob = await idOf(api, "bob");
  await api("alice", "POST", `/api/v1/accounts/${bob}/follow`);
  await post(api, "bob", "A short one.");
  await post(api, "bob", `A long one. ${"Flour, water, salt. ".repeat(15)}`);
  const page = await open("alice", "/catch-up");
  await page.getByText("You don't have to read everything.").waitFor();
  await page.getByRole("button", { name: "2 hours", exact: true }).click();
  await page.getByText("A short one.").waitFor();
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("density");
  const [first] = await page.getByRole("main").getByRole("article").allInnerTexts();
  assert.match(first, /A long one/);
  await page.getByRole("button", { name: /^bob/i }).click();
  await page.getByText("A short one.").waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Everybody" }).click();
  // Grouped, everybody has a heading; what was opened can be left out.
  await page.getByLabel("Grouped by person").check();
  await page.getByRole("main").getByRole("heading", { level: 2, name: /bob/ }).waitFor();
  await audit(page);
  await page.getByText("A short one.").click();
  await page.waitForURL(/@bob\/\d+/);
  await page.goBack();
  await page.getByText("A short one.").waitFor();
  await page.getByLabel(/^Hide seen/).check();
  await page.getByText("A short one.").waitFor({ state: "detached" });
  await page.getByText(/A long one/).waitFor();
  await page.reload();
  await page.getByText(/A long one/).waitFor();
  assert.equal(await page.getByText("A short one.").count(), 0);
  await page.getByLabel(/^Hide seen/).uncheck();
  await page.getByLabel("Grouped by person").uncheck();
  await page.getByRole("link", { name: "Choose another time" }).click();
  await page.getByRole("heading", { name: "Read on" }).waitFor();
  await page.getByRole("button", { name: /^Since my last catch-up/ }).waitFor();
  await audit(page);
  await page.getByRole("button", { name: /Forget the catch-up/ }).click();
  await page.getByRole("heading", { name: "Read on" }).waitFor({ state: "detached" });
}

export async function an_announcement_is_read_and_answered_beside_home({ open, audit }) {
  const page = await open("bob", "/notifications");
  const one = { id: "1", content: "<p>The server moves on Saturday.</p>", starts_at: null, ends_at: null, all_day: false, read: false, mentions: [], statuses: [], tags: [], emojis: [], reactions: [] };
  await page.route("**/api/v1/announcements", (route) => route.fulfill({ json: [one] }));
  const asked = [];
  await page.route("**/api/v1/announcements/1/**", (route) => {
    asked.push(`${route.request().method()} ${decodeURIComponent(new URL(route.request().url()).pathname)}`);
    return route.fulfill({ json: {} });
  });
  await page.goto("/home");
  const card = page.getByRole("complementary").getByRole("region", { name: "From those who run this server" });
  await card.getByText("The server moves on Saturday.").waitFor();
  await card.getByRole("button", { name: "React" }).click();
  await page.getByRole("menuitem", { name: "👍" }).click();
  await card.getByRole("button", { name: "👍, 1 times" }).waitFor();
  await audit(page);
  await card.getByRole("button", { name: "Got it" }).click();
  await card.getByText("1 earlier announcement").waitFor();
  assert.deepEqual(asked, ["PUT /api/v1/announcements/1/reactions/👍", "POST /api/v1/announcements/1/dismiss"]);
}

export async function no_screen_scrolls_sideways_on_a_narrow_phone({ open, audit }) {
  const page = await open("alice", "/notifications", { viewport: { width: 320, height: 640 }, colorScheme: "dark", hasTouch: true });
  const paths = ["/notifications", "/notifications/requests", "/messages", "/messages/new", "/search?q=the", "/trends", "/trends?show=tags", "/people", "/lists", "/bookmarks", "/favourites", "/follow-requests", "/catch-up"];
  for (const path of paths) {
    await page.goto(path);
    await page.waitForTimeout(500);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${path} is ${width} px wide`);
    await audit(page);
  }
}
