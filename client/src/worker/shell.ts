// The page that the worker draws when the server cannot be reached: the frame, and what was kept to start from.
import type { Kept } from "../state/kept";

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; manifest-src 'self'; connect-src 'self'; " +
  "img-src 'self' data: blob:; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "x-content-type-options": "nosniff" };

/** Whoever opens `/home` finds the posts that it had; elsewhere, the screen asks for what it shows. */
export function shell(kept: Kept, path: string): Response {
  const styles = kept.styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join("\n");
  const scripts = kept.scripts.map((src) => `<script type="module" src="${escaped(src)}"></script>`).join("\n");
  const start = JSON.parse(kept.boot) as Record<string, unknown>;
  const boot = JSON.stringify({ ...start, statuses: path === "/home" ? start.statuses : null, kept_at: kept.at });
  const html = `<!doctype html>
<html lang="${escaped(kept.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(kept.name)}</title>
${styles}
<link rel="manifest" href="/manifest.webmanifest">
${scripts}
</head>
<body class="member">
<div id="app" class="app"></div>
<script type="application/json" id="boot">${boot.replace(/</g, "\\u003c")}</script>
</body>
</html>`;
  return new Response(html, { headers });
}

/** Nothing was kept: nobody was signed in here, or nothing could be kept. */
export function nothing(): Response {
  const text = /^de\b/.test(navigator.language)
    ? "Der Server ist nicht zu erreichen, und auf diesem Gerät ist nichts aufgehoben. Versuche es später noch einmal."
    : "The server cannot be reached, and nothing was kept on this device. Try again later.";
  const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Offline</title><main><h1>Offline</h1><p>${text}</p></main>`;
  return new Response(html, { status: 503, headers });
}
