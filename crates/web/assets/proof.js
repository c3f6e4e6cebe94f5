/* Does the sums that this server asks of whoever wishes to join, so that nobody needs a riddle by somebody else. Where this
   script does not run, whoever joins waits for a yes. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-challenge]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const { challenge, bits } = form.dataset;
  const text = new TextEncoder();
  const zeros = (sum) => {
    let count = 0;
    for (const byte of new Uint8Array(sum)) {
      count += Math.clz32(byte) - 24;
      if (byte) break;
    }
    return count;
  };
  const solve = async () => {
    for (let number = 0; ; number += 1) {
      const sum = await crypto.subtle.digest("SHA-256", text.encode(`${challenge}:${number}`));
      if (zeros(sum) >= Number(bits)) return String(number);
    }
  };
  const put = (name, value) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  };
  const done = solve().then((answer) => {
    put("challenge", challenge);
    put("answer", answer);
    form.removeAttribute("data-challenge");
  });
  form.addEventListener("submit", (event) => {
    if (!form.hasAttribute("data-challenge")) return;
    event.preventDefault();
    done.then(() => form.requestSubmit());
  });
})();
