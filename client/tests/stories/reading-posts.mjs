// Stories about single posts: what they show, and what one does with them.
import assert from "node:assert/strict";
import { follows, fresh, menu, picture, post, write } from "../telling.mjs";

export async function a_warning_hides_the_text_until_asked({ open, api }) {
  const [warning, text] = [fresh("Spoilers"), fresh("It was the gardener")];
  await write(api, "bob", text, { spoiler_text: warning });
  const page = await open("bob");
  const article = post(page, warning);
  await article.getByRole("button", { name: "Show" }).waitFor();
  assert.equal(await article.getByText(text).count(), 0);
  await article.getByRole("button", { name: "Show" }).click();
  await article.getByText(text).waitFor();
}

export async function favourites_boosts_and_bookmarks_are_shown_at_once({ open, api }) {
  const text = fresh("Press me");
  const { id } = await write(api, "bob", text);
  const page = await open("bob");
  for (const name of ["Favourite", "Boost", "Bookmark"]) {
    await post(page, text).getByRole("button", { name }).click();
    await post(page, text).getByRole("button", { name, pressed: true }).waitFor();
  }
  await page.waitForTimeout(500);
  const now = await api("bob", "GET", `/api/v1/statuses/${id}`);
  assert.deepEqual([now.favourited, now.reblogged, now.bookmarked], [true, true, true]);
}

export async function a_vote_shows_how_a_poll_stands({ open, api }) {
  await follows(api, "bob", "alice");
  const text = fresh("Tea or coffee?");
  await write(api, "alice", text, { poll: { options: ["Tea", "Coffee"], expires_in: 3600 } });
  const page = await open("bob");
  await post(page, text).getByRole("radio", { name: "Coffee" }).check();
  await post(page, text).getByRole("button", { name: "Vote" }).click();
  await post(page, text).getByText("100 %").waitFor();
  await post(page, text).getByText("1 person").waitFor();
}

export async function pictures_open_and_say_what_they_show({ open, api, upload, audit }) {
  const files = [];
  for (const description of ["A grey square", "Another one"]) {
    files.push((await upload("bob", picture(), "image/png", { description })).id);
  }
  const text = fresh("Squares");
  await write(api, "bob", text, { media_ids: files, sensitive: true });
  const page = await open("bob");
  await post(page, text).getByRole("button", { name: /Sensitive/ }).click();
  await post(page, text).getByRole("button", { name: "What it shows" }).first().click();
  await post(page, text).getByText("A grey square").waitFor();
  await post(page, text).getByRole("button", { name: /Open picture: A grey/ }).click();
  const viewer = page.getByRole("dialog", { name: "Pictures" });
  await viewer.getByText("1 of 2").waitFor();
  await page.keyboard.press("ArrowRight");
  await viewer.getByText("Another one").waitFor();
  await audit(page, "dialog");
  await page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
}

export async function deleting_asks_once_more({ open, api }) {
  const text = fresh("Regrets");
  await write(api, "bob", text);
  const page = await open("bob");
  await menu(post(page, text), "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await post(page, text).waitFor({ state: "detached" });
}

export async function a_quote_stands_within_a_post_and_says_when_it_is_gone({ open, api }) {
  const [inner, outer] = [fresh("Inner words"), fresh("Outer words")];
  const quoted = await write(api, "alice", inner);
  const { id } = await write(api, "alice", outer, { quoted_status_id: quoted.id });
  const page = await open("alice", `/@alice/${id}`);
  await post(page, outer).locator("blockquote").getByText(inner).waitFor();
  await api("alice", "DELETE", `/api/v1/statuses/${quoted.id}`);
  await page.reload();
  await page.getByText("The quoted post was deleted.").waitFor();
}

export async function the_menu_of_a_post_is_used_by_keyboard({ open, api }) {
  const text = fresh("Pin me");
  const { id } = await write(api, "alice", text);
  const page = await open("alice");
  const more = post(page, text).getByRole("button", { name: "More" });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  assert.equal(await more.evaluate((button) => button === document.activeElement), true);
  await page.keyboard.press("Enter");
  for (let presses = 0; presses < 12; presses += 1) {
    if (await page.getByRole("menuitem", { name: "Pin to profile" }).evaluate((item) => item === document.activeElement)) {
      break;
    }
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.getByText("Pinned to your profile.").waitFor();
  assert.equal((await api("alice", "GET", `/api/v1/statuses/${id}`)).pinned, true);
  await page.goto("/@alice");
  await page.getByRole("article").filter({ hasText: "Pinned" }).filter({ hasText: text }).waitFor();
}

export async function a_post_in_another_language_can_be_translated({ open, api }) {
  const text = fresh("Guten Morgen");
  const { id } = await write(api, "alice", text, { language: "de" });
  const page = await open("alice", "/home");
  await page.route("**/api/v2/instance", async (route) => {
    const answer = await route.fetch();
    const instance = await answer.json();
    instance.configuration.translation.enabled = true;
    await route.fulfill({ response: answer, json: instance });
  });
  const translated = { content: "<p>Good morning</p>", spoiler_text: "", language: "en", media_attachments: [], detected_source_language: "de", provider: "Tester" };
  await page.route("**/translate", (route) => route.fulfill({ json: translated }));
  await page.goto(`/@alice/${id}`);
  await page.getByRole("button", { name: "Translate from German" }).click();
  await page.getByText("Good morning").waitFor();
  await page.getByText("Translated from German by Tester.").waitFor();
  await page.getByRole("button", { name: "Show the original" }).click();
  await page.getByText(text).waitFor();
}

export async function one_answers_with_an_emoji({ open, api }) {
  const text = fresh("Brass");
  const { id } = await write(api, "alice", text);
  await follows(api, "bob", "alice");
  const page = await open("bob");
  await menu(post(page, text), "React with an emoji");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("trumpet");
  await dialog.getByRole("button", { name: /trumpet/ }).first().click();
  await post(page, text).getByRole("list", { name: "Reactions" }).getByRole("button", { pressed: true }).waitFor();
  await page.waitForTimeout(500);
  assert.equal((await api("bob", "GET", `/api/v1/statuses/${id}`)).reactions[0].me, true);
}
