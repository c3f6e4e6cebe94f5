// Stories about writing: the composer, drafts, the outbox, scheduled posts and reports.
import assert from "node:assert/strict";
import { picture } from "../picture.mjs";
import { follows, fresh, write } from "../telling.mjs";

const words = (page) => page.locator("textarea.words");
const post = (page) => page.getByRole("button", { name: "Post", exact: true });
const article = (page, text) => page.getByRole("article").filter({ hasText: text });
const png = (name = "a.png") => ({ name, mimeType: "image/png", buffer: picture(320, 200) });

async function compose(page) {
  await page.locator("a.compose:visible").click();
  await words(page).waitFor();
}

async function latest(api, name) {
  const me = await api(name, "GET", "/api/v1/accounts/verify_credentials");
  return api(name, "GET", `/api/v1/accounts/${me.id}/statuses`);
}

async function count(api, name, text) {
  return (await latest(api, name)).filter((status) => status.content.includes(text)).length;
}

export async function a_post_stands_at_the_top_of_home_at_once({ open }) {
  const page = await open("alice");
  await compose(page);
  assert.equal(await words(page).evaluate((area) => area === document.activeElement), true, "one can write at once");
  await page.keyboard.type("The kiln is warm again.");
  await page.keyboard.press("Control+Enter");
  await article(page, "The kiln is warm again.").waitFor();
  assert.match(await page.getByRole("article").first().innerText(), /The kiln is warm/);
  await page.locator(".toasts").getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/@alice\/\d+/);
}

export async function a_reply_names_whom_it_answers_and_is_never_wider({ open, api }) {
  const asked = await api("bob", "POST", "/api/v1/statuses", {
    status: "Only for those who follow: who brings bread? @alice @noor", visibility: "private", spoiler_text: "Plans", language: "de",
  });
  const page = await open("alice", `/compose?reply=${asked.id}`);
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "@bob @noor ");
  assert.equal(await page.getByLabel("Content warning", { exact: true }).first().inputValue(), "Plans");
  await page.getByRole("button", { name: /Who sees it/ }).click();
  assert.deepEqual(await page.locator("input[name$=audience]").evaluateAll((all) => all.map((one) => one.value)), ["private", "direct"]);
  await words(page).pressSequentially("I do.");
  await post(page).click();
  await page.waitForURL("**/home");
  const [status] = await latest(api, "alice");
  assert.deepEqual([status.visibility, status.in_reply_to_id, status.spoiler_text, status.language], ["private", asked.id, "Plans", "de"]);
}

export async function a_draft_survives_a_reload_and_a_change_of_mind({ open }) {
  const page = await open("noor");
  await compose(page);
  await words(page).fill("Half a thought about trains");
  await page.locator("input[type=file]").setInputFiles(png());
  await page.locator(".file").waitFor();
  await page.waitForTimeout(1_500);
  await page.reload();
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "Half a thought about trains");
  await page.locator(".file img").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Kept as a draft.").waitFor();
  await page.goto("/drafts");
  const draft = page.getByRole("listitem").filter({ hasText: "Half a thought" });
  await draft.getByText("1 file").waitFor();
  await draft.getByRole("button", { name: "Delete" }).click();
  await draft.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await draft.getByRole("button", { name: "Continue" }).click();
  assert.equal(await words(page).inputValue(), "Half a thought about trains");
}

export async function nothing_is_kept_of_what_was_never_written({ open }) {
  const page = await open("mia");
  await compose(page);
  await page.keyboard.press("Escape");
  await page.goto("/drafts");
  await page.getByText("No drafts.").waitFor();
}

export async function a_post_waits_while_nobody_answers_and_is_sent_once({ open, api }) {
  const page = await open("alice");
  await page.waitForTimeout(2_500);
  await compose(page);
  await words(page).fill("Written in a tunnel");
  await page.context().setOffline(true);
  await post(page).click();
  await page.getByText("1 post waits for the server").waitFor();
  assert.equal(await count(api, "alice", "Written in a tunnel"), 0);
  await page.context().setOffline(false);
  await article(page, "Written in a tunnel").waitFor();
  assert.equal(await count(api, "alice", "Written in a tunnel"), 1);
  await page.getByText("1 post waits for the server").waitFor({ state: "detached" });
}

export async function an_answer_that_got_lost_does_not_make_two_posts({ open, api }) {
  const page = await open("alice");
  let tries = 0;
  await page.route("**/api/v1/statuses", async (route) => {
    if (route.request().method() !== "POST") {
      return route.continue();
    }
    tries += 1;
    await route.fetch();
    return tries === 1 ? route.abort() : route.continue();
  });
  await compose(page);
  await words(page).fill("Said once and heard once");
  await post(page).click();
  await page.getByText("Your post is kept").waitFor();
  await page.reload();
  await page.getByText("Your post is out.").waitFor();
  assert.equal(await count(api, "alice", "Said once and heard once"), 1);
  assert.ok(tries > 1);
}

export async function a_picture_without_a_description_is_asked_about({ open, api }) {
  const page = await open("bob");
  await compose(page);
  await words(page).fill("Crumb shot");
  await page.locator("input[type=file]").setInputFiles([png("one.png"), png("two.png")]);
  await page.locator(".file").nth(1).waitFor();
  await post(page).click();
  await page.getByText("2 files have no description").waitFor();
  await page.getByRole("button", { name: "Change that" }).click();
  await page.keyboard.type("Bread, cut open");
  await page.getByRole("button", { name: "What must stay in sight" }).first().click();
  await page.getByRole("slider").click({ position: { x: 1, y: 1 } });
  await page.getByRole("button", { name: "Move file 1 down" }).click();
  await post(page).click();
  await page.getByText("A file has no description").waitFor();
  await page.getByRole("button", { name: "Post anyway" }).click();
  await article(page, "Crumb shot").waitFor();
  const [status] = await latest(api, "bob");
  assert.deepEqual(status.media_attachments.map((one) => one.description || null), [null, "Bread, cut open"]);
  assert.ok(status.media_attachments[1].meta.focus.x < -0.9 && status.media_attachments[1].meta.focus.y > 0.9);
}

export async function a_file_that_did_not_arrive_is_sent_again({ open }) {
  const page = await open("bob");
  let tries = 0;
  await page.route("**/api/v2/media", (route) => ((tries += 1) === 1 ? route.abort() : route.continue()));
  await compose(page);
  await page.locator("input[type=file]").setInputFiles(png());
  await page.getByText("Not uploaded").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Not uploaded").waitFor({ state: "detached" });
  await page.locator("progress").waitFor({ state: "detached" });
  await page.locator("input[type=file]").setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await page.getByText("notes.txt is of a kind that this server does not take.").waitFor();
  await page.getByRole("button", { name: "Remove file 1" }).click();
}

export async function people_tags_and_emoji_are_completed_by_the_keyboard({ open, api }) {
  await api("bob", "POST", "/api/v1/statuses", { status: "It rises #sourdough" });
  const page = await open("alice");
  await compose(page);
  await page.keyboard.type("Hello @bo");
  await page.getByRole("option", { name: /bob/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("on #sourd");
  await page.getByRole("option", { name: /#sourdough/ }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type(":croissant");
  await page.getByRole("option", { name: /croissant/ }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await words(page).inputValue(), "Hello @bob on #sourdough 🥐 ");
  await page.keyboard.type("@no");
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await list.waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  assert.equal(await page.locator("dialog").isVisible(), true, "Escape closes the list and not the composer");
}

export async function an_emoji_is_found_by_a_word_and_picked({ open }) {
  const page = await open("alice");
  await compose(page);
  await words(page).fill("Good morning ");
  await page.getByRole("button", { name: "Add an emoji" }).click();
  await page.getByRole("searchbox", { name: "Search emoji" }).fill("rooster");
  await page.getByRole("button", { name: "rooster" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await words(page).inputValue(), "Good morning 🐓");
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("button", { name: "Add an emoji" }).evaluate((one) => one === document.activeElement), true);
}

export async function a_thread_is_posted_in_order_and_a_failure_keeps_the_rest({ open, api }) {
  const page = await open("alice");
  let tries = 0;
  await page.route("**/api/v1/statuses", (route) => {
    tries += 1;
    return tries === 2 ? route.fulfill({ status: 422, json: { error: "Not today." } }) : route.continue();
  });
  await compose(page);
  await words(page).fill("Glazing, first part");
  await page.getByRole("button", { name: "Add another post" }).click();
  await words(page).nth(1).fill("Glazing, second part");
  await page.getByRole("button", { name: "Add another post" }).click();
  await words(page).nth(2).fill("Glazing, third part");
  await page.getByRole("button", { name: "Post all" }).click();
  await page.getByText("Not today.").waitFor();
  assert.equal(await words(page).count(), 2);
  assert.equal(await words(page).first().inputValue(), "Glazing, second part");
  await page.getByRole("button", { name: "Post all" }).click();
  await words(page).first().waitFor({ state: "detached" });
  const [third, second, first] = await latest(api, "alice");
  assert.deepEqual([first.content, second.content, third.content].map((html) => html.replace(/<[^>]*>/g, "")), [
    "Glazing, first part", "Glazing, second part", "Glazing, third part",
  ]);
  assert.deepEqual([second.in_reply_to_id, third.in_reply_to_id], [first.id, second.id]);
}

export async function a_poll_is_asked({ open, api }) {
  const page = await open("noor");
  await compose(page);
  await words(page).fill("Night train or day train?");
  await page.getByRole("button", { name: "Add a poll" }).click();
  await page.getByLabel("Answer 1", { exact: true }).fill("Night");
  await post(page).click();
  await page.getByText("A poll needs at least two answers.").waitFor();
  await page.getByLabel("Answer 2", { exact: true }).fill("Day");
  await page.getByRole("button", { name: "Add an answer" }).click();
  await page.getByLabel("Answer 3", { exact: true }).fill("Both");
  await page.getByLabel("Runs for").selectOption({ label: "3 days" });
  await page.getByLabel("Several answers may be chosen").check();
  await post(page).click();
  await article(page, "Night train or day train?").waitFor();
  const [{ poll }] = await latest(api, "noor");
  assert.deepEqual([poll.options.map((option) => option.title), poll.multiple], [["Night", "Day", "Both"], true]);
}

export async function what_is_too_long_says_so({ open }) {
  const page = await open("noor");
  await compose(page);
  await words(page).fill(`${"x".repeat(476)} https://far.example/${"long/".repeat(20)}`);
  await page.locator(".left").getByText("0", { exact: true }).first().waitFor();
  await words(page).press("End");
  await page.keyboard.type(" y");
  await post(page).click();
  await page.getByText("Too long").waitFor();
}

export async function a_message_that_mentions_nobody_is_asked_about({ open, api }) {
  const page = await open("noor");
  await compose(page);
  await words(page).fill("Note to myself");
  await page.getByRole("button", { name: /Who sees it/ }).click();
  await page.getByRole("radio", { name: /Only the people mentioned/ }).check();
  await post(page).click();
  await page.getByText("Nobody is mentioned").waitFor();
  await page.getByRole("button", { name: "Post anyway" }).click();
  await words(page).waitFor({ state: "detached" });
  const [status] = await latest(api, "noor");
  assert.equal(status.visibility, "direct");
}

export async function what_stays_on_this_server_says_so({ open, api }) {
  const page = await open("noor");
  await compose(page);
  await words(page).fill("For the house only");
  await page.getByRole("button", { name: /Who sees it/ }).click();
  await page.getByRole("radio", { name: /Only people on this server/ }).check();
  await page.getByRole("radio", { name: "Only you" }).check();
  await post(page).click();
  await article(page, "For the house only").waitFor();
  const [status] = await latest(api, "noor");
  assert.deepEqual([status.visibility, status.local_only, status.quote_approval.automatic], ["public", true, []]);
}

export async function a_scheduled_post_can_be_put_off_edited_and_deleted({ open, api }) {
  const page = await open("mia");
  await compose(page);
  await words(page).fill("Good news tomorrow");
  await page.getByRole("button", { name: "Publish later" }).click();
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page.getByText("It will be published").waitFor();
  await page.goto("/scheduled");
  const item = page.getByRole("listitem").filter({ hasText: "Good news tomorrow" });
  await item.getByRole("button", { name: "Change time" }).click();
  await item.getByLabel("Publish at").fill("2099-03-01T09:30");
  await item.getByRole("button", { name: "Save time" }).click();
  await item.getByText("Mar 1, 2099").waitFor();
  await item.getByRole("button", { name: "Edit" }).click();
  assert.equal(await words(page).inputValue(), "Good news tomorrow");
  await words(page).fill("Good news the day after");
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  const edited = page.getByRole("listitem").filter({ hasText: "Good news the day after" });
  await edited.getByText("Mar 1, 2099").waitFor();
  await edited.getByRole("button", { name: "Delete" }).click();
  await page.getByText("Nothing is scheduled.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await edited.waitFor();
  const scheduled = await api("mia", "GET", "/api/v1/scheduled_statuses");
  assert.deepEqual(scheduled.map((one) => one.params.text), ["Good news the day after"]);
}

export async function a_post_is_edited_with_its_descriptions({ open, api, upload }) {
  const file = await upload("alice", picture(64, 64), "image/png", { description: "A jug" });
  const status = await api("alice", "POST", "/api/v1/statuses", { status: "A @bob jug", media_ids: [file.id], spoiler_text: "Pots" });
  const page = await open("alice", `/compose?edit=${status.id}`);
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "A @bob jug");
  await words(page).fill("A better jug");
  await page.getByRole("textbox", { name: "Description" }).fill("A brown jug with a chip");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your changes are out.").waitFor();
  const now = await api("alice", "GET", `/api/v1/statuses/${status.id}`);
  assert.match(now.content, /A better jug/);
  assert.deepEqual([now.media_attachments[0].description, now.spoiler_text], ["A brown jug with a chip", "Pots"]);
}

export async function a_quote_shows_what_it_quotes({ open, api }) {
  const quoted = await api("bob", "POST", "/api/v1/statuses", { status: "Butter is a spice." });
  const page = await open("alice", `/compose?quote=${quoted.id}`);
  await page.getByText("Butter is a spice.").waitFor();
  await words(page).fill("It really is.");
  await post(page).click();
  await page.waitForURL("**/home");
  const [status] = await latest(api, "alice");
  assert.equal(status.quote.quoted_status.id, quoted.id);
}

export async function what_another_app_shares_begins_a_post({ open }) {
  const page = await open("alice", "/share?title=A+page&text=Look&url=https%3A%2F%2Ffar.example%2Fpage");
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "A page\n\nLook\n\nhttps://far.example/page");
}

export async function the_composer_with_everything_open_is_accessible({ open, audit }) {
  const page = await open("alice");
  await compose(page);
  await page.getByRole("button", { name: "Content warning" }).click();
  await page.locator("input[type=file]").setInputFiles([png("one.png"), png("two.png")]);
  await page.getByRole("button", { name: "What must stay in sight" }).first().click();
  await page.getByRole("button", { name: "Add an emoji" }).click();
  await page.getByRole("button", { name: /Who sees it/ }).click();
  await page.getByRole("button", { name: "Publish later" }).click();
  await words(page).fill("");
  await words(page).pressSequentially("@b");
  await page.getByRole("listbox", { name: "Suggestions" }).waitFor();
  await audit(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await audit(page);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await page.locator("dialog").evaluate((one) => one.scrollWidth <= one.clientWidth), true, "nothing scrolls sideways");
}

export async function an_answer_stands_in_its_thread_at_once({ open, api }) {
  const asked = await api("bob", "POST", "/api/v1/statuses", { status: "Who has a spare oven?" });
  const page = await open("alice", `/@bob/${asked.id}`);
  await article(page, "Who has a spare oven?").getByRole("button", { name: /^Reply/ }).click();
  await words(page).pressSequentially("The kiln is free.");
  await page.keyboard.press("Control+Enter");
  await article(page, "The kiln is free.").waitFor();
  assert.equal(await article(page, "The kiln is free.").count(), 1);
}

export async function a_deleted_post_is_written_anew({ open, api, upload }) {
  const file = await upload("alice", picture(64, 64), "image/png", { description: "A bowl" });
  const status = await api("alice", "POST", "/api/v1/statuses", {
    status: "A bowle", media_ids: [file.id], visibility: "unlisted", language: "de", spoiler_text: "Pots",
  });
  const page = await open("alice", `/@alice/${status.id}`);
  await article(page, "Pots").getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: /Delete and/ }).click();
  await page.locator("dialog").getByRole("button", { name: /Delete and/ }).click();
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "A bowle");
  await words(page).fill("A bowl");
  await post(page).click();
  await page.getByText("Your post is out.").waitFor();
  const [now] = await latest(api, "alice");
  assert.deepEqual(
    [now.visibility, now.language, now.spoiler_text, now.media_attachments[0].description, now.content],
    ["unlisted", "de", "Pots", "A bowl", "<p>A bowl</p>"],
  );
}

export async function a_report_is_made_step_by_step({ open, api, audit }) {
  const status = await api("bob", "POST", "/api/v1/statuses", { status: "Buy my bread, buy my bread" });
  const page = await open("noor", `/@bob/${status.id}`);
  await article(page, "Buy my bread").getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: /Report/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "It is spam" }).check();
  await audit(page, "dialog");
  await dialog.getByRole("button", { name: "Next" }).click();
  const shown = dialog.getByRole("checkbox", { name: /Buy my bread/ });
  assert.equal(await shown.isChecked(), true);
  await audit(page, "dialog");
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByRole("textbox").fill("The same every hour");
  const sent = page.waitForRequest("**/api/v1/reports");
  await dialog.getByRole("button", { name: "Send report" }).click();
  const { category, comment, status_ids } = (await sent).postDataJSON();
  assert.deepEqual([category, comment, status_ids], ["spam", "The same every hour", [status.id]]);
  await dialog.getByText("Thank you.").waitFor();
  await dialog.getByRole("button", { name: /^Mute/ }).click();
  await dialog.getByText("Muted", { exact: true }).waitFor();
  const [relationship] = await api("noor", "GET", `/api/v1/accounts/relationships?id[]=${status.account.id}`);
  assert.equal(relationship.muting, true);
  await api("noor", "POST", `/api/v1/accounts/${status.account.id}/unmute`);
}

export async function what_somebody_only_dislikes_is_no_report({ open, api }) {
  const status = await api("bob", "POST", "/api/v1/statuses", { status: "Raisins belong in bread" });
  const page = await open("noor", `/@bob/${status.id}`);
  let reports = 0;
  page.on("request", (request) => (reports += request.url().endsWith("/reports") ? 1 : 0));
  await article(page, "Raisins").getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: /Report/ }).click();
  await page.getByRole("radio", { name: "I do not like it" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("You do not have to see it.").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  assert.equal(reports, 0);
}

export async function an_edit_of_the_words_leaves_the_poll_as_it_is({ open, api }) {
  const asked = await api("alice", "POST", "/api/v1/statuses", { status: "Tee or coffee?", poll: { options: ["Tea", "Coffee"], expires_in: 3_600 } });
  await api("bob", "POST", `/api/v1/polls/${asked.poll.id}/votes`, { choices: [0] });
  const page = await open("alice", `/compose?edit=${asked.id}`);
  await words(page).waitFor();
  await words(page).fill("Tea or coffee?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your changes are out.").waitFor();
  const { poll } = await api("alice", "GET", `/api/v1/statuses/${asked.id}`);
  assert.equal(poll.votes_count, 1);
  assert.ok(Math.abs(Date.parse(poll.expires_at) - Date.parse(asked.poll.expires_at)) < 5_000);
}

export async function files_are_pasted_and_dropped({ open }) {
  const page = await open("bob");
  await compose(page);
  for (const type of ["paste", "drop"]) {
    await words(page).evaluate(
      (area, [type, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], `${type}.png`, { type: "image/png" }));
        const event = type === "paste" ? new ClipboardEvent(type, { clipboardData: data, cancelable: true }) : new DragEvent(type, { dataTransfer: data, cancelable: true });
        area.dispatchEvent(event);
      },
      [type, [...picture(40, 40)]],
    );
  }
  await page.locator(".file img").nth(1).waitFor();
  await page.locator("progress").waitFor({ state: "detached" });
}

export async function the_screen_of_the_composer_goes_on_after_a_reload({ open, api }) {
  const asked = await api("bob", "POST", "/api/v1/statuses", { status: "Rye or wheat?" });
  const page = await open("noor", `/compose?reply=${asked.id}`);
  await words(page).fill("@bob Rye, of course");
  await page.waitForTimeout(1_500);
  await page.reload();
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "@bob Rye, of course");
  await page.getByText("Rye or wheat?").waitFor();
  await page.getByRole("link", { name: "Home", exact: true }).click();
  await page.getByText("Kept as a draft.").waitFor();
  await page.goto(`/compose?reply=${asked.id}`);
  await words(page).waitFor();
  assert.equal(await words(page).inputValue(), "@bob ", "what was left is a draft, and a new answer is a new one");
}

export async function words_of_the_last_moment_survive_a_reload({ open }) {
  const page = await open("noor", "/home");
  await page.locator("a.compose:visible").click();
  const text = fresh("Written in a hurry");
  await page.locator("dialog textarea.words").fill(text);
  await page.reload();
  await page.locator("dialog textarea.words").waitFor();
  assert.equal(await page.locator("dialog textarea.words").inputValue(), text);
  await page.keyboard.press("Escape");
  await page.goto("/drafts");
  await page.getByText(text).waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
}

export async function an_answer_to_what_was_deleted_meanwhile_can_stand_alone({ open, api }) {
  await follows(api, "alice", "bob");
  const asked = fresh("Who wants the last one?");
  const { id } = await write(api, "bob", asked);
  const page = await open("alice", "/home");
  await article(page, asked).getByRole("button", { name: /^Reply/ }).click();
  const text = fresh("I do");
  await page.locator("dialog textarea.words").fill(text);
  await api("bob", "DELETE", `/api/v1/statuses/${id}`);
  await post(page).click();
  await page.getByText("is not there any more").waitFor();
  await page.getByRole("button", { name: "Post it on its own" }).click();
  await article(page, text).first().waitFor();
}
