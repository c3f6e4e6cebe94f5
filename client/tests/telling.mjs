// What stories share: short words for what happens often in them.
import { deflateSync } from "node:zlib";
import { PASSWORD } from "./servers.mjs";

let count = 0;

/** A text that nothing else has. */
export const fresh = (text) => `${text} ${Date.now().toString(36)}${count++}`;

export const me = (api, name) => api(name, "GET", "/api/v1/accounts/verify_credentials");
export const write = (api, name, status, more = {}) => api(name, "POST", "/api/v1/statuses", { status, ...more });

/** The post on a page that has a text. */
export const post = (page, text) => page.getByRole("article").filter({ hasText: text }).first();

/** Chooses a line of a post's menu. */
export async function menu(article, line) {
  await article.getByRole("button", { name: "More" }).click();
  await article.page().getByRole("menuitem", { name: line, exact: true }).click();
}

/** Signs somebody in who lives on a server that a story began. */
export async function signIn(page, name, to = "/home") {
  await page.goto(`/auth/sign_in?return_to=${to}`);
  await page.locator("#username").fill(`${name}@example.org`);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main button[type=submit]").first().click();
}

/** Writes a post as people do. */
export async function publish(page, text) {
  await page.locator("a.compose:visible").click();
  await page.locator("textarea.words").fill(text);
  await page.getByRole("button", { name: "Post", exact: true }).click();
}

export async function follows(api, follower, followed) {
  await api(follower, "POST", `/api/v1/accounts/${(await me(api, followed)).id}/follow`);
}

/** A small picture of one colour, as a PNG. */
export function picture(size = 64) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}
