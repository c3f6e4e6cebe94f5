// How much a member's browser loads until home can be used: scripts and style sheets, as gzip packs them.
import { gzipSync } from "node:zlib";

/** A wide window has room for a third column, which is loaded with it. */
const BUDGETS = [
  { name: "phone", width: 390, most: 100_000 },
  { name: "desktop", width: 1280, most: 100_000 },
];

/** What has come by the time the network is quiet, without what is pressed for. */
async function weigh(page) {
  await page.waitForLoadState("networkidle");
  const loading = [];
  page.on("response", (answer) => {
    if (["script", "stylesheet"].includes(answer.request().resourceType())) {
      loading.push(answer.body().then((body) => gzipSync(body, { level: 9 }).length));
    }
  });
  await page.reload({ waitUntil: "networkidle" });
  const sizes = await Promise.all(loading);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

export async function the_start_is_light({ open }) {
  for (const { name, width, most } of BUDGETS) {
    const page = await open("alice", "/home", { viewport: { width, height: 900 }, serviceWorkers: "block" });
    const { files, bytes } = await weigh(page);
    console.log(`     ${name}: ${bytes} bytes in ${files} files`);
    if (bytes > most) {
      throw new Error(`on a ${name}, home loads ${bytes} bytes of scripts and styles, more than ${most}`);
    }
  }
}

export async function the_first_words_are_styled_before_any_sheet_or_script_has_come({ open }) {
  for (const { width } of BUDGETS) {
    const page = await open("alice", "/about", { viewport: { width, height: 900 }, javaScriptEnabled: false, serviceWorkers: "block" });
    await page.route(/\.(css|js)$/, (route) => route.abort());
    await page.goto("/home");
    const article = await page.locator("article").first().boundingBox();
    const rail = await page.locator(".rail").boundingBox();
    const isBeside = rail.x + rail.width <= article.x;
    const isBelow = rail.y > article.y;
    if (!(width > 700 ? isBeside : isBelow)) {
      throw new Error(`at ${width}, the rail is at ${JSON.stringify(rail)} and the first post at ${JSON.stringify(article)}`);
    }
  }
}
