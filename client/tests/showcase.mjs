// The few pictures that the documentation shows, small and sharp.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const QUALITY = 0.82;

/** Takes them into a folder. */
export async function forDocs({ ids, signedIn, browser }, folder) {
  mkdirSync(folder, { recursive: true });
  const save = await saver(browser, folder);
  for (const [view, options] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    const page = await signedIn("alice", options);
    const take = async (name, path, colorScheme, prepare = async () => {}) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path, { waitUntil: "networkidle" });
      await prepare(page);
      await save(`${name}-${view}`, await page.screenshot());
    };
    if (view === "desktop") {
      await take("home", "/home", "light");
      await take("thread", `/@alice/${ids.kiln}`, "dark");
      await take("profile", "/@alice", "light");
    } else {
      await take("home", "/home", "dark", (shown) => shown.getByRole("button", { name: "Got it" }).click());
      await take("messages", `/messages/${ids.conversation}`, "light");
      await take("notifications", "/notifications", "light");
      await take("compose", `/compose?reply=${ids.bread}`, "light", (shown) => shown.locator("textarea.words").pressSequentially("Keep one for me, I am on my way!"));
    }
  }
}

/** Saves PNGs as WebP, which takes a third of the room; a browser does that. */
async function saver(browser, folder) {
  const context = await browser.newContext();
  const page = await context.newPage();
  return async (name, png) => {
    const address = await page.evaluate(async ([data, quality]) => {
      const picture = await createImageBitmap(await (await fetch(data)).blob());
      const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
      canvas.getContext("2d").drawImage(picture, 0, 0);
      return canvas.toDataURL("image/webp", quality);
    }, [`data:image/png;base64,${png.toString("base64")}`, QUALITY]);
    const bytes = Buffer.from(address.split(",")[1], "base64");
    writeFileSync(join(folder, `${name}.webp`), bytes);
    console.log(`${name}.webp, ${Math.round(bytes.length / 1000)} kB`);
  };
}
