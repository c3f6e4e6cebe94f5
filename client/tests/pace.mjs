// How long a member waits for home on a slow phone (a quarter of this machine's speed, two slow networks): until the first words
// are drawn, and until the client has taken over.
//   FANFARE_BIN demo --listen 127.0.0.1:4100, then: node tests/pace.mjs http://localhost:4100
import { chromium } from "playwright-core";

const base = process.argv[2] ?? "http://localhost:4100";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [label, latency] of [["150 ms, 1.6 Mbit/s (Lighthouse)", 150], ["562 ms, 1.44 Mbit/s (DevTools Fast 3G)", 562.5]]) for (let n = 0; n < 3; n++) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto("/auth/sign_in?return_to=/about"); await page.fill("#username", "alice@demo.example"); await page.fill("#password", "alice-password"); await page.click("main button[type=submit]"); await page.waitForURL("**/about");
  const cdp = await context.newCDPSession(page); await cdp.send("Network.enable"); await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  await cdp.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: (latency > 500 ? 1.44 : 1.638) * 1e6 / 8, uploadThroughput: 675e3 / 8 });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => { addEventListener("DOMContentLoaded", () => { window.__dcl = performance.now(); }); new MutationObserver(() => { if (!window.__taken && document.querySelector(".actions-row")) window.__taken = performance.now(); }).observe(document, { subtree: true, childList: true }); });
  await page.goto("/home", { waitUntil: "commit" }); await page.waitForFunction(() => window.__taken, null, { timeout: 30000 });
  const t = await page.evaluate(() => ({ fcp: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0), usable: Math.round(window.__taken) }));
  console.log(label, "first words drawn", t.fcp, "ms, client in charge", t.usable, "ms");
  await context.close();
}
await browser.close();
