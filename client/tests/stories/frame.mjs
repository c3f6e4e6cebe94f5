// Stories about what surrounds the screens: keys, the palette, the menu, accounts, columns, and no connection.
import assert from "node:assert/strict";
import { follows, fresh, write } from "../telling.mjs";

export async function posts_are_walked_and_answered_by_keys({ open, api, audit }) {
  const page = await open("alice", "/home");
  await page.getByRole("article").first().waitFor();
  await page.waitForLoadState("networkidle");
  const focused = () => page.evaluate(() => [...document.querySelectorAll("article")].indexOf(document.activeElement));
  await page.keyboard.press("j");
  assert.equal(await focused(), 0);
  await page.keyboard.press("j");
  assert.equal(await focused(), 1);
  await page.keyboard.press("k");
  assert.equal(await focused(), 0);
  const before = (await api("alice", "GET", "/api/v1/bookmarks")).length;
  const kept = page.waitForResponse(/\/bookmark$/);
  await page.keyboard.press("d");
  await kept;
  assert.equal((await api("alice", "GET", "/api/v1/bookmarks")).length, before + 1);
  await page.keyboard.press("d");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL("**/preferences");
  await page.keyboard.press("/");
  await page.waitForURL("**/search");
  await page.locator("main search input:focus").waitFor();
  await page.keyboard.type("sourdough");
  assert.equal(await page.locator("main search input").inputValue(), "sourdough");
  await page.goBack();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await audit(page, "dialog");
  await page.getByRole("dialog").getByLabel("Single keys do something").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  assert.equal(new URL(page.url()).pathname, "/preferences");
}

export async function everything_is_reached_by_keyboard_from_signing_in_to_an_answer({ base, open, api }) {
  const posted = await api("bob", "POST", "/api/v1/statuses", { status: "Who wants a loaf?" });
  const page = await open("mia", "/preferences", { storageState: undefined });
  await page.goto(`${base}/auth/sign_in?return_to=/home`);
  await tabTo(page, "#username");
  await page.keyboard.type("alice@demo.example");
  await tabTo(page, "#password");
  await page.keyboard.type("alice-password");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/home");
  await page.getByText("Who wants a loaf?").waitFor();
  await page.waitForLoadState("networkidle");
  for (let tries = 0; tries < 20; tries += 1) {
    await page.keyboard.press("j");
    if (await page.evaluate(() => document.activeElement.textContent.includes("Who wants a loaf?"))) break;
  }
  await page.keyboard.press("r");
  await page.getByRole("dialog").locator("textarea").first().waitFor();
  await page.keyboard.type("I do, thank you.");
  await page.keyboard.press("Control+Enter");
  for (let tries = 0; tries < 40; tries += 1) {
    const { descendants } = await api("bob", "GET", `/api/v1/statuses/${posted.id}/context`);
    if (descendants.some((one) => one.content.includes("I do, thank you."))) return;
    await page.waitForTimeout(250);
  }
  assert.fail("the answer did not arrive");
}

async function tabTo(page, selector) {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is not reached`);
}

export async function the_palette_goes_to_screens_people_and_hashtags({ open, audit }) {
  const page = await open("alice", "/home");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("appear");
  await audit(page, "dialog");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/preferences/appearance");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("noor");
  await page.getByRole("option", { name: /@noor$/ }).click();
  await page.waitForURL("**/@noor");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("passkeys");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/two_factor");
}

export async function the_menu_leads_everywhere_and_out({ open, audit }) {
  const page = await open("mia", "/preferences", { viewport: { width: 390, height: 800 } });
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: /@mia@/ }).waitFor();
  await audit(page, "dialog");
  await page.getByRole("dialog").getByRole("link", { name: "Settings" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // Somebody who signs in on their own, so that other stories keep their session.
  const other = await open("mia", "/auth/sign_in?return_to=/preferences", { storageState: undefined });
  await other.fill("#username", "mia@demo.example");
  await other.fill("#password", "mia-password");
  await other.click("button[type=submit]");
  await other.getByRole("button", { name: "More" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL((url) => url.pathname === "/");
  assert.deepEqual(await kept(other), [[], []]);
}

export async function what_was_not_sent_is_asked_about_before_signing_out({ visit, audit }) {
  const page = await visit("/auth/sign_in?return_to=/compose");
  await page.fill("#username", "mia@demo.example");
  await page.fill("#password", "mia-password");
  await page.click("button[type=submit]");
  await page.locator("textarea.words").fill("Not for everybody's eyes");
  await page.waitForTimeout(1_500);
  // It is there again after a reload, and becomes a draft when it is closed.
  await page.goto("/home");
  await page.getByRole("dialog").locator("textarea.words").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Kept as a draft.").waitFor();
  await page.locator("button.more").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("1 text that you did not send").waitFor();
  await audit(page, "dialog");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.goto("/drafts");
  await page.getByText("Not for everybody's eyes").waitFor();
  await page.locator("button.more").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Delete and sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/auth/sign_in?return_to=/drafts");
  await page.fill("#username", "mia@demo.example");
  await page.fill("#password", "mia-password");
  await page.click("button[type=submit]");
  await page.getByText("No drafts.").waitFor();
}

export async function pages_of_the_server_ask_before_signing_out_too({ visit, audit }) {
  const page = await visit("/auth/sign_in?return_to=/compose");
  const signIn = async () => {
    await page.fill("#username", "noor@demo.example");
    await page.fill("#password", "noor-password");
    await page.click("button[type=submit]");
  };
  await signIn();
  await page.locator("textarea.words").fill("Only for me so far");
  await page.waitForTimeout(1_500);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto("/settings/sessions");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByText("1 text that you did not send").waitFor();
  await audit(page, "dialog");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.waitForURL("**/settings/sessions");
  // An address alone signs nobody out.
  await page.goto("/preferences?sign-out");
  await page.waitForURL("**/preferences");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Delete and sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.deepEqual(await kept(page), [[], []]);
  await page.goto("/auth/sign_in?return_to=/drafts");
  await signIn();
  await page.getByText("No drafts.").waitFor();
  // With nothing unsent there is nothing to ask.
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.deepEqual(await kept(page), [[], []]);
}

export async function the_pages_of_the_server_are_reached_from_everywhere({ open }) {
  const page = await open("alice", "/home", { viewport: { width: 390, height: 800 } });
  await page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Rules" }).click();
  await page.waitForURL("**/about#rules");
  const wide = await open("alice", "/home");
  await wide.getByRole("navigation", { name: "This server" }).getByRole("link", { name: "Privacy policy" }).click();
  await wide.waitForURL("**/privacy-policy");
}

export async function members_keep_their_header_where_nothing_is({ open }) {
  const page = await open("alice", "/nowhere");
  await page.getByText("@alice").waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await page.waitForURL("**/home");
}

/** What is kept of whoever is signed in: caches, and keys of the database. */
const kept = (page) =>
  page.evaluate(async () => {
    const database = await new Promise((opened) => {
      const request = indexedDB.open("keyval-store");
      request.onsuccess = () => opened(request.result);
    });
    const keys = await new Promise((found) => {
      const request = database.transaction("keyval").objectStore("keyval").getAllKeys();
      request.onsuccess = () => found(request.result);
    });
    return [(await caches.keys()).filter((name) => !name.startsWith("client-")), keys];
  });

export async function one_browser_has_several_accounts({ open }) {
  const page = await open("olga", "/auth/sign_in?return_to=/preferences", { storageState: undefined });
  const signIn = async (name) => {
    await page.fill("#username", `${name}@demo.example`);
    await page.fill("#password", `${name}-password`);
    await page.click("main button[type=submit]");
  };
  await signIn("olga");
  await page.waitForURL("**/preferences");
  if (!(await page.evaluate(() => "others" in JSON.parse(document.getElementById("boot").textContent)))) {
    console.log("     (skipped: this server knows one account for a browser)");
    return;
  }
  await page.locator(".rail").getByRole("button", { name: "More" }).click();
  await page.getByRole("link", { name: "Add an account" }).click();
  await signIn("bob");
  await page.waitForURL("**/home");
  await page.locator(".rail").getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: /@bob@/ }).waitFor();
  await page.getByRole("button", { name: /Switch to olga/ }).click();
  await page.locator(".rail").getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: /@olga@/ }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/home");
  await page.locator(".rail").getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: /@bob@/ }).waitFor();
}

export async function homes_on_other_servers_are_found_put_in_order_and_opened({ begin, visit, audit }) {
  const other = await begin();
  other.join("noor", "owner");
  const page = await visit("/auth/sign_in?return_to=/preferences", { viewport: { width: 390, height: 800 } });
  await page.fill("#username", "bob@demo.example");
  await page.fill("#password", "bob-password");
  await page.click("button[type=submit]");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Accounts on other servers" }).click();
  const dialog = page.getByRole("dialog", { name: "Accounts on other servers" });
  const handle = dialog.getByLabel("Your handle there");
  const links = () => dialog.getByRole("listitem").getByRole("link").evaluateAll((all) => all.map(({ href }) => href));
  const add = async (text) => {
    await handle.fill(text);
    await page.keyboard.press("Enter");
  };
  await add("noor");
  await dialog.getByText("That is not a whole handle.").waitFor();
  await audit(page, "dialog");
  await add(`@noor@${other.domain}`);
  await dialog.getByText(`@noor@${other.domain} is in the list.`).waitFor();
  await add(`noor@${other.domain}`);
  await dialog.getByText("This one is in the list already.").waitFor();
  // A server that does not answer may be somebody's home all the same.
  await add("noor@far.invalid");
  await dialog.getByRole("button", { name: "Add it anyway" }).click();
  assert.deepEqual(await links(), [`${other.base}/`, "https://far.invalid/"]);
  await dialog.getByRole("button", { name: "Move @noor@far.invalid up" }).focus();
  await page.keyboard.press("Enter");
  await dialog.getByText("@noor@far.invalid is now number 1.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Move @noor@far.invalid down");
  await audit(page, "dialog");
  await dialog.getByRole("button", { name: "Remove @noor@far.invalid from the list" }).click();
  assert.deepEqual(await links(), [`${other.base}/`]);
  // It is remembered, found by a few letters, and opened where it is.
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("open noor");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${other.base}/**`);
  await page.goBack();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: `Open noor at ${other.domain}` }).waitFor();
  await audit(page, "dialog");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.equal(await page.evaluate(() => localStorage.getItem("homes")), "[]");
}

export async function columns_are_added_moved_and_kept({ open }) {
  const page = await open("alice", "/columns", { viewport: { width: 1600, height: 900 } });
  const titles = () => page.locator(".column h2").allTextContents();
  await page.getByRole("heading", { name: "From this server" }).waitFor();
  assert.deepEqual(await titles(), ["Home", "Notifications", "From this server"]);
  await page.getByRole("button", { name: "Add a column" }).click();
  await page.getByLabel("What it shows").selectOption("tag");
  await page.getByLabel("Hashtag", { exact: true }).fill("#bread");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("region", { name: "#bread" }).getByRole("article").first().waitFor();
  await page.getByRole("button", { name: "Move #bread towards the start" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove Notifications" }).click();
  await page.reload();
  await page.getByRole("region", { name: "#bread" }).getByRole("article").first().waitFor();
  assert.deepEqual(await titles(), ["Home", "#bread", "From this server"]);
}

export async function what_was_read_can_be_read_without_a_connection({ base, open }) {
  const policy = await fetch(`${base}/sw.js`).then((answer) => answer.headers.get("content-security-policy") ?? "");
  if (!policy.includes("connect-src")) {
    console.log("     (skipped: this server does not let its worker ask it anything)");
    return;
  }
  const page = await open("alice", "/home");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto("/public/local");
  await page.getByRole("article").first().waitFor();
  await page.goto("/home");
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.goto("/home");
  await page.getByRole("article").first().waitFor();
  await page.getByText(/You are offline: this is what was kept at/).waitFor();
  await page.goto("/public/local");
  await page.getByRole("article").first().waitFor();
  // A page that was kept asks for a fresh one by itself; going elsewhere meanwhile would end that.
  await Promise.all([page.waitForEvent("load"), page.context().setOffline(false)]);
  await page.getByText(/You are offline/).waitFor({ state: "detached" });
  await page.goto("/home");
  await page.getByRole("article").first().waitFor();
  assert.equal(await page.getByText(/You are offline/).count(), 0);
}

export async function columns_hold_no_messages_heed_filters_and_hear_what_is_new({ open, api }) {
  const [hidden, late] = [fresh("quince"), fresh("Late loaf")];
  const { id: filter } = await api("alice", "POST", "/api/v2/filters", { title: "Fruit", context: ["home"], filter_action: "hide", keywords_attributes: [{ keyword: "quince", whole_word: false }] });
  await follows(api, "alice", "bob");
  await write(api, "bob", hidden);
  const secret = fresh("Only for you, @alice:");
  await write(api, "bob", secret, { visibility: "direct" });
  for (let count = 0; count < 8; count += 1) {
    await write(api, "bob", fresh(`Loaf ${count}`));
  }
  const shown = fresh("Shown");
  await write(api, "bob", shown);
  const page = await open("alice", "/columns", { viewport: { width: 1600, height: 600 } });
  const home = page.getByRole("region", { name: "Home" });
  const local = page.getByRole("region", { name: "From this server" });
  await home.getByText(shown).waitFor();
  assert.equal(await home.getByText(hidden).count(), 0, "a filter for home holds in its column");
  assert.equal(await home.getByText("Only for you").count(), 0, "a message stands in no timeline");
  await local.getByText(shown).waitFor();
  await page.waitForLoadState("networkidle");
  await local.evaluate((column) => column.scrollTo(0, 500));
  await write(api, "noor", late);
  await local.getByRole("button", { name: /new post/ }).click();
  await local.getByText(late).waitFor();
  assert.equal(await local.evaluate((column) => column.scrollTop), 0, "what is new is shown where it begins");
  await api("alice", "DELETE", `/api/v2/filters/${filter}`);
}

export async function installing_is_offered_where_it_can_be_done_until_somebody_says_no({ open, audit }) {
  const page = await open("alice", "/preferences/appearance");
  await page.getByRole("heading", { name: "Colours" }).or(page.getByText("Colours")).first().waitFor();
  const hint = page.getByRole("heading", { name: "Fanfare as an app" });
  assert.equal(await hint.count(), 0, "nothing is offered that cannot be done");
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => dispatchEvent(Object.assign(new Event("beforeinstallprompt"), { prompt: async () => ((window.asked = true), { outcome: "dismissed" }) })));
  await hint.waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Install", exact: true }).click();
  await hint.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => window.asked), true);
  const phone = await open("alice", "/preferences/appearance", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.addInitScript(() => Object.defineProperties(navigator, { standalone: { value: false }, maxTouchPoints: { value: 5 } }));
  await phone.reload();
  await phone.getByText("Add to Home Screen").waitFor();
  await phone.getByRole("button", { name: "Do not show again" }).click();
  await phone.reload();
  await phone.getByText("Kept on this device").waitFor();
  assert.equal(await phone.getByRole("heading", { name: "Fanfare as an app" }).count(), 0);
}

export async function keys_go_on_where_a_post_was_deleted({ open, api }) {
  await follows(api, "alice", "bob");
  const texts = ["First", "Second", "Third"].map(fresh);
  const ids = [];
  for (const text of texts.toReversed()) {
    ids.unshift((await write(api, "bob", text)).id);
  }
  const page = await open("alice", "/home");
  await page.getByText(texts[2]).waitFor();
  await page.waitForLoadState("networkidle");
  const focused = () => page.evaluate(() => document.activeElement.closest("article")?.textContent ?? "");
  for (let tries = 0; tries < 10 && !(await focused()).includes(texts[1]); tries += 1) {
    await page.keyboard.press("j");
  }
  await api("bob", "DELETE", `/api/v1/statuses/${ids[1]}`);
  await page.getByText(texts[1]).waitFor({ state: "detached" });
  await page.keyboard.press("j");
  assert.ok((await focused()).includes(texts[2]), await focused());
}

export async function who_was_signed_out_elsewhere_is_told_so_in_plain_words({ visit }) {
  const page = await visit("/auth/sign_in?return_to=/home");
  await page.fill("#username", "mia@demo.example");
  await page.fill("#password", "mia-password");
  await page.click("button[type=submit]");
  await page.waitForURL("**/home");
  await page.waitForLoadState("networkidle");
  const { token } = await page.evaluate(() => JSON.parse(document.getElementById("boot").textContent));
  await page.route(/\/api\/v1\/bookmarks/, (route) => route.continue({ headers: { ...route.request().headers(), authorization: `Bearer not${token}` } }));
  await page.locator(".rail a[href='/bookmarks']").click();
  await page.getByText("you are not signed in here any more").waitFor();
  await page.unroute(/\/api\/v1\/bookmarks/);
  await page.route(/\/api\/v1\/bookmarks/, (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }));
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("the server could not be reached").waitFor();
}
