// Stories about reading: timelines, posts, threads and profiles.
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";

let count = 0;
const fresh = (text) => `${text} ${Date.now().toString(36)}${count++}`;
const me = (api, name) => api(name, "GET", "/api/v1/accounts/verify_credentials");
const write = (api, name, status, more = {}) => api(name, "POST", "/api/v1/statuses", { status, ...more });
const post = (page, text) => page.getByRole("article").filter({ hasText: text }).first();
const menu = async (article, line) => {
  await article.getByRole("button", { name: "More" }).click();
  await article.page().getByRole("menuitem", { name: line, exact: true }).click();
};

async function follows(api, follower, followed) {
  await api(follower, "POST", `/api/v1/accounts/${(await me(api, followed)).id}/follow`);
}

/** A small picture of one colour, as a PNG. */
function picture(size = 64) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}

export async function a_new_post_stands_in_the_home_of_a_follower({ open, api, audit }) {
  await follows(api, "bob", "alice");
  const text = fresh("The kettle is on");
  await write(api, "alice", text);
  const page = await open("bob");
  await post(page, text).waitFor();
  assert.match(await page.title(), /^Home/);
  await audit(page);
}

export async function live_news_wait_until_they_are_wanted({ open, api }) {
  await follows(api, "bob", "alice");
  const page = await open("bob");
  await post(page, "").waitFor();
  await page.waitForTimeout(500);
  const text = fresh("Hot off the press");
  const { id } = await write(api, "alice", text);
  await page.getByRole("button", { name: /new post/ }).waitFor();
  assert.equal(await post(page, text).count(), 0);
  await page.getByRole("button", { name: /new post/ }).click();
  await post(page, text).waitFor();
  const edited = fresh("Corrected");
  await api("alice", "PUT", `/api/v1/statuses/${id}`, { status: edited });
  await post(page, edited).getByRole("button", { name: "edited" }).click();
  const dialog = page.getByRole("dialog", { name: "What changed" });
  await dialog.locator("ins").first().waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await api("alice", "DELETE", `/api/v1/statuses/${id}`);
  await post(page, edited).waitFor({ state: "detached" });
}

export async function a_boosted_post_stands_there_once_and_says_who_boosted_it({ open, api }) {
  const text = fresh("Boost me");
  const { id } = await write(api, "olga", text);
  const list = await api("alice", "POST", "/api/v1/lists", { title: "Boosters" });
  const people = await Promise.all(["bob", "noor"].map((name) => me(api, name)));
  for (const { id } of people) {
    await api("alice", "POST", `/api/v1/accounts/${id}/follow`);
  }
  await api("alice", "POST", `/api/v1/lists/${list.id}/accounts`, { account_ids: people.map((one) => one.id) });
  for (const name of ["bob", "noor"]) {
    await api(name, "POST", `/api/v1/statuses/${id}/reblog`);
  }
  const page = await open("alice", `/lists/${list.id}`);
  await post(page, text).getByText(/boosted by/).waitFor();
  assert.equal(await page.getByRole("article").filter({ hasText: text }).count(), 1);
}

export async function an_answer_stands_under_what_it_answers({ open, api }) {
  await follows(api, "bob", "alice");
  const [first, second] = [fresh("First half"), fresh("Second half")];
  const { id } = await write(api, "alice", first);
  await write(api, "alice", second, { in_reply_to_id: id });
  const page = await open("bob");
  const entry = page.locator("[data-key]").filter({ hasText: first });
  await entry.filter({ hasText: second }).waitFor();
  assert.ok((await entry.textContent()).indexOf(first) < (await entry.textContent()).indexOf(second));
}

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

export async function a_thread_is_a_tree_that_folds({ open, api, audit }) {
  const root = await write(api, "alice", fresh("Root"));
  const first = await write(api, "bob", fresh("Branch"), { in_reply_to_id: root.id });
  const leaf = fresh("Leaf");
  await write(api, "alice", leaf, { in_reply_to_id: first.id });
  const page = await open("alice", `/@alice/${root.id}`);
  await page.getByText(leaf).waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Fold 1 reply" }).click();
  await page.getByText(leaf).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "1 reply" }).click();
  await page.getByText(leaf).waitFor();
}

export async function a_post_stays_where_it_is_when_what_it_answers_comes_in({ open, api }) {
  let last = await write(api, "alice", fresh("Start of a long thread"));
  for (let step = 0; step < 6; step += 1) {
    last = await write(api, "alice", fresh(`Step ${step}`), { in_reply_to_id: last.id });
  }
  const page = await open("alice", "/home");
  await page.goto(`/@alice/${last.id}`);
  await page.getByText("Start of a long thread").first().waitFor();
  await page.waitForTimeout(300);
  const top = await page.locator(".post.focus").evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top > 0 && top < 200, `the post stands at ${top}`);
}

export async function coming_back_finds_the_place_again({ open, api }) {
  for (let number = 0; number < 30; number += 1) {
    await write(api, "noor", fresh(`Number ${number}`));
  }
  const page = await open("noor");
  const wanted = page.locator("article").nth(12);
  await wanted.scrollIntoViewIfNeeded();
  await page.waitForTimeout(200);
  const text = await wanted.locator(".content").textContent();
  const before = (await wanted.boundingBox()).y;
  await wanted.locator("time").click();
  await page.locator(".post.focus").waitFor();
  await page.goBack();
  await post(page, text).waitFor();
  await page.waitForTimeout(900);
  const after = (await post(page, text).boundingBox()).y;
  assert.ok(Math.abs(after - before) < 4, `it stood at ${before} and stands at ${after}`);
}

export async function a_profile_tells_who_somebody_is({ open, api, audit }) {
  const alice = await me(api, "alice");
  await api("bob", "POST", `/api/v1/accounts/${alice.id}/unfollow`);
  await api("alice", "PATCH", "/api/v1/accounts/update_credentials", { note: "Ceramics and kettles." });
  const page = await open("bob", "/@alice");
  await page.getByText("Ceramics and kettles.").waitFor();
  await page.getByRole("button", { name: /^Follow/ }).click();
  await page.getByRole("button", { name: /^Following/ }).waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Add a note for yourself" }).click();
  await page.getByLabel("Your note").fill("Met at the fair");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Met at the fair").waitFor();
  await page.getByRole("link", { name: "Media" }).click();
  await page.getByText(/No pictures/).waitFor();
}

export async function muting_can_be_undone({ open, api }) {
  await follows(api, "bob", "alice");
  const text = fresh("Very loud");
  await write(api, "alice", text);
  const page = await open("bob");
  await menu(post(page, text), "Mute @alice");
  await post(page, text).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await post(page, text).waitFor();
}

export async function deleting_asks_once_more({ open, api }) {
  const text = fresh("Regrets");
  await write(api, "bob", text);
  const page = await open("bob");
  await menu(post(page, text), "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await post(page, text).waitFor({ state: "detached" });
}

export async function a_filter_puts_a_line_in_the_place_of_a_post({ open, api }) {
  await follows(api, "bob", "alice");
  const text = fresh("Turnips again");
  const filter = { title: "No roots", context: ["home"], filter_action: "warn", keywords_attributes: [{ keyword: "turnips" }] };
  await api("bob", "POST", "/api/v2/filters", filter);
  await write(api, "alice", text);
  const page = await open("bob");
  const line = page.getByRole("article").filter({ hasText: "No roots" }).first();
  await line.getByRole("button", { name: "Show anyway" }).waitFor();
  assert.equal(await page.getByText(text).count(), 0);
  await line.getByRole("button", { name: "Show anyway" }).click();
  await page.getByText(text).waitFor();
}

export async function a_hashtag_can_be_followed({ open, api }) {
  const text = fresh("About #kettles");
  await write(api, "alice", text);
  const page = await open("bob", "/tags/kettles");
  await post(page, text).waitFor();
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByRole("button", { name: "Following", exact: true }).waitFor();
  await page.waitForTimeout(300);
  assert.equal((await api("bob", "GET", "/api/v1/tags/kettles")).following, true);
}

export async function a_narrow_screen_does_not_scroll_sideways({ open, api }) {
  const { id } = await write(api, "alice", fresh("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"));
  const page = await open("alice", "/home", { viewport: { width: 320, height: 640 } });
  for (const path of ["/home", `/@alice/${id}`, "/@alice"]) {
    await page.goto(path);
    await page.getByRole("article").first().waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(over, 0, path);
  }
}

export async function the_place_where_one_left_off_is_one_press_away({ open, api }) {
  await follows(api, "mia", "noor");
  const texts = [];
  for (let number = 0; number < 12; number += 1) {
    texts.push(fresh(`Piece ${number}`));
    const { id } = await write(api, "noor", texts[number]);
    if (number === 2) {
      await api("mia", "POST", "/api/v1/markers", { home: { last_read_id: id } });
    }
  }
  const page = await open("mia");
  await page.getByText("You had read up to here").waitFor({ state: "attached" });
  await page.getByRole("button", { name: /where you left off, 9 posts/ }).click();
  await page.waitForTimeout(300);
  const top = await post(page, texts[2]).evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top > -20 && top < 200, `it stands at ${top}`);
  await page.waitForTimeout(3_500);
  const markers = await api("mia", "GET", "/api/v1/markers?timeline[]=home");
  const home = await api("mia", "GET", "/api/v1/timelines/home?limit=1");
  assert.equal(markers.home.last_read_id, home[0].id);
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

export async function blocking_and_following_change_a_profile({ open, api }) {
  const page = await open("noor", "/@olga");
  await menuOf(page, "Block @olga");
  await page.getByText("You keep this person away.").waitFor();
  await page.getByRole("button", { name: /^Unblock/ }).click();
  await page.getByRole("button", { name: /^Follow/ }).click();
  await page.getByRole("button", { name: "How you follow" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Tell me of every post" }).click();
  await page.waitForTimeout(400);
  const olga = await me(api, "olga");
  const [between] = await api("noor", "GET", `/api/v1/accounts/relationships?id[]=${olga.id}`);
  assert.deepEqual([between.following, between.notifying, between.blocking], [true, true, false]);
  await menuOf(page, "Mute @olga …");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "A day" }).check();
  await dialog.getByRole("button", { name: "Mute" }).click();
  await page.getByText("You muted them").waitFor();
}

async function menuOf(page, line) {
  await page.getByRole("button", { name: "More about this person" }).click();
  await page.getByRole("menuitem", { name: line, exact: true }).click();
}

export async function followers_are_listed({ open, api, audit }) {
  await follows(api, "bob", "alice");
  const page = await open("alice", "/@alice");
  await page.getByRole("link", { name: /followers?$/ }).click();
  await page.getByRole("heading", { name: "Followers" }).waitFor();
  await page.getByText("@bob", { exact: true }).waitFor();
  await audit(page);
}

export async function what_was_missed_without_a_connection_is_asked_for({ open, api }) {
  await follows(api, "bob", "alice");
  const page = await open("bob");
  let connection;
  await page.routeWebSocket(/streaming/, (socket) => {
    connection = socket;
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    // What the server tells is lost on the way.
    server.onMessage(() => {});
  });
  await page.reload();
  await post(page, "").waitFor();
  await page.waitForTimeout(500);
  const text = fresh("Into the void");
  await write(api, "alice", text);
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("button", { name: /new post/ }).count(), 0);
  await connection.close();
  await page.getByRole("button", { name: /new post/ }).click();
  await post(page, text).waitFor();
}

export async function other_servers_are_asked_for_more_answers({ open, api }) {
  const { id } = await write(api, "alice", fresh("Known far away"));
  const page = await open("alice", "/home");
  await page.route("**/context", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "mastodon-async-refresh": 'id="abc", retry=1, result_count=0' } });
  });
  let isDone = false;
  await page.route("**/async_refreshes/abc", (route) =>
    route.fulfill({ json: { async_refresh: { id: "abc", status: isDone ? "finished" : "running", result_count: 1 } } }),
  );
  await page.goto(`/@alice/${id}`);
  await page.getByText("Asking other servers").waitFor();
  const text = fresh("From far away");
  await write(api, "bob", text, { in_reply_to_id: id });
  isDone = true;
  await page.getByRole("button", { name: "1 new reply" }).click();
  await post(page, text).waitFor();
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
