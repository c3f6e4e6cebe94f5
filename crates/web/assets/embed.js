/* Makes frames with posts of this server as high as the posts are. The same file works on both sides: in the frame it
   tells the height, on the page around it listens. Without it, frames keep the height that they were given. */
(() => {
  "use strict";
  const ASK = "fanfare:ask-height", TELL = "fanfare:height", HIGHEST = 20000;

  if (document.documentElement.hasAttribute("data-fanfare-embed")) {
    if (window.parent === window) return;
    const tell = () => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      window.parent.postMessage({ type: TELL, height }, "*");
    };
    addEventListener("message", (event) => {
      if (event.source === window.parent && event.data && event.data.type === ASK) tell();
    });
    new ResizeObserver(tell).observe(document.body);
    return;
  }

  const home = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home + "/@"));
  addEventListener("message", (event) => {
    if (event.origin !== home || !event.data || event.data.type !== TELL) return;
    const height = Number(event.data.height);
    if (!(height > 0 && height <= HIGHEST)) return;
    for (const frame of frames()) {
      if (frame.contentWindow === event.source) frame.height = String(height);
    }
  });
  const ask = () => frames().forEach((frame) => frame.contentWindow.postMessage({ type: ASK }, home));
  ask();
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ask);
})();
