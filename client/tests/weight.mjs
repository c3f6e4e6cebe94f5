// How much a member's browser loads before the home timeline can be used: scripts and style sheets, gzipped. More than the
// budget is a failure. The server's own style sheet counts, too.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 100_000;
const client = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = join(client, "dist");
const manifest = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));

// What is loaded at the start besides the entry: the words of one language, and the first screen.
const starts = ["src/main.ts", "locales/en/index.ts", "src/routes/Home.svelte"];
const files = new Set();
const seen = new Set();
function add(name) {
  const chunk = manifest[name];
  if (!chunk) {
    throw new Error(`the build has no ${name}: what is loaded at the start has another name now`);
  }
  if (seen.has(name)) {
    return;
  }
  seen.add(name);
  files.add(join(built, chunk.file));
  (chunk.css ?? []).forEach((file) => files.add(join(built, file)));
  (chunk.imports ?? []).forEach(add);
}
starts.forEach(add);
files.add(join(client, "../crates/web/assets/style.css"));

let total = 0;
for (const file of files) {
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${file.slice(client.length + 1)}`);
}
console.log(`${String(total).padStart(8)}  bytes in all, of ${BUDGET_BYTES}`);
process.exit(total > BUDGET_BYTES ? 1 : 0);
