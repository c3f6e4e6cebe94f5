// The styles that a member's page carries in itself, so that its first words need no other answer: the sheet of all
// pages without what only other pages have, and the client's own frame. They are written beside Vite's manifest with
// their hash, which the server names in the policy of the page.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const SHEET = new URL("../crates/web/assets/style.css", import.meta.url);
/** Rules that no member's page needs; each stands on a line of its own. */
const ELSEWHERE = /^(\[dir="rtl"\] )?(:where\(body:not\(\.member\)\)|\.embed\b|\.from\b|\.trap\b|\.qr\b|\.codes\b|\.facts-list\b|\.permissions\b)[^{]*\{[^}]*\}\n/gm;

const packed = (css) =>
  css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .trim();

export function firstStyle() {
  return {
    name: "first-style",
    apply: "build",
    buildStart() {
      this.addWatchFile(SHEET.pathname);
    },
    writeBundle({ dir }, bundle) {
      const frame = Object.values(bundle).filter(({ fileName }) => /^assets\/main-.*\.css$/.test(fileName)).map(({ source }) => source);
      const style = packed(readFileSync(SHEET, "utf8").replace(ELSEWHERE, "")) + frame.join("").trim();
      if (style.includes("<")) {
        throw new Error("a style that has a < in it cannot stand in a page");
      }
      mkdirSync(`${dir}/.vite`, { recursive: true });
      writeFileSync(`${dir}/.vite/first.css`, style);
      writeFileSync(`${dir}/.vite/first.hash`, `sha256-${createHash("sha256").update(style).digest("base64")}`);
    },
  };
}
