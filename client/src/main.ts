// Takes over the page that the server drew: from here on, moving between screens loads no new page.
import "./app.css";
import "./appearance.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { boot } from "./boot";
import { startRouter } from "./router.svelte";
import { applyDevice } from "./state/device.svelte";
import { loadWords } from "./text";

applyDevice();
await loadWords(boot.language);
startRouter();
const drawn = document.getElementById("app");
if (drawn) {
  drawn.replaceChildren();
  mount(App, { target: drawn });
}

// Live news come once the page stands.
void import("./streaming/live").then(({ startListening }) => startListening());
