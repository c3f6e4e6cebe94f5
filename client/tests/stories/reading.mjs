// Stories about timelines: what is new, what is folded, and the place that is kept.
import assert from "node:assert/strict";
import { follows, fresh, me, post, write } from "../telling.mjs";

export async function a_new_post_stands_in_the_home_of_a_follower({ open, api, audit }) {
  await follows(api, "bob", "alice");
  const text = fresh("The kettle is on");
  await write(api, "alice", text);
  const page = await open("bob");
  await post(page, text).waitFor();
  assert.match(await page.title(), /Home/);
  await audit(page);
  await page.emulateMedia({ colorScheme: "dark" });
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
  await page.getByRole("button", { name: "Where you left off" }).click();
  await page.waitForTimeout(300);
  const top = await post(page, texts[2]).evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top > -20 && top < 200, `it stands at ${top}`);
  await page.waitForTimeout(3_500);
  const markers = await api("mia", "GET", "/api/v1/markers?timeline[]=home");
  const home = await api("mia", "GET", "/api/v1/timelines/home?limit=1");
  assert.equal(markers.home.last_read_id, home[0].id);
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
