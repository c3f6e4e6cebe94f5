// Draws the pictures of the installed client from the mark: `node icons.mjs`, after a change of the mark.
// It needs the browser that the stories run in.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const mark = readFileSync(new URL("../crates/web/assets/mark.svg", import.meta.url), "utf8");
const folder = new URL("./public/icons/", import.meta.url);
mkdirSync(folder, { recursive: true });
/** `part` is how much of the side the mark takes: of a maskable picture, the rim may be cut off. */
const pictures = [
  { name: "192", size: 192, part: 0.72, ground: "#faf8f4", radius: 0.2 },
  { name: "512", size: 512, part: 0.72, ground: "#faf8f4", radius: 0.2 },
  { name: "maskable-192", size: 192, part: 0.52, ground: "#faf8f4", radius: 0 },
  { name: "maskable-512", size: 512, part: 0.52, ground: "#faf8f4", radius: 0 },
  { name: "badge", size: 96, part: 0.9, ground: "transparent", radius: 0, ink: "#ffffff" },
];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { name, size, part, ground, radius, ink } of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawn = ink ? mark.replace(/stroke="#[0-9a-f]+"/i, `stroke="${ink}"`) : mark;
  await page.setContent(`<style>
    body { margin: 0; } div { display: grid; place-items: center; width: ${size}px; height: ${size}px; background: ${ground}; border-radius: ${size * radius}px; }
    svg { width: ${size * part}px; height: ${size * part}px; }
  </style><div>${drawn}</div>`);
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
