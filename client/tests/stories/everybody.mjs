// Stories about every page and screen there is: accessible as far as axe can tell, in light and dark, on a phone and a
// desktop, and never wider than the window.
import assert from "node:assert/strict";
import { FOR_OWNERS, forgotten, forMembers, forVisitors, isNowhere, screens } from "../addresses.mjs";
import { fill, painter } from "../cast/fill.mjs";
import { signIn } from "../telling.mjs";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

export async function every_page_is_accessible_in_light_and_dark_on_phone_and_desktop({ begin, visit, audit, browser }) {
  const server = await begin();
  const { ids } = await fill(server, await painter(browser));
  const invite = server.run("invite", "create").match(/invite\/(\S+)/)[1];
  const app = await register(server.base);
  const found = { base: server.base, app, invite };
  const [own, open, inside] = [screens(ids), forVisitors(ids, found), forMembers(found)];
  assert.deepEqual(forgotten([...own, ...open, ...inside, ...FOR_OWNERS]), [], "every page of the server is looked at");

  const problems = [];
  const visitor = await visit("/", { baseURL: server.base });
  await look(visitor, open, audit, problems);
  const member = await visit("/", { baseURL: server.base });
  await signIn(member, "alice");
  await member.waitForURL("**/home");
  await look(member, [...own, ...inside], audit, problems);
  await confirm(member);
  await look(member, inside.filter((path) => path.startsWith("/settings")), audit, problems);
  const owner = await visit("/", { baseURL: server.base });
  await signIn(owner, "olga");
  await owner.waitForURL("**/home");
  await look(owner, FOR_OWNERS, audit, problems);
  assert.equal(problems.join("\n\n"), "");
}

async function look(page, paths, audit, problems) {
  for (const path of paths) {
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: "light" });
    const answer = await page.goto(path, { waitUntil: "networkidle" });
    if (!answer.ok() && !isNowhere(path)) {
      problems.push(`${path}: answered ${answer.status()}`);
    }
    for (const [name, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
      await page.setViewportSize(viewport);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if (content > window) {
        problems.push(`${path}, ${name}: ${content} wide in ${window}`);
      }
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        // What is not a matter of colours was looked at in the light.
        const rules = colorScheme === "dark" ? ["color-contrast", "link-in-text-block"] : undefined;
        await audit(page, "html", rules).catch((error) => problems.push(`${path}, ${name}, ${colorScheme}: ${error.message}`));
      }
    }
  }
}

/** Some settings are only shown after the password was given once more. */
async function confirm(page) {
  await page.goto("/settings/confirm?return_to=/settings");
  await page.locator("main input[type=password]").fill("correct horse battery staple");
  await page.locator("main button[type=submit]").first().click();
}

async function register(base) {
  const body = JSON.stringify({ client_name: "A small app", redirect_uris: "https://app.example/back", scopes: "read write follow", website: "https://app.example" });
  const answer = await fetch(`${base}/api/v1/apps`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return { ...(await answer.json()), redirect_uri: "https://app.example/back" };
}
