// Runs the browser stories in `stories/`: starts a server of its own with the cast, and a browser.
//   FANFARE_BIN=PATH node tests/stories.mjs [PART] [WORDS OF A NAME]
// A story is an exported async function, named as a statement, that is given a `World` (see below). It fails if it
// throws, if a page it opened throws, or if the browser refuses something by the content security policy.
// AXE=1 also checks every page as a story leaves it; CHROMIUM names the browser, HEADED=1 shows it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const [part = "", ...words] = process.argv.slice(2);
const binary = process.env.FANFARE_BIN;
if (!binary) {
  console.error("FANFARE_BIN must name the program");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "fanfare-stories-"));
const port = await freePort();
const base = `http://localhost:${port}`;
const server = spawn(binary, ["demo", "--listen", `127.0.0.1:${port}`, "--data", folder], {
  stdio: "ignore",
  // All stories are told by the same few people within minutes.
  env: { ...process.env, FANFARE_RATE_LIMITS: "false" },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
  headless: !process.env.HEADED,
});

const sessions = new Map();
const tokens = new Map();
let failures = 0;
try {
  await running();
  for (const [name, story] of await stories()) {
    // A browser on a busy machine may be late once; what fails twice is wrong.
    const isWell = (await tell(name, story)) || (await tell(`${name}, once more`, story));
    failures += isWell ? 0 : 1;
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
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
  const complaints = [];

  this.base = base;
  /** What pages and browsers complained about. */
  this.complaints = complaints;

  /** Signs somebody of the cast in, and answers a page at `path`. `options` are those of a browser context. */
  this.open = async (name, path = "/home", options = {}) => {
    const context = await browser.newContext({ baseURL: base, locale: "en", storageState: await session(name), ...options });
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

  /** Asks the API as somebody of the cast; answers the JSON. */
  this.api = async (name, method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token(name)}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    }
    return answer.json();
  };

  /** Uploads a file as somebody of the cast; answers the attachment. `fields` may hold a `description`. */
  this.upload = async (name, bytes, type, fields = {}) => {
    const form = new FormData();
    form.set("file", new Blob([bytes], { type }), `file.${type.split("/")[1]}`);
    Object.entries(fields).forEach(([field, value]) => form.set(field, value));
    const headers = { authorization: `Bearer ${token(name)}` };
    const answer = await fetch(`${base}/api/v2/media`, { method: "POST", headers, body: form });
    return answer.json();
  };

  /** Fails if a page, or what is within a selector, is not as accessible as axe can tell. */
  this.audit = async (page, within = "html") => {
    const found = await new AxeBuilder({ page }).setLegacyMode(true).include(within).analyze();
    if (found.violations.length > 0) {
      const one = ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`;
      throw new Error(`${new URL(page.url()).pathname} is not accessible\n${found.violations.map(one).join("\n")}`);
    }
  };

  this.end = async () => {
    for (const page of process.env.AXE ? pages.filter((page) => !page.isClosed()) : []) {
      await this.audit(page);
    }
    if (complaints.length > 0) {
      throw new Error(complaints.join("\n"));
    }
  };

  this.close = async () => {
    // Answers that a story was about to change may still be under way.
    await Promise.all(pages.map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
    await Promise.all(contexts.map((context) => context.close()));
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

function token(name) {
  if (!tokens.has(name)) {
    const scopes = "read write follow push admin:read admin:write";
    const command = ["token", "create", name, "--scopes", scopes, "--data", folder, "--domain", `localhost:${port}`];
    tokens.set(name, execFileSync(binary, command, { encoding: "utf8" }).trim());
  }
  return tokens.get(name);
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

async function running() {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(`${base}/health`).then((answer) => answer.ok, () => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not start");
}
