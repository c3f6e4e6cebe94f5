// Takes over the page that the server drew: from here on, moving between screens loads no new page.
import "./app.css";
import "./appearance.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { boot } from "./boot";
import { loadScreen, startRouter } from "./router.svelte";
import { applyDevice } from "./state/device.svelte";
import { loadWords } from "./text";

applyDevice();
// A page that carries its first styles in itself names whole sheets without waiting for them.
document.querySelectorAll<HTMLLinkElement>("link[data-later]").forEach((sheet) => (sheet.media = "all"));
// Words and screen come at the same time.
const words = loadWords(boot.language);
loadScreen(location.pathname);
await words;
startRouter();
const drawn = document.getElementById("app");
if (drawn) {
  drawn.replaceChildren();
  mount(App, { target: drawn });
}

// Live news come once the page stands.
void import("./streaming/live").then(({ startListening }) => startListening());
