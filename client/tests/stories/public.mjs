// Stories about the pages that everybody can read: complete without a script, in two languages, on a phone, in the dark.
import assert from "node:assert/strict";

const PHONE = { width: 320, height: 640 };
// Nobody is signed in, and nothing runs.
const visitor = (more = {}) => ({ storageState: undefined, javaScriptEnabled: false, viewport: PHONE, ...more });
const me = (api, name) => api(name, "GET", "/api/v1/accounts/verify_credentials");
const write = (api, name, status, more = {}) => api(name, "POST", "/api/v1/statuses", { status, ...more });

let made;
/** What the pages have to show, made once: a thread with a poll, a quote and an edit, and a profile with all its parts. */
async function content(api) {
  made ??= (async () => {
    const profile = { discoverable: true, indexable: true, note: "Tea, and books about tea." };
    await api("alice", "PATCH", "/api/v1/accounts/update_credentials", profile);
    const poll = { options: ["Green tea", "Black tea"], expires_in: 86_400 };
    const root = await write(api, "alice", "Which one for the afternoon? #tea", { poll });
    const answer = await write(api, "bob", "Green, always.", { in_reply_to_id: root.id });
    await write(api, "alice", "And in the morning?", { in_reply_to_id: answer.id });
    const quote = await write(api, "alice", "Still undecided", { quoted_status_id: root.id });
    const edited = await write(api, "alice", "A slip of the pen", { spoiler_text: "Words" });
    await api("alice", "PUT", `/api/v1/statuses/${edited.id}`, { status: "No slip any more", spoiler_text: "Words" });
    await api("alice", "POST", `/api/v1/statuses/${root.id}/pin`);
    await api("alice", "POST", "/api/v1/featured_tags", { name: "tea" });
    for (const name of ["bob", "noor", "mia", "olga"]) {
      await api(name, "POST", `/api/v1/statuses/${root.id}/favourite`);
    }
    const { uri } = await me(api, "alice");
    return { root: `/@alice/${root.id}`, quote: `/@alice/${quote.id}`, edited: `/@alice/${edited.id}`, uri };
  })();
  return made;
}

async function paths(api) {
  const { root, quote, edited, uri } = await content(api);
  const elsewhere = `/remote_interaction?uri=${encodeURIComponent(uri)}`;
  return [
    "/", "/about", "/explore", "/directory", "/privacy-policy", "/tags/tea", "/@alice", "/@alice/with_replies",
    "/@alice/media", "/@alice/tagged/tea", root, quote, edited, elsewhere, `${elsewhere}&home=far.example`,
    "/auth/sign_in", "/nothing-here",
  ];
}

/** Whether nothing sticks out at the side. */
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

// axe is a script itself, so it is let run; the pages have none.
export async function every_public_page_is_accessible_and_needs_no_script({ open, api, audit }) {
  const page = await open("alice", "/", visitor({ javaScriptEnabled: true }));
  for (const path of await paths(api)) {
    await page.goto(path);
    assert.equal(await page.locator("h1").count(), 1, path);
    // Where one signs in, a script may ask for a passkey; `passkeys.mjs` tells how it is without.
    const scripts = page.locator("script:not([type='application/ld+json'], [src^='/assets/passkeys-'])");
    assert.equal(await scripts.count(), 0, `${path} has a script`);
    assert.ok(await fits(page), `${path} is too wide for a phone`);
    await audit(page);
  }
}

export async function every_public_page_is_accessible_in_the_dark_and_in_German({ open, api, audit }) {
  const page = await open("alice", "/", visitor({ javaScriptEnabled: true, colorScheme: "dark", locale: "de", viewport: { width: 1280, height: 800 } }));
  for (const path of await paths(api)) {
    await page.goto(path);
    assert.equal(await page.locator("html").getAttribute("lang"), "de", path);
    await audit(page);
  }
}

export async function a_visitor_reads_a_thread_and_follows_from_a_server_of_their_own({ open, api }) {
  const { root } = await content(api);
  const page = await open("alice", root, visitor({ locale: "en" }));
  await page.getByText("Green, always.").waitFor();
  await page.getByText("And in the morning?").waitFor();
  await page.getByLabel("Your handle, or the name of your server").fill("far.example");
  await page.getByRole("button", { name: "Continue" }).click();
  const way = page.getByRole("link", { name: "Continue on far.example" });
  assert.match(await way.getAttribute("href"), /^https?:\/\/far\.example\/authorize_interaction\?uri=/);
}

export async function what_a_post_said_before_can_be_opened({ open, api }) {
  const { edited } = await content(api);
  const page = await open("alice", edited, visitor({ locale: "en" }));
  await page.getByText("Edited: show the earlier version").click();
  await page.getByText("A slip of the pen").waitFor();
}

export async function the_parts_of_a_profile_are_links({ open, api }) {
  await content(api);
  const page = await open("alice", "/@alice", visitor({ locale: "en" }));
  await page.getByText("Pinned").first().waitFor();
  await page.getByRole("link", { name: "Posts and replies" }).click();
  await page.getByText("And in the morning?").waitFor();
  await page.getByRole("link", { name: "#tea" }).first().click();
  await page.getByRole("heading", { name: "Posts with #tea" }).waitFor();
}
