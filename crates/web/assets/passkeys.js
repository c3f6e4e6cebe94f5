// Lets a button ask the browser for a passkey, and sends the answer with the button's form. Where a browser has none, or
// runs no script, the page is complete without: everything here begins hidden.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

async function make({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
    },
  };
}

async function sign({ publicKey }) {
  const signed = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = signed.response;
  return {
    ...common(signed),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle && userHandle.byteLength > 0 ? toText(userHandle) : null,
    },
  };
}

const common = ({ id, rawId, type }) => ({ id, rawId: toText(rawId), type, clientExtensionResults: {} });

async function ask(place, form) {
  const fields = new URLSearchParams(new FormData(form));
  // A password goes nowhere but to where it belongs.
  fields.delete("password");
  const answer = await fetch(place.dataset.begin, { method: "POST", body: fields });
  if (!(answer.headers.get("content-type") ?? "").startsWith("application/json")) {
    throw new Error(`${place.dataset.begin} answered ${answer.status}`);
  }
  return answer.json();
}

async function use(place, form, button) {
  const problem = place.querySelector("[role=alert]");
  problem.hidden = true;
  button.disabled = true;
  try {
    const asked = await ask(place, form);
    if (asked.problem) {
      problem.textContent = asked.problem;
      problem.hidden = false;
      return;
    }
    const answer = await (place.dataset.passkey === "make" ? make(asked) : sign(asked));
    place.querySelector("input[name=passkey]").value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    // Mostly somebody who thought better of it, which browsers do not tell from a device that could not.
    console.debug(error);
    problem.textContent = problem.dataset.usual;
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
}

const isAble = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const place of document.querySelectorAll("[data-passkey]")) {
  const [form, button] = [place.closest("form"), place.querySelector("button")];
  const password = form.querySelector("input[type=password]");
  button.addEventListener("click", async () => {
    // What a passkey stands for need not be filled in.
    password?.removeAttribute("required");
    if (form.reportValidity()) {
      await use(place, form, button);
    }
    password?.setAttribute("required", "");
  });
  place.hidden = !isAble;
}
for (const place of document.querySelectorAll("[data-no-passkey]")) {
  place.hidden = isAble;
}
