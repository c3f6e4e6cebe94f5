// Servers for stories: processes of the program that FANFARE_BIN names, each with a folder and a port of its own.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_TRIES = 300;
const PAUSE_MS = 100;
const STOP_MS = 10_000;

/** The program, or nothing said and the end. */
export const binary = process.env.FANFARE_BIN;
if (!binary) {
  console.error("FANFARE_BIN must name the program");
  process.exit(2);
}

/** Of everybody who is made by `join`. */
export const PASSWORD = "correct horse battery staple";

/** Trials on one machine: servers talk to each other over plain HTTP on loopback, and many people are a few within minutes. */
const TRIAL = {
  FANFARE_FEDERATION_ALLOW_HTTP: "true",
  FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8,::1/128",
  FANFARE_RATE_LIMITS: "false",
};

/** Starts `fanfare serve` or `fanfare demo` on an empty folder, and answers it once it can be asked; it may have another name. */
export async function startServer(command = "serve", name = undefined) {
  const folder = mkdtempSync(join(tmpdir(), "fanfare-stories-"));
  const port = await freePort();
  const domain = name ?? `localhost:${port}`;
  const base = `http://${domain}`;
  const door = `http://localhost:${port}`;
  const env = { ...process.env, ...TRIAL };
  const child = spawn(binary, [command, "--listen", `127.0.0.1:${port}`, "--data", folder, "--domain", domain], { env });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const tokens = new Map();

  const server = {
    /** Where it says that it is, and where it can be asked. */
    base, door, port, domain,
    /** All that it printed so far. */
    said: () => said,
    /** Runs another command on its data; answers what that prints. */
    run: (...words) => execFileSync(binary, [...words, "--data", folder, "--domain", domain], { encoding: "utf8", env }).trim(),
    /** Makes an account that can sign in at once. */
    join: (name, role = "user") => server.run("account", "create", name, "--email", `${name}@example.org`, "--password", PASSWORD, "--role", role),
    /** A token of somebody. */
    token(name) {
      if (!tokens.has(name)) {
        const scopes = "read write follow push admin:read admin:write";
        tokens.set(name, server.run("token", "create", name, "--scopes", scopes));
      }
      return tokens.get(name);
    },
    /** Asks the API as somebody; answers the JSON. */
    async api(name, method, path, body) {
      const answer = await fetch(door + path, {
        method,
        headers: { authorization: `Bearer ${server.token(name)}`, "content-type": "application/json" },
        body: body && JSON.stringify(body),
      });
      if (!answer.ok) {
        throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
      }
      return answer.json();
    },
    async stop() {
      child.kill();
      const insists = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(insists);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries += 1) {
    if (await fetch(`${door}/health`).then((answer) => answer.ok, () => false)) {
      return server;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await server.stop();
  throw new Error(`the server did not start:\n${said}`);
}

/** A port that nobody listens on now. */
export function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
