// Stories about two people on two servers, each in a browser of their own.
import assert from "node:assert/strict";
import { fresh, post, publish, signIn } from "../telling.mjs";

/** A server with one person on it, who is at home there in a browser. */
async function home({ begin, visit }, name) {
  const server = await begin();
  server.join(name, "owner");
  const page = await visit("/auth/sign_in", { baseURL: server.base });
  await signIn(page, name);
  await page.waitForURL("**/home");
  return { server, page, handle: `${name}@${server.domain}` };
}

/** Finds somebody by their handle, and goes to their profile. */
async function find(page, handle) {
  await page.goto(`/search?q=${encodeURIComponent(`@${handle}`)}`);
  const row = page.locator("main").getByRole("link", { name: new RegExp(handle.split("@")[0]) }).first();
  await row.waitFor();
  await row.click();
  await page.getByRole("heading", { level: 1 }).waitFor();
}

const follow = (page) => page.locator("main").getByRole("button", { name: /^Follow( back)? @/ }).first().click();
const following = (page) => page.locator("main").getByRole("button", { name: /^Following/ }).first().waitFor();

export async function two_people_on_two_servers_find_each_other_and_converse(world) {
  const alice = await home(world, "alice");
  const bob = await home(world, "bob");

  // Alice looks for Bob and follows him; he hears of it at once, and follows her, too.
  await find(alice.page, bob.handle);
  await follow(alice.page);
  await following(alice.page);
  await bob.page.waitForFunction(() => document.title.startsWith("• "));
  await bob.page.getByRole("link", { name: /^Notifications/ }).click();
  const told = bob.page.getByRole("article").filter({ hasText: "follows you" });
  await told.getByRole("link", { name: /alice/ }).first().click();
  await bob.page.waitForURL(`**/@${alice.handle}`);
  await follow(bob.page);
  await following(bob.page);

  // She posts; he sees it without asking.
  await bob.page.getByRole("link", { name: "Home" }).first().click();
  await bob.page.waitForURL("**/home");
  await bob.page.waitForLoadState("networkidle");
  await alice.page.goto("/home");
  const question = fresh("Which train shall we take?");
  await publish(alice.page, question);
  await bob.page.getByRole("button", { name: "1 new post" }).click();
  await post(bob.page, question).waitFor();

  // He answers beside the post; she sees the answer in the open thread without asking.
  await post(alice.page, question).getByRole("link", { name: /ago|now|:/ }).first().click();
  await alice.page.waitForURL(/@alice\/\d+/);
  const answer = fresh("The slow one");
  await post(bob.page, question).getByRole("button", { name: /Reply/ }).click();
  const words = bob.page.locator("textarea.words");
  await words.waitFor();
  assert.equal(await words.inputValue(), `@${alice.handle} `);
  await words.pressSequentially(answer);
  await bob.page.getByRole("button", { name: "Post", exact: true }).click();
  await alice.page.getByRole("button", { name: "1 new reply" }).click();
  await post(alice.page, answer).waitFor();
  await post(alice.page, answer).getByRole("button", { name: "Favourite" }).click();
  await bob.page.waitForFunction(() => document.title.startsWith("• "));

  // A message in private goes both ways, and never into home.
  await alice.page.goto(`/messages/new?to=${bob.handle}`);
  const secret = fresh("Only for you");
  await alice.page.getByRole("listitem").filter({ hasText: "bob" }).waitFor();
  await alice.page.getByRole("textbox", { name: "Write a message" }).fill(secret);
  await alice.page.getByRole("button", { name: "Send" }).click();
  await alice.page.waitForURL(/messages\/\d+/);
  await bob.page.getByRole("link", { name: /^Messages/ }).first().click();
  await bob.page.getByRole("link").filter({ hasText: secret }).first().click();
  await bob.page.waitForURL(/messages\/\d+/);
  const back = fresh("Nobody else knows");
  await bob.page.getByRole("textbox", { name: "Write a message" }).fill(back);
  await bob.page.getByRole("button", { name: "Send" }).click();
  await alice.page.getByText(back).first().waitFor();
  await bob.page.goto("/home");
  await post(bob.page, question).waitFor();
  assert.equal(await bob.page.getByRole("article").filter({ hasText: secret }).count(), 0);
}
