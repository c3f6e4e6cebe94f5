// Stories about how a server begins: set up from its link, and joined by others. Each has a server of its own.
import assert from "node:assert/strict";
import { PASSWORD } from "../servers.mjs";
import { fresh, post, publish, signIn } from "../telling.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const next = (page) => page.getByRole("button", { name: "Next" }).last().click();

/** Whether nothing sticks out at the side. */
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

export async function an_owner_comes_from_the_link_to_the_first_post_on_a_phone({ begin, visit, audit }) {
  const server = await begin();
  const link = /http:\/\/\S+\/setup\?code=\S+/.exec(server.said())?.[0];
  assert.ok(link, `a link stands in what the program says:\n${server.said()}`);
  const page = await visit(link, { ...PHONE, baseURL: server.base });

  const screen = async (number, title) => {
    await page.getByText(`${number} of 6`).waitFor();
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    assert.ok(await fits(page), `screen ${number} is too wide for a phone`);
    await audit(page);
  };
  await screen(1, "What is this server called?");
  assert.ok(!page.url().includes("code="), "the code does not stay in the address");
  await page.getByLabel("Name", { exact: true }).fill("The Signal Box");
  await page.getByLabel("What it is, in a sentence or two").fill("For people who like trains.");
  await next(page);

  await screen(2, "Who are you?");
  await page.locator("#username").fill("olga");
  await page.locator("#email").fill("olga@example.org");
  await page.locator("#password").fill("long ".repeat(2_000));
  await next(page);
  await page.locator("#password-problem").waitFor();
  assert.equal(await page.locator("#email").inputValue(), "olga@example.org", "what was typed is still there");
  await audit(page);
  await page.locator("#password").fill(PASSWORD);
  await next(page);

  await screen(3, "Who may join?");
  await page.locator("input[name=registrations][value=approval]").check();
  await page.locator(".sets button").first().click();
  assert.ok((await page.locator("#rules").inputValue()).split("\n").length > 3);
  await next(page);

  await screen(4, "Does this server send mail?");
  await next(page);
  await screen(5, "Other servers and the disk");
  await next(page);
  await screen(6, "Whom do you want to follow?");
  await page.getByRole("button", { name: "Back" }).click();
  await screen(5, "Other servers and the disk");
  await next(page);
  assert.match(await page.getByLabel("Your first post").inputValue(), /^Hello!/);
  const hello = fresh("The signal box is open");
  await page.getByLabel("Your first post").fill(hello);
  await page.getByRole("button", { name: "Follow and finish" }).click();

  await page.waitForURL(`${server.base}/home`);
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await post(page, hello).waitFor();
  assert.match(await page.title(), /The Signal Box/);
  const text = fresh("The first train leaves");
  await publish(page, text);
  await post(page, text).waitFor();
  await page.reload();
  await post(page, text).waitFor();

  // The link was good once: whoever has it now is asked who they are.
  const late = await visit(link, { baseURL: server.base });
  await late.waitForURL("**/auth/sign_in**");
}

export async function somebody_asks_to_join_is_let_in_and_posts({ begin, visit, audit }) {
  const server = await settled(begin, "approval");
  const page = await visit("/", { ...PHONE, baseURL: server.base });
  await page.getByRole("link", { name: "Create account" }).click();
  await page.getByText("Be kind to each other.").waitFor();
  await audit(page);
  await apply(page, "noor");
  await page.getByRole("button", { name: /Ask to join/ }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("@noor", { exact: false }).first().waitFor();
  await audit(page);

  await signIn(page, "noor");
  await page.getByRole("alert").waitFor();
  assert.match(page.url(), /sign_in/, "nobody is let in before the owner said yes");

  // Only the command line and apps for moderators can say yes so far.
  assert.match(server.run("account", "waiting"), /noor[\s\S]*I write about trains/);
  server.run("account", "approve", "noor");
  await signIn(page, "noor");
  await page.waitForURL("**/home");
  assert.equal(await page.getByRole("link", { name: "People to follow" }).getAttribute("href"), "/people");
  const text = fresh("Thank you for having me");
  await publish(page, text);
  await post(page, text).waitFor();
}

export async function somebody_is_invited_joins_and_follows_who_invited_them({ begin, visit, audit }) {
  const server = await settled(begin, "invitation");
  const stranger = await visit("/auth/sign_up", { baseURL: server.base });
  assert.equal(await stranger.locator("#username").count(), 0, "nobody joins without an invitation");
  await audit(stranger);

  const owner = await visit("/auth/sign_in?return_to=/invites", { baseURL: server.base });
  await signIn(owner, "olga", "/invites");
  await owner.waitForURL("**/invites");
  await owner.getByRole("checkbox").check();
  await owner.locator("main button.primary").click();
  const invitation = (await owner.locator(".invite code").first().innerText()).trim();
  await audit(owner);

  const page = await visit(invitation, { ...PHONE, baseURL: server.base });
  await page.getByText("olga", { exact: false }).first().waitFor();
  await audit(page);
  await apply(page, "bob");
  await page.locator("main button.primary").click();
  await page.waitForURL("**/home");
  const text = fresh("Here I am");
  await publish(page, text);
  await post(page, text).waitFor();
  const olga = await server.api("olga", "GET", "/api/v1/accounts/verify_credentials");
  const [relation] = await server.api("bob", "GET", `/api/v1/accounts/relationships?id[]=${olga.id}`);
  assert.equal(relation.following, true);

  await owner.reload();
  assert.equal(await owner.locator(".invite code").count(), 0, "it was good for one");
}

/** A server that is set up already, with olga as its owner. */
async function settled(begin, registrations) {
  const server = await begin();
  server.join("olga", "owner");
  server.run("settings", "set", "registrations", registrations);
  server.run("rule", "add", "Be kind to each other.");
  // The running server looks for what others changed every few seconds.
  const says = { approval: "Ask to join", invitation: "takes an invitation" }[registrations];
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await (await fetch(`${server.base}/auth/sign_up`)).text()).includes(says)) {
      return server;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`registrations did not become ${registrations}`);
}

async function apply(page, name) {
  await page.locator("#username").fill(name);
  await page.locator("#email").fill(`${name}@example.org`);
  await page.locator("#password").fill(PASSWORD);
  if (await page.locator("#reason").count()) {
    await page.locator("#reason").fill("I write about trains.");
  }
  await page.locator("input[name=agreement]").check();
}
