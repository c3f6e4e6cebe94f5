// Stories about passkeys, with a device that Chromium plays.
import assert from "node:assert/strict";

/** Gives a page's browser a device that knows its person. */
async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return { session, authenticatorId };
}

/** Answers what may ask for the password again, as it does once a session is older than ten minutes. */
async function confirmed(page, name) {
  if (new URL(page.url()).pathname === "/settings/confirm") {
    await page.getByLabel("Password").fill(`${name}-password`);
    await page.getByRole("button", { name: "Go on" }).click();
  }
}

export async function a_passkey_is_made_lets_in_alone_and_is_removed({ open, audit }) {
  const page = await open("olga", "/settings/two_factor");
  const { session, authenticatorId } = await device(page);
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await confirmed(page, "olga");
  await page.getByLabel("What you call it").fill("Test phone");
  await audit(page);
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await page.getByText("The passkey is there.").waitFor();
  const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
  assert.deepEqual([credentials.length, credentials[0].isResidentCredential], [1, true]);
  await audit(page);

  await page.context().clearCookies();
  await page.goto("/auth/sign_in?return_to=/settings/two_factor");
  await audit(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("Test phone").waitFor();
  assert.ok(!(await page.getByText("never yet").count()));

  await page.getByRole("link", { name: "Change the passkey Test phone" }).click();
  await page.getByRole("button", { name: "Remove this passkey" }).click();
  await page.getByText("The passkey lets nobody in any more.").waitFor();
  await page.context().clearCookies();
  await page.goto("/auth/sign_in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("This server does not know that passkey").waitFor();
}

export async function whoever_thinks_better_of_it_is_told_that_nothing_changed({ open }) {
  const page = await open("olga", "/settings/passkeys/new");
  await confirmed(page, "olga");
  const { session, authenticatorId } = await device(page);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await page.getByText("Nothing was changed; you can try again.").waitFor();
}

export async function without_a_script_the_password_is_all_there_is({ open }) {
  const page = await open("olga", "/settings", { javaScriptEnabled: false });
  await page.context().clearCookies();
  await page.goto("/auth/sign_in?return_to=/settings/two_factor");
  assert.ok(!(await page.getByRole("button", { name: "Sign in with a passkey" }).isVisible()));
  await page.fill("#username", "olga@demo.example");
  await page.fill("#password", "olga-password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.getByText("it runs no scripts, which they need").waitFor();
  await page.close();
}
