// Opens screens of a running server as a signed-in member and takes pictures of them:
//   node tests/look.mjs http://localhost:4100 alice@demo.example alice-password FOLDER /home /notifications …
// Each is taken on a desktop and a phone, in light and dark. What the browser complains about is printed.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [base, email, password, folder, ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const views = [
  { name: "desktop", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];
let complaints = 0;
for (const { name, ...view } of views) {
  const context = await browser.newContext({ ...view, baseURL: base, locale: process.env.LOCALE ?? "en" });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complain(message.text()));
  page.on("pageerror", (error) => complain(error.message));
  const complain = (text) => {
    complaints += 1;
    console.log(`${name} ${new URL(page.url()).pathname}: ${text}`);
  };
  await page.goto("/auth/sign_in?return_to=/home");
  await page.fill("#username", email);
  await page.fill("#password", password);
  await page.click("button[type=submit]");
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState("networkidle").catch(() => {});
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const file = `${folder}/${path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "root"}-${name}-${colorScheme}.png`;
      await page.screenshot({ path: file });
    }
  }
  await context.close();
}
await browser.close();
console.log(`${complaints} complaints`);
