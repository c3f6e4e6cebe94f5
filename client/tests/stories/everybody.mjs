// Stories about every page and screen there is: accessible as far as axe can tell, in light and dark, on a phone and a
// desktop, and never wider than the window, nor cut off where there is little room.
import assert from "node:assert/strict";
import { FOR_OWNERS, forgotten, forMembers, forVisitors, isNowhere, screens } from "../addresses.mjs";
import { fill, painter } from "../cast/fill.mjs";
import { signIn } from "../telling.mjs";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

export async function every_page_is_accessible_in_light_and_dark_on_phone_and_desktop(world) {
  const problems = [];
  await walk(world, (page, paths) => look(page, paths, world.audit, problems));
  assert.equal(problems.join("\n\n"), "");
}

export async function nothing_is_cut_off_at_200_percent_and_in_320_pixels(world) {
  const problems = [];
  await walk(world, (page, paths) => squeeze(page, paths, problems), "de");
  assert.ok(problems.length === 0, problems.join("\n"));
}

/** Goes to every page as those who may see it: a visitor, a member, one who just gave the password, an owner. */
async function walk({ begin, visit, browser }, go, locale = "en") {
  const server = await begin();
  const { ids } = await fill(server, await painter(browser));
  const invite = server.run("invite", "create").match(/invite\/(\S+)/)[1];
  const app = await register(server.base);
  const found = { base: server.base, app, invite };
  const [own, open, inside] = [screens(ids), forVisitors(ids, found), forMembers(found)];
  assert.deepEqual(forgotten([...own, ...open, ...inside, ...FOR_OWNERS]), [], "every page of the server is looked at");

  const visitor = await visit("/", { baseURL: server.base, locale });
  await go(visitor, open);
  const member = await visit("/", { baseURL: server.base, locale });
  await signIn(member, "alice");
  await member.waitForURL("**/home");
  await go(member, [...own, ...inside]);
  await confirm(member);
  await go(member, inside.filter((path) => path.startsWith("/settings")));
  const owner = await visit("/", { baseURL: server.base, locale });
  await signIn(owner, "olga");
  await owner.waitForURL("**/home");
  await go(owner, FOR_OWNERS);
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

/** A desktop of 1280 x 800 at 200 %, and the narrowest phone; told in German, whose words are the longer ones. */
const SQUEEZED = { "at 200 %": { width: 640, height: 400 }, "in 320 pixels": { width: 320, height: 640 } };

async function squeeze(page, paths, problems) {
  for (const path of paths) {
    for (const [name, viewport] of Object.entries(SQUEEZED)) {
      await page.setViewportSize(viewport);
      if (name === "at 200 %") {
        await page.goto(path, { waitUntil: "networkidle" });
      }
      const { wide, cut } = await page.evaluate(beyond);
      if (wide > viewport.width || cut.length > 0) {
        problems.push(`${path}, ${name}: ${wide} wide${cut.map((one) => `\n  ${one}`).join("")}`);
      }
    }
  }
}

/** Runs in the page: how wide it is, and what reaches out of the window sideways or is cut by a box that cannot be scrolled. */
function beyond() {
  const wide = document.documentElement.scrollWidth;
  const cut = [];
  const isHidden = (element) => !element.checkVisibility({ visibilityProperty: true }) || element.closest("svg, .hidden, .visually-hidden, [aria-hidden=true]");
  const clips = (style) => style.clipPath !== "none" || style.clip !== "auto";
  for (const element of document.body.querySelectorAll("*")) {
    if (isHidden(element)) {
      continue;
    }
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || box.bottom < 0) {
      continue;
    }
    const name = `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 40)}"`;
    let scrolls = false;
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      scrolls ||= clips(style) || (around !== element && ["auto", "scroll"].includes(style.overflowX));
    }
    if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) {
      cut.push(`${name} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    // Words that end in dots are a choice; buttons and headings must be whole.
    const isWhole = element.matches("button, a.button, label, h1, h2, h3, legend, select, .action");
    const words = document.createRange();
    words.selectNodeContents(element);
    const { width } = words.getBoundingClientRect();
    const hasUnseenWords = [...element.querySelectorAll("span, bdi")].some((part) => clips(getComputedStyle(part)));
    if (!scrolls && isWhole && !hasUnseenWords && width > box.width + 1) {
      cut.push(`${name} holds ${Math.round(width)} in ${Math.round(box.width)}`);
    }
  }
  return { wide, cut: cut.slice(0, 8) };
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
