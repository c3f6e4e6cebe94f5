// Runs the browser stories in `stories/`: starts a server of its own with the cast, and a browser.
//   FANFARE_BIN=PATH node tests/stories.mjs [PART] [WORDS OF A NAME]
// A story is an exported async function, named as a statement, that is given a `World` (see below). It fails if it
// throws, if a page it opened throws, or if the browser refuses something by the content security policy.
// AXE=1 also checks every page as a story leaves it; CHROMIUM names the browser, HEADED=1 shows it.
import { readdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startServer } from "./servers.mjs";

const [part = "", ...words] = process.argv.slice(2);
const server = await startServer("demo");
const { base } = server;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
  headless: !process.env.HEADED,
});

const sessions = new Map();
let failures = 0;
try {
  for (const [name, story] of await stories()) {
    // A browser on a busy machine may be late once; what fails twice is wrong.
    const isWell = (await tell(name, story)) || (await tell(`${name}, once more`, story));
    failures += isWell ? 0 : 1;
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(failures ? `${failures} failed` : "all well");
process.exit(failures ? 1 : 0);

async function stories() {
  const here = new URL("./stories/", import.meta.url);
  const files = readdirSync(here).filter((file) => file.endsWith(".mjs") && file.startsWith(part));
  const all = [];
  for (const file of files.sort()) {
    for (const [name, story] of Object.entries(await import(new URL(file, here)))) {
      const said = `${file.slice(0, -4)}: ${name.replace(/_/g, " ")}`;
      if (typeof story === "function" && said.includes(words.join(" "))) {
        all.push([said, story]);
      }
    }
  }
  return all;
}

async function tell(name, story) {
  const world = new World();
  const since = Date.now();
  try {
    await story(world);
    await world.end();
    console.log(`ok   ${name} (${Date.now() - since} ms)`);
    return true;
  } catch (error) {
    const said = [error.stack ?? error, ...world.complaints].join("\n");
    console.log(`FAIL ${name}\n     ${said.replace(/\n/g, "\n     ")}`);
    return false;
  } finally {
    await world.close();
  }
}

/** What a story is given. Take it apart: `async ({ open, api, audit }) => …` */
function World() {
  const contexts = [];
  const pages = [];
  const servers = [];
  const complaints = [];

  this.base = base;
  this.browser = browser;
  /** What pages and browsers complained about. */
  this.complaints = complaints;

  /** Signs somebody of the cast in, and answers a page at `path`. `options` are those of a browser context. */
  this.open = async (name, path = "/home", options = {}) => this.visit(path, { storageState: await session(name), ...options });

  /** Answers a page at `path` in a browser in which nobody is signed in; `baseURL` may be that of another server. */
  this.visit = async (path, options = {}) => {
    const context = await browser.newContext({ baseURL: base, locale: "en", ...options });
    context.setDefaultTimeout(20_000);
    contexts.push(context);
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
    page.on("console", (message) => /content security policy|^no words for/i.test(message.text()) && complaints.push(message.text()));
    page.on("response", (answer) => answer.status() === 429 && complaints.push(`too many requests: ${answer.url()}`));
    pages.push(page);
    await page.goto(path);
    return page;
  };

  /** Starts another server, on which nobody lives yet; it ends with the story. */
  this.begin = async () => {
    const another = await startServer();
    servers.push(another);
    return another;
  };

  /** Asks the API as somebody of the cast; answers the JSON. */
  this.api = server.api;

  /** Uploads a file as somebody of the cast; answers the attachment. `fields` may hold a `description`. */
  this.upload = async (name, bytes, type, fields = {}) => {
    const form = new FormData();
    form.set("file", new Blob([bytes], { type }), `file.${type.split("/")[1]}`);
    Object.entries(fields).forEach(([field, value]) => form.set(field, value));
    const headers = { authorization: `Bearer ${server.token(name)}` };
    const answer = await fetch(`${base}/api/v2/media`, { method: "POST", headers, body: form });
    return answer.json();
  };

  /** Fails if a page, or what is within a selector, is not as accessible as axe can tell; by all rules, or by some. */
  this.audit = async (page, within = "html", rules = undefined) => {
    const axe = new AxeBuilder({ page }).setLegacyMode(true).include(within);
    const found = await (rules ? axe.withRules(rules) : axe).analyze();
    if (found.violations.length > 0) {
      const one = ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`;
      throw new Error(`${new URL(page.url()).pathname} is not accessible\n${found.violations.map(one).join("\n")}`);
    }
  };

  this.end = async () => {
    for (const page of process.env.AXE ? pages.filter((page) => !page.isClosed() && page.url() !== "about:blank") : []) {
      await this.audit(page);
    }
    if (complaints.length > 0) {
      throw new Error(complaints.join("\n"));
    }
  };

  this.close = async () => {
    // Answers that a story was about to change may still be under way.
    await Promise.all(pages.filter((page) => !page.isClosed()).map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
    await Promise.all(contexts.map((context) => context.close()));
    await Promise.all(servers.map((another) => another.stop()));
  };
}

/** The cookies of somebody signed in. */
async function session(name) {
  if (!sessions.has(name)) {
    const context = await browser.newContext({ baseURL: base, locale: "en" });
    const page = await context.newPage();
    await page.goto("/auth/sign_in?return_to=/home");
    await page.fill("#username", `${name}@demo.example`);
    await page.fill("#password", `${name}-password`);
    await page.click("button[type=submit]");
    await page.waitForURL("**/home");
    sessions.set(name, await context.storageState());
    await context.close();
  }
  return sessions.get(name);
}
