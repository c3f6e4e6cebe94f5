// Stories about profiles, and how one stands to others.
import assert from "node:assert/strict";
import { follows, fresh, me, menu, post, write } from "../telling.mjs";

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

export async function followers_are_listed({ open, api, audit }) {
  await follows(api, "bob", "alice");
  const page = await open("alice", "/@alice");
  await page.getByRole("link", { name: /followers?$/ }).click();
  await page.getByRole("heading", { name: "Followers" }).waitFor();
  await page.getByText("@bob", { exact: true }).waitFor();
  await audit(page);
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

export async function somebody_is_put_on_lists_from_their_profile({ open, api, audit }) {
  await follows(api, "mia", "bob");
  // Told a second time, it meets the lists of the first.
  const bakers = `Bakers ${Date.now()}`;
  const list = await api("mia", "POST", "/api/v1/lists", { title: bakers, replies_policy: "list" });
  const page = await open("mia", "/@bob");
  await menuOf(page, "On lists …");
  const dialog = page.getByRole("dialog", { name: "@bob on lists" });
  await dialog.getByLabel(bakers).check();
  await audit(page, "dialog");
  await dialog.getByLabel("Name of a new list").fill("Early birds");
  await dialog.getByRole("button", { name: "Make and add" }).click();
  await dialog.getByRole("checkbox", { name: "Early birds", checked: true }).first().waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.waitForLoadState("networkidle");
  await members(page, api, list.id, ["bob"]);
  await menuOf(page, "On lists …");
  await dialog.getByRole("checkbox", { name: bakers, checked: true }).uncheck();
  await members(page, api, list.id, []);
}

/** Waits until the server knows these on a list: what was pressed is on its way. */
async function members(page, api, id, wanted) {
  const known = async () => (await api("mia", "GET", `/api/v1/lists/${id}/accounts`)).map(({ acct }) => acct);
  for (let tries = 0; tries < 50 && (await known()).join() !== wanted.join(); tries++) {
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await known(), wanted);
}

async function menuOf(page, line) {
  await page.getByRole("button", { name: "More about this person" }).click();
  await page.getByRole("menuitem", { name: line, exact: true }).click();
}
