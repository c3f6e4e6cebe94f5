import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build, defineConfig, type Plugin } from "vite";
import { emojiData } from "./emoji-data.mjs";
import { firstStyle } from "./first-style.mjs";

// The worker is one file with a fixed name, and knows the names of all others: it is built after them.
function worker(): Plugin {
  return {
    name: "worker",
    apply: "build",
    async writeBundle(_, bundle) {
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/")).map((name) => `/client/${name}`).sort();
      // The names of the first ones tell of every change, since they name all others.
      const version = files.filter((name) => name.includes("/main-")).join();
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(version) },
        build: {
          emptyOutDir: false,
          target: "es2022",
          rollupOptions: { input: "src/worker/sw.ts", output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
    },
  };
}

// The server draws the pages; here only the script that takes them over is built. Its manifest tells the server
// under which names.
export default defineConfig({
  base: "/client/",
  plugins: [svelte(), emojiData(), firstStyle(), worker()],
  build: {
    manifest: true,
    target: "es2022",
    // Scripts that a screen needs are found by reading it; the list of all of them would be a part of the start.
    modulePreload: { polyfill: false, resolveDependencies: (_, files) => files.filter((file) => file.endsWith(".css")) },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: "src/main.ts" },
      output: {
        // What several screens share is a few files instead of dozens, each of which costs a request and its headers.
        advancedChunks: {
          groups: [
            // What only writing and single screens need of the state stays with them.
            { name: "base", test: /node_modules[\\/](svelte|masto|esm-env|clsx)|src[\\/](text|state[\\/](?!outbox|drafts|unsent|push|translate|thread|columns|people|places|staff|homes|leaving|members)|streaming|boot|api|router|main|App|screens|device)/, minShareCount: 2 },
            // The icons of the rail and of posts.
            { name: "base", test: /icons[\\/](at-sign|bell|bookmark|clock|compass|ellipsis|house|mail|pen-line|repeat-2|reply|search|settings|star|user|x)\.(js|svelte)$/ },
          ],
        },
      },
    },
  },
});
