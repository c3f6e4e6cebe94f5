// Stories about two servers and the moderator of each, both at work in a browser of their own.
import assert from "node:assert/strict";
import { fresh, me, menu, post, signIn, write } from "../telling.mjs";

const PATIENCE_MS = 20_000;
const PAUSE_MS = 200;

/** A server with a member and a moderator, and a way to a page of either. */
async function home({ begin, visit }, member, moderator) {
  const server = await begin();
  server.join(member, "user");
  server.join(moderator, "admin");
  const enter = async (name, path) => {
    const page = await visit("/auth/sign_in", { baseURL: server.base });
    await signIn(page, name, path);
    await page.waitForURL(`**${path}`);
    return page;
  };
  return { ...server, enter, handle: `${member}@${server.domain}` };
}

/** Asks until an answer is as it should be: what servers tell each other takes a moment. */
async function until(ask, isRight) {
  const since = Date.now();
  for (;;) {
    const found = await ask();
    if (isRight(found)) {
      return found;
    }
    assert.ok(Date.now() - since < PATIENCE_MS, `never came: ${isRight}, at last ${JSON.stringify(found)}`);
    await new Promise((later) => setTimeout(later, PAUSE_MS));
  }
}

async function known(server, name, handle) {
  const { accounts } = await server.api(name, "GET", `/api/v2/search?resolve=true&type=accounts&q=${encodeURIComponent(`@${handle}`)}`);
  return accounts[0];
}

const relationship = async (server, name, id) => (await server.api(name, "GET", `/api/v1/accounts/relationships?id[]=${id}`))[0];

/** Alice and Bob follow each other; answers how each server knows the other of them. */
async function friends(here, there) {
  const bob = await known(here, "alice", there.handle);
  await here.api("alice", "POST", `/api/v1/accounts/${bob.id}/follow`);
  const alice = await known(there, "bob", here.handle);
  await there.api("bob", "POST", `/api/v1/accounts/${alice.id}/follow`);
  await until(() => relationship(here, "alice", bob.id), (found) => found.following && found.followed_by);
  await until(() => relationship(there, "bob", alice.id), (found) => found.following && found.followed_by);
  return { bob, alice };
}

export async function a_report_travels_and_is_handled_appealed_and_undone(world) {
  const here = await home(world, "alice", "mia");
  const there = await home(world, "bob", "olga");
  await friends(here, there);
  const advert = fresh("Cheap watches, only today!");
  await write(there.api, "bob", advert);
  await until(() => here.api("alice", "GET", "/api/v1/timelines/home"), ([first]) => first?.content.includes(advert));

  // Alice reports what arrived in her home, and lets the team of Bob's server know.
  const reader = await here.enter("alice", "/home");
  await post(reader, advert).waitFor();
  await menu(post(reader, advert), `Report @${there.handle}`);
  const report = reader.getByRole("dialog");
  await report.getByRole("radio", { name: "It is spam" }).check();
  await report.getByRole("button", { name: "Next" }).click();
  await report.getByRole("button", { name: "Next" }).click();
  await report.getByRole("textbox").fill("The same every hour");
  await report.getByRole("checkbox", { name: /Also tell the team/ }).check();
  await report.getByRole("button", { name: "Send report" }).click();
  await report.getByText("Thank you.").waitFor();

  // Both moderators find it on their desks; Bob's does not learn who wrote it.
  const mia = await here.enter("mia", "/admin/reports");
  await mia.getByRole("link", { name: /bob/ }).first().click();
  await mia.getByText("The same every hour").waitFor();
  await mia.getByText(`told to ${there.domain}`).first().waitFor();
  await until(() => there.api("olga", "GET", "/api/v1/admin/reports"), (reports) => reports.length === 1);
  const olga = await there.enter("olga", "/admin/reports");
  await olga.getByRole("link", { name: /bob/ }).first().click();
  await olga.getByText("The same every hour").waitFor();
  await olga.getByText(advert).waitFor();
  assert.doesNotMatch(await olga.getByRole("main").innerText(), /alice/, "who reports is not told");

  // Olga limits Bob.
  await olga.getByRole("button", { name: "Decide …" }).click();
  const decision = olga.getByRole("dialog");
  await decision.getByLabel("Limit: only followers meet it").check();
  await decision.getByRole("button", { name: "Do it" }).click();
  await olga.getByText("Decided about @bob.").waitFor();
  const { id } = await me(there.api, "bob");
  assert.equal((await there.api("olga", "GET", `/api/v1/admin/accounts/${id}`)).silenced, true);

  // Bob hears of it, and objects.
  const bob = await there.enter("bob", "/notifications");
  await bob.goto("/settings/strikes");
  assert.doesNotMatch(await bob.getByRole("main").innerText(), /olga/, "nobody learns who decided");
  await bob.getByRole("textbox").fill("They were my own watches, and I sold them.");
  await bob.getByRole("textbox").locator("xpath=ancestor::form").getByRole("button").click();
  await bob.waitForLoadState();

  // Olga reads that, and grants it: Bob is as he was.
  await olga.goto("/admin/appeals");
  await olga.getByText("They were my own watches, and I sold them.").waitFor();
  await olga.getByRole("button", { name: "Grant" }).click();
  await olga.getByRole("dialog").getByRole("button", { name: "Grant" }).click();
  await olga.getByText("Granted; what was decided about @bob is undone.").waitFor();
  assert.equal((await there.api("olga", "GET", `/api/v1/admin/accounts/${id}`)).silenced, false);
  await bob.reload();
  await bob.getByText("The moderators agreed.").waitFor();

  // Mia closes her copy.
  await mia.getByRole("button", { name: "Resolve" }).click();
  await mia.getByText("Report resolved; nothing was decided about the account.").waitFor();
  assert.deepEqual(await here.api("mia", "GET", "/api/v1/admin/reports"), []);
}

export async function a_domain_is_suspended_and_comes_back_with_all_follows(world) {
  const here = await home(world, "alice", "mia");
  const there = await home(world, "bob", "olga");
  const { bob, alice } = await friends(here, there);
  const before = fresh("The tide is out");
  await write(there.api, "bob", before);
  await until(() => here.api("alice", "GET", "/api/v1/timelines/home"), ([first]) => first?.content.includes(before));
  const reader = await here.enter("alice", "/home");
  await post(reader, before).waitFor();

  // Mia has no dealings with Bob's server any more; what that costs is said before.
  const mia = await here.enter("mia", "/admin/neighbours");
  await mia.getByRole("button", { name: "Decide about a server" }).click();
  const form = mia.getByRole("dialog");
  await form.getByRole("textbox", { name: "Domain" }).fill(there.domain);
  await form.getByRole("radio", { name: /^Suspend/ }).check();
  await form.getByRole("button", { name: "Save" }).click();
  await mia.getByText(there.domain).first().waitFor();
  await until(() => relationship(here, "alice", bob.id), (found) => !found.following && !found.followed_by);

  // Alice is told whom she lost, and Bob's posts are not there any more.
  await reader.goto("/notifications");
  await reader.getByText(there.domain).first().waitFor();
  await reader.goto("/home");
  await reader.getByRole("heading", { level: 1 }).first().waitFor();
  assert.equal(await reader.getByRole("article").filter({ hasText: before }).count(), 0);

  // What Bob writes meanwhile does not arrive; his server is told nothing of all this.
  const meanwhile = fresh("Is anybody there?");
  await write(there.api, "bob", meanwhile);

  // Mia thinks better of it: everything is as before, on both servers.
  await mia.getByRole("button", { name: `Remove ${there.domain}` }).click();
  await until(() => relationship(here, "alice", bob.id), (found) => found.following && found.followed_by);
  await until(() => relationship(there, "bob", alice.id), (found) => found.following && found.followed_by);
  const after = fresh("The tide is in");
  await write(there.api, "bob", after);
  await until(() => here.api("alice", "GET", "/api/v1/timelines/home"), ([first]) => first?.content.includes(after));
  await reader.goto("/home");
  await post(reader, after).waitFor();
  assert.equal(await reader.getByRole("article").filter({ hasText: meanwhile }).count(), 0);
}
