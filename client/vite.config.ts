import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { emojiData } from "./emoji-data.mjs";

// The server draws the pages; here only the script that takes them over is built. Its manifest tells the server
// under which names.
export default defineConfig({
  base: "/client/",
  plugins: [svelte(), emojiData()],
  build: {
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: { main: "src/main.ts" } },
  },
});
