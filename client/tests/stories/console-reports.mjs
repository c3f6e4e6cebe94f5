// Stories about reports and accounts in the console. What the server answers is played here, so that they tell what the
// client asks for and shows, and when.
import assert from "node:assert/strict";

const NOW = new Date().toISOString();

/** An account as staff see it. */
function dossier(account, more = {}) {
  const { id, username, created_at } = account;
  return {
    id,
    username,
    domain: null,
    created_at,
    email: `${username}@demo.example`,
    ip: "192.0.2.7",
    ips: [{ ip: "192.0.2.7", used_at: NOW }],
    locale: "en",
    invite_request: null,
    role: { id: "-99", name: "", color: "", permissions: "0", highlighted: false },
    confirmed: true,
    approved: true,
    disabled: false,
    silenced: false,
    suspended: false,
    sensitized: false,
    account,
    ...more,
  };
}

/** A server that has one report about alice by bob, and noor waiting to be let in; remembers what it was asked to do. */
async function played({ open, api }, who, options) {
  const lookup = (name) => api("mia", "GET", `/api/v1/accounts/lookup?acct=${name}`);
  const [alice, bob, noor] = await Promise.all(["alice", "bob", "noor"].map(lookup));
  const statuses = await api("mia", "GET", `/api/v1/accounts/${alice.id}/statuses?limit=2`);
  const about = dossier(alice);
  const waiting = dossier(noor, { approved: false, invite_request: "Bob told me about it." });
  const report = (id, more) => ({
    id,
    action_taken: false,
    action_taken_at: null,
    category: "violation",
    comment: "Please have a look.",
    forwarded: false,
    created_at: NOW,
    updated_at: NOW,
    account: dossier(bob),
    target_account: about,
    assigned_account: null,
    action_taken_by_account: null,
    statuses,
    rules: [],
    ...more,
  });
  const open_ = [report("9"), report("8", { comment: "Once more.", statuses: [] })];
  const did = [];
  const answers = {
    "/api/v1/admin/reports": (url) => (url.searchParams.has("resolved") ? [] : open_),
    "/api/v1/admin/reports/9": () => open_[0],
    "/api/v1/admin/reports/8": () => open_[1],
    "/api/v1/admin/accounts": () => [about],
    "/api/v2/admin/accounts": (url) => (url.searchParams.get("status") === "pending" ? [waiting] : [about, dossier(bob)]),
    [`/api/v1/admin/accounts/${alice.id}`]: () => about,
    [`/api/fanfare/v1/admin/accounts/${alice.id}/strikes`]: () => [],
    [`/api/fanfare/v1/admin/accounts/${alice.id}/notes`]: () => [],
    "/api/fanfare/v1/admin/reports/9/notes": () => [],
    "/api/fanfare/v1/admin/warning_presets": () => [{ id: "1", title: "Kindness", text: "Please be kind." }],
  };
  const page = await open(who, "/home", options);
  await page.route(/\/api\/(v1|v2|fanfare\/v1)\/admin\//, (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (request.method() !== "GET" && !url.pathname.endsWith("/measures")) {
      did.push([`${request.method()} ${url.pathname}`, request.postData() ? JSON.parse(request.postData()) : null]);
      const known = /reports\/(\d+)\/(\w+)$/.exec(url.pathname);
      return route.fulfill({ json: known ? { ...open_.find(({ id }) => id === known[1]), action_taken: known[2] === "resolve" } : {} });
    }
    const answer = answers[url.pathname];
    return answer ? route.fulfill({ json: answer(url) }) : route.fulfill({ status: 404, json: { error: "Not Found" } });
  });
  return { page, did, alice, noor, statuses };
}

export async function a_decision_says_what_it_does_before_it_happens_and_can_be_undone(world) {
  const { page, did, alice, statuses } = await played(world, "mia");
  await page.goto("/admin/reports");
  await page.getByRole("link", { name: /alice/ }).first().click();
  await page.getByText("Please have a look.").waitFor();
  await page.getByRole("button", { name: "Decide …" }).click();
  const form = page.getByRole("dialog");
  assert.equal(await form.getByRole("button", { name: "Do it" }).isDisabled(), true);
  await form.getByLabel("Mark as sensitive").check();
  await form.getByLabel("Limit: only followers meet it").check();
  await form.getByText(/Takes @alice out of public timelines/).waitFor();
  await form.getByLabel("Begin with a text that is kept").selectOption("Kindness");
  await form.getByLabel("Tell them by mail, too").uncheck();
  await form.getByRole("button", { name: "Do it" }).click();
  await page.getByText("Decided about @alice.").waitFor();
  const [marked, limited] = did;
  assert.equal(marked[0], `POST /api/fanfare/v1/admin/accounts/${alice.id}/statuses`);
  assert.deepEqual([marked[1].type, marked[1].status_ids, marked[1].report_id], ["mark_statuses_as_sensitive", statuses.map(({ id }) => id), "9"]);
  assert.equal(limited[0], `POST /api/v1/admin/accounts/${alice.id}/action`);
  assert.deepEqual([limited[1].type, limited[1].text, limited[1].send_email_notification], ["silence", "Please be kind.", false]);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone.").waitFor();
  assert.equal(did.at(-1)[0], `POST /api/v1/admin/accounts/${alice.id}/unsilence`);
}

export async function reports_are_worked_through_by_keys(world) {
  const { page, did } = await played(world, "mia");
  await page.goto("/admin/reports/9");
  await page.getByText("Please have a look.").waitFor();
  await page.keyboard.press("a");
  await page.waitForFunction(() => true);
  await page.keyboard.press("n");
  await page.waitForURL("**/admin/reports/8");
  await page.getByText("No posts were named.").waitFor();
  await page.keyboard.press("p");
  await page.waitForURL("**/admin/reports/9");
  await page.getByText("Please have a look.").waitFor();
  await page.keyboard.press("r");
  await page.getByText(/^Report resolved;/).waitFor();
  await page.waitForURL("**/admin/reports/8");
  assert.deepEqual(did.map(([what]) => what), ["POST /api/v1/admin/reports/9/assign_to_self", "POST /api/v1/admin/reports/9/resolve"]);
}

export async function the_reason_of_a_report_is_put_right_and_names_rules_of_the_house(world) {
  const { page, did } = await played(world, "mia");
  await page.route("**/api/v1/instance/rules", (route) => route.fulfill({ json: [{ id: "3", text: "Be kind.", hint: "" }, { id: "4", text: "No advertising.", hint: "" }] }));
  await page.route("**/api/v1/admin/reports/9", async (route) => {
    if (route.request().method() !== "PUT") {
      return route.fallback();
    }
    const { category, rule_ids } = route.request().postDataJSON();
    did.push(["PUT", { category, rule_ids }]);
    return route.fulfill({ json: { ...world.report, category, rules: rule_ids.map((id) => ({ id, text: id === "3" ? "Be kind." : "No advertising." })) } });
  });
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/admin/reports/9"));
  await page.goto("/admin/reports/9");
  world.report = await (await answered).json();
  await page.getByLabel("No advertising.").check();
  await page.getByText("Saved.").first().waitFor();
  await page.getByLabel("Reason").selectOption("Spam");
  await page.getByRole("listitem").filter({ hasText: "No advertising." }).waitFor();
  assert.deepEqual(did, [["PUT", { category: "violation", rule_ids: ["4"] }], ["PUT", { category: "spam", rule_ids: ["4"] }]]);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).last().click();
  await page.getByLabel("No advertising.").waitFor();
  assert.deepEqual(did.at(-1)[1], { category: "violation", rule_ids: ["4"] });
}

export async function it_is_said_whether_a_server_elsewhere_was_told(world) {
  const { page, alice } = await played(world, "mia");
  const far = (is) => (route) => {
    const about = dossier(alice, { domain: "far.example" });
    const report = { id: "9", action_taken: false, category: "spam", comment: "", forwarded: is, created_at: NOW, updated_at: NOW, account: null, target_account: about, assigned_account: null, action_taken_by_account: null, statuses: [], rules: [] };
    return route.fulfill({ json: route.request().url().endsWith("/9") ? report : [report] });
  };
  await page.route(/v1\/admin\/reports(\/9|\?.*)?$/, far(true));
  await page.goto("/admin/reports");
  await page.getByText("told to far.example").waitFor();
  await page.unroute(/v1\/admin\/reports(\/9|\?.*)?$/);
  await page.route(/v1\/admin\/reports(\/9|\?.*)?$/, far(false));
  await page.goto("/admin/reports/9");
  await page.getByText("not told to far.example").waitFor();
}

export async function several_reports_are_dealt_with_at_once_and_that_can_be_undone(world) {
  const { page, did } = await played(world, "mia");
  await page.goto("/admin/reports");
  await page.getByRole("button", { name: "Choose all that are shown" }).click();
  const bar = page.getByRole("group", { name: "2 chosen" });
  await world.audit(page);
  await bar.getByRole("button", { name: "Resolve" }).click();
  await page.getByText("2 reports resolved.").waitFor();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone.").waitFor();
  const step = (id, word) => `POST /api/v1/admin/reports/${id}/${word}`;
  assert.deepEqual(did.map(([what]) => what), [step(9, "resolve"), step(8, "resolve"), step(9, "reopen"), step(8, "reopen")]);
}

export async function a_sign_up_is_let_in_or_turned_away_and_turning_away_can_be_undone(world) {
  const { page, did, noor } = await played(world, "mia");
  await page.goto("/admin/accounts?status=pending");
  await page.getByText("Bob told me about it.").waitFor();
  await page.getByRole("button", { name: "Turn away" }).click();
  await page.getByText("Nobody waits to be let in.").waitFor();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Bob told me about it.").waitFor();
  assert.deepEqual(did, []);
  await page.getByRole("button", { name: "Let in" }).click();
  await page.getByText("@noor is let in.").waitFor();
  assert.equal(did[0][0], `POST /api/v1/admin/accounts/${noor.id}/approve`);
}

export async function several_accounts_are_decided_at_once(world) {
  const { page, did } = await played(world, "mia");
  await page.goto("/admin/accounts");
  await page.getByRole("button", { name: "Choose all that are shown" }).click();
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("dialog").getByText("Suspends 2 people here and 0 elsewhere").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await page.getByText("Decided about 2 accounts.").waitFor();
  assert.deepEqual(did.map(([, body]) => body.type), ["suspend", "suspend"]);
}

export async function a_case_is_accessible_and_fits_a_small_phone(world) {
  const { page, alice } = await played(world, "mia", { viewport: { width: 320, height: 640 } });
  for (const path of ["/admin", "/admin/reports", "/admin/reports/9", "/admin/accounts", `/admin/accounts/${alice.id}`]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await world.audit(page);
    }
  }
  await page.goto("/admin/reports/9");
  await page.getByRole("button", { name: "Decide …" }).click();
  await page.getByRole("dialog").getByLabel("Suspend").check();
  await world.audit(page);
}
