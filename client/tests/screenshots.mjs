// Takes pictures of every screen and page, on a desktop and a phone, in light and dark: see `bin/screenshots --help`.
//   FANFARE_BIN=PATH node tests/screenshots.mjs FOLDER [--only WORDS] [--docs FOLDER]
// The server, its people, what they say and the time are always the same, so pictures change with the program alone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { FOR_OWNERS, forMembers, forVisitors, screens } from "./addresses.mjs";
import { fill, painter } from "./cast/fill.mjs";
import { NOW, openDoor } from "./cast/frozen.mjs";
import { freePort, PASSWORD, startServer } from "./servers.mjs";
import { forDocs } from "./showcase.mjs";

const NAME = "harbour.example";
const VIEWS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const COLOURS = ["light", "dark"];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string", default: "" }, docs: { type: "string" } } });
const folder = positionals[0];
const wanted = (path) => path.includes(values.only);
const port = await freePort();
const server = await startServer("serve", NAME);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", `--host-resolver-rules=MAP ${NAME} 127.0.0.1:${port}`, "--hide-scrollbars", "--font-render-hinting=none"],
});
let door;
try {
  const { ids, said } = await fill(server, await painter(browser));
  door = await openDoor(server, port, said);
  if (values.docs) {
    await forDocs({ ids, signedIn, browser }, values.docs);
  } else {
    await all(ids);
  }
} finally {
  await browser.close();
  door?.close();
  await server.stop();
}

async function all(ids) {
  mkdirSync(folder, { recursive: true });
  const invite = server.run("invite", "create").match(/invite\/(\S+)/)[1];
  const found = { base: server.base, invite, app: await register() };
  for (const [view, options] of Object.entries(VIEWS)) {
    const visitor = await visit(options);
    await take(visitor, view, forVisitors(ids, found), "visitor");
    const member = await signedIn("alice", options);
    await take(member, view, screens(ids), "member");
    await member.goto("/settings/confirm?return_to=/settings");
    await member.fill("main input[type=password]", PASSWORD);
    await member.click("main button[type=submit]");
    await take(member, view, forMembers(found), "member");
    await take(await signedIn("olga", options), view, FOR_OWNERS, "owner");
    await take(await newcomer(options, view), view, screens({ conversation: 1, list: 1 }), "newcomer");
  }
  if (wanted("setup")) {
    await takeSetup();
  }
}

/** Somebody for whom everything is empty yet. */
async function newcomer(options, view) {
  server.join(`newcomer_${view}`);
  return signedIn(`newcomer_${view}`, options);
}

async function take(page, view, paths, who) {
  // What has the number of a thing in its address is somebody's who is not new.
  const shown = paths.filter((path) => wanted(`${who}${path}`) && !(who === "newcomer" && /\d|@|\?|compose|share/.test(path)));
  for (const path of shown) {
    await page.goto(path, { waitUntil: "networkidle" });
    await shoot(page, `${who}-${path.split("?")[0].replace(/\d{6,}/, () => `post-${paths.indexOf(path)}`).replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "front"}${path.includes("?") ? `-${paths.indexOf(path)}` : ""}-${view}`);
  }
}

async function shoot(page, name) {
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
}

/** The screens of setting up, on a server on which nobody lives yet. */
async function takeSetup() {
  const empty = await startServer();
  try {
    const page = await visit({ baseURL: empty.base });
    await page.goto(/http:\/\/\S+\/setup\?code=\S+/.exec(empty.said())[0]);
    for (const step of ["server", "owner", "joining", "mail", "safety", "people"]) {
      for (const [view, { viewport }] of Object.entries(VIEWS)) {
        await page.setViewportSize(viewport);
        await shoot(page, `setup-${step}-${view}`);
      }
      if (step === "owner") {
        await page.fill("#username", "olga");
        await page.fill("#email", "olga@example.org");
        await page.fill("#password", PASSWORD);
      }
      if (step !== "people") {
        await page.locator("main button.primary").click();
        await page.waitForURL((url) => !url.pathname.endsWith(step));
      }
    }
  } finally {
    await empty.stop();
  }
}

async function visit(options = {}) {
  const context = await browser.newContext({ baseURL: server.base, locale: "en-GB", timezoneId: "UTC", serviceWorkers: "block", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  return page;
}

async function signedIn(name, options) {
  const page = await visit(options);
  await page.goto("/auth/sign_in?return_to=/about");
  await page.fill("#username", `${name}@example.org`);
  await page.fill("#password", PASSWORD);
  await page.click("main button[type=submit]");
  await page.waitForURL("**/about");
  return page;
}

async function register() {
  const redirect_uri = "https://app.example/back";
  const body = JSON.stringify({ client_name: "A small app", redirect_uris: redirect_uri, scopes: "read write follow", website: "https://app.example" });
  const answer = await fetch(`${server.door}/api/v1/apps`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return { ...(await answer.json()), redirect_uri };
}
