// Stories about preferences.
import assert from "node:assert/strict";

const SCREENS = ["", "/profile", "/appearance", "/posting", "/notifications", "/privacy", "/filters"].map((path) => `/preferences${path}`);
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export async function every_screen_of_preferences_is_accessible_in_light_and_dark({ open, audit }) {
  const page = await open("alice", "/preferences");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const path of [...SCREENS, "/columns"]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await audit(page);
    }
  }
}

export async function no_screen_scrolls_sideways_when_it_is_narrow_or_its_text_is_large({ open }) {
  const page = await open("alice", "/preferences", { viewport: { width: 320, height: 640 } });
  await page.evaluate(() => localStorage.setItem("device", JSON.stringify({ text: "larger" })));
  for (const path of ["/home", ...SCREENS, "/columns"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
  }
}

export async function no_screen_scrolls_sideways_from_right_to_left({ open }) {
  const page = await open("alice", "/preferences", { viewport: { width: 390, height: 800 } });
  for (const path of ["/home", ...SCREENS, "/columns"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
  }
}

export async function a_profile_is_changed_with_pictures_and_lines({ open, api }) {
  const page = await open("noor", "/preferences/profile");
  await page.getByLabel("Name", { exact: true }).fill("Noor N.");
  await page.getByLabel("About you", { exact: true }).fill("Writes at night.");
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.getByLabel("Name of line 1").fill("Pronouns");
  await page.getByLabel("Text of line 1").fill("she/her");
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.getByLabel("Name of line 2").fill("Town");
  await page.getByLabel("Text of line 2").fill("Here");
  await page.getByRole("button", { name: "Move line 2 up" }).click();
  await page.getByLabel("Profile picture", { exact: true }).locator("input[type=file]").or(page.locator("input[type=file]").nth(1)).first().setInputFiles({ name: "a.png", mimeType: "image/png", buffer: PICTURE });
  await page.getByLabel("What the picture shows").fill("A dot");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.").waitFor();
  const { display_name, note, fields, avatar, avatar_description } = await api("noor", "GET", "/api/v1/profile");
  assert.deepEqual([display_name, note, fields.map((field) => field.name), avatar_description], ["Noor N.", "Writes at night.", ["Town", "Pronouns"], "A dot"]);
  assert.ok(avatar);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Not saved yet").waitFor({ state: "detached" }).catch(() => {});
  await page.waitForFunction(() => document.querySelector(".save button").disabled);
  assert.equal((await api("noor", "GET", "/api/v1/profile")).avatar, null);
}

export async function leaving_an_unsaved_profile_asks_first({ open, api }) {
  const page = await open("bob", "/preferences");
  await page.getByRole("link", { name: /^Profile/ }).click();
  await page.getByLabel("About you", { exact: true }).fill("Bread, mostly.");
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, "/preferences/profile");
  await page.goBack();
  await page.getByRole("button", { name: "Save and go on" }).click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  assert.equal((await api("bob", "GET", "/api/v1/profile")).note, "Bread, mostly.");
}

export async function the_look_is_kept_on_the_device({ open }) {
  const page = await open("alice", "/preferences/appearance");
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.getByLabel("Dark", { exact: true }).check();
  assert.equal(await ground(), "rgb(20, 19, 24)");
  await page.getByLabel("High", { exact: true }).check();
  assert.equal(await ground(), "rgb(0, 0, 0)");
  await page.getByLabel("Very large").check();
  await page.reload();
  await page.getByRole("heading", { name: "Appearance" }).waitFor();
  assert.equal(await ground(), "rgb(0, 0, 0)");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "24px");
  await page.getByLabel("Language of Fanfare").selectOption("de");
  await page.getByRole("heading", { name: "Aussehen" }).waitFor();
}

export async function how_posts_begin_is_told_to_the_server({ open, api }) {
  const page = await open("alice", "/preferences/posting");
  await page.getByLabel("Only people who follow me").check();
  await page.getByText("Saved.").first().waitFor();
  await page.getByLabel("Language I write in").selectOption("de");
  await page.getByLabel("Only me").check();
  await page.waitForLoadState("networkidle");
  const { source } = await api("alice", "GET", "/api/v1/accounts/verify_credentials");
  assert.deepEqual([source.privacy, source.language, source.quote_policy], ["private", "de", "nobody"]);
  await api("alice", "PATCH", "/api/v1/accounts/update_credentials", { source: { privacy: "public", language: "", quote_policy: "public" } });
}

export async function strangers_notifications_are_kept_aside({ open, api }) {
  const page = await open("mia", "/preferences/notifications");
  await page.getByLabel("People you do not follow").selectOption("filter");
  await page.waitForLoadState("networkidle");
  assert.equal((await api("mia", "GET", "/api/v2/notifications/policy")).for_not_following, "filter");
  assert.equal(await page.evaluate(() => Notification.permission !== "granted"), true);
  await page.getByRole("heading", { name: "On this device" }).waitFor();
}

export async function a_mute_a_block_and_a_blocked_server_are_taken_back_and_back_again({ open, api }) {
  const ids = {};
  for (const name of ["bob", "noor"]) {
    ids[name] = (await api("olga", "GET", `/api/v1/accounts/lookup?acct=${name}`)).id;
  }
  await api("olga", "POST", `/api/v1/accounts/${ids.bob}/mute`);
  await api("olga", "POST", `/api/v1/accounts/${ids.noor}/block`);
  const page = await open("olga", "/preferences/privacy");
  await page.getByRole("button", { name: "Unmute" }).click();
  await page.getByText("You have muted nobody.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Unmute" }).waitFor();
  await page.getByLabel("Domain of a server").fill("https://Bad.example/about");
  await page.getByRole("button", { name: "Block", exact: true }).click();
  await page.getByRole("button", { name: "Unblock bad.example" }).waitFor();
  assert.deepEqual(await api("olga", "GET", "/api/v1/domain_blocks"), ["bad.example"]);
  await page.getByRole("button", { name: "Unblock bad.example" }).click();
  await page.getByRole("button", { name: "Unblock", exact: true }).click();
  await page.getByText("You have blocked nobody.").waitFor();
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await api("olga", "GET", "/api/v1/blocks"), []);
  await api("olga", "POST", `/api/v1/accounts/${ids.bob}/unmute`);
}

export async function a_filter_is_made_changed_deleted_and_brought_back({ open, api }) {
  const page = await open("mia", "/preferences/filters");
  await page.getByRole("button", { name: "New filter" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Trains");
  await page.getByLabel("Word or phrase").fill("night train");
  await page.getByLabel("Conversations").check();
  await page.getByLabel("Hide the post").check();
  await page.getByLabel("For how long").selectOption("1w");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit the filter Trains" }).click();
  await page.getByRole("button", { name: "Add a word" }).click();
  await page.getByLabel("Word or phrase").nth(1).fill("dining car");
  await page.getByLabel("Show a warning").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("dining car").waitFor();
  const [filter] = await api("mia", "GET", "/api/v2/filters");
  assert.deepEqual([filter.title, filter.filter_action, filter.keywords.map((word) => word.keyword)], ["Trains", "warn", ["night train", "dining car"]]);
  assert.deepEqual([...filter.context].sort(), ["home", "notifications", "thread"]);
  assert.ok(filter.expires_at);
  await page.getByRole("button", { name: "Delete the filter Trains" }).click();
  await page.getByText("No filters yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Edit the filter Trains" }).waitFor();
  const [again] = await api("mia", "GET", "/api/v2/filters");
  await api("mia", "DELETE", `/api/v2/filters/${again.id}`);
}
