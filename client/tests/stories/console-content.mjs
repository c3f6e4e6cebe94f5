// Stories about content rules in the console and in the composer. What the server answers is played here.
import assert from "node:assert/strict";

const NOW = new Date().toISOString();
const BASE = "/api/fanfare/v1/admin";
const SECTION = "/admin/content-rules";

/** A rule as the server tells it. */
const ruleOf = (id, more = {}) => ({
  id,
  name: "Card numbers",
  is_live: false,
  looks_at: "local",
  conditions: [{ kind: "secrets", kinds: ["card_number", "iban"] }],
  action: "hold",
  notice: "Please keep your card to yourself.",
  expires_at: null,
  created_at: NOW,
  updated_at: NOW,
  rehearsed_at: null,
  hits: { week: 0, total: 0 },
  ...more,
});

/** A server with rules, posts that they met, and a rehearsal; remembers what it was asked to do. */
async function played({ open, api }, who = "olga", options = {}, { rules = [ruleOf("1")], refuses = () => null } = {}) {
  const alice = await api("mia", "GET", "/api/v1/accounts/lookup?acct=alice");
  const statuses = await api("mia", "GET", `/api/v1/accounts/${alice.id}/statuses?limit=3&exclude_reblogs=true`);
  const did = [];
  const none = { state: "none", read: 0, total: 0, matched: 0, authors: 0, started_at: null, ended_at: null, samples: [] };
  const state = {
    rules,
    rehearsal: none,
    held: [hit("7", statuses[0], { state: "waiting" })],
    hits: [hit("7", statuses[0], { state: "waiting" }), hit("6", statuses[1], { action: "mark_sensitive" }), hit("5", null, { action: "refuse" })],
  };
  function hit(id, status, more) {
    return { id, rule: { id: "1", name: "Card numbers" }, action: "hold", at: NOW, because: ["4242 …"], account: alice, status, undone_at: null, state: "done", ...more };
  }
  const samples = statuses.slice(0, 2).map((status) => ({ status, because: ["4242 …"], verdict: null }));
  const find = (id) => state.rules.find((one) => one.id === id);
  const answers = [
    [/GET .*content_rules$/, () => state.rules],
    [/POST .*content_rules$/, (_, body) => (state.rules = [...state.rules, ruleOf("2", body)]).at(-1)],
    [/GET .*content_rules\/(\d+)$/, ([, id]) => find(id)],
    [/PUT .*content_rules\/(\d+)$/, ([, id], body) => Object.assign(find(id), body, { rehearsed_at: null, is_live: false })],
    [/DELETE .*content_rules\/(\d+)$/, ([, id]) => ((state.rules = state.rules.filter((one) => one.id !== id)), {})],
    [/(GET|POST) .*rehearsal$/, ([, method]) => {
      if (method === "POST") {
        state.rehearsal = { ...none, state: "running", read: 40, total: 120, started_at: NOW };
      } else if (state.rehearsal.state === "running") {
        state.rehearsal = { ...state.rehearsal, state: "done", read: 120, matched: 2, authors: 1, ended_at: NOW, samples };
        state.rules = state.rules.map((one) => ({ ...one, rehearsed_at: NOW }));
      }
      return state.rehearsal;
    }],
    [/POST .*verdicts$/, (_, { status_id, verdict }) => (state.rehearsal = { ...state.rehearsal, samples: state.rehearsal.samples.map((one) => (one.status.id === status_id ? { ...one, verdict } : one)) })],
    [/POST .*content_rules\/(\d+)\/(enable|disable)$/, ([, id, word]) => Object.assign(find(id), { is_live: word === "enable" })],
    [/POST .*content_rules\/(\d+)\/undo$/, () => ((state.hits = state.hits.map((one) => ({ ...one, state: "undone" }))), { undone: 3 })],
    [/GET .*content_rule_hits$/, () => state.hits],
    [/POST .*content_rule_hits\/(\d+)\/undo$/, ([, id]) => ({ ...state.hits.find((one) => one.id === id), state: "undone", undone_at: NOW })],
    [/GET .*held_statuses$/, () => state.held],
    [/POST .*held_statuses\/(\d+)\/(release|remove)$/, ([, id]) => ((state.held = state.held.filter((one) => one.id !== id)), hit(id, statuses[0], { state: "released" }))],
  ];
  const page = await open(who, "/home", options);
  await page.route(/\/api\/fanfare\/v1\/admin\/(content_rule|held_status)/, (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const what = `${request.method()} ${url.pathname}`;
    const body = request.postData() ? JSON.parse(request.postData()) : null;
    if (request.method() !== "GET") {
      did.push([what, body]);
    }
    const refused = refuses(what, did);
    if (refused) {
      return refused === "away" ? route.abort() : route.fulfill({ status: 422, json: { error: refused } });
    }
    for (const [pattern, answer] of answers) {
      const found = pattern.exec(what);
      if (found) {
        const json = url.searchParams.has("max_id") ? [] : answer(found, body);
        return json ? route.fulfill({ json }) : route.fulfill({ status: 404, json: { error: "Record not found" } });
      }
    }
    return route.fulfill({ status: 404, json: { error: "Not Found" } });
  });
  return { page, did, state, alice, statuses };
}

export async function a_rule_is_written_in_words_and_read_back(world) {
  const { page, did } = await played(world, "olga", {}, { rules: [] });
  await page.goto(SECTION);
  await page.getByText(/No content rules/).waitFor();
  await page.getByRole("link", { name: "New content rule" }).click();
  await page.getByLabel("What it is called").fill("Casino");
  await page.getByLabel("One of these words").fill("casino\njackpot");
  await page.getByText("Posts from anywhere that contain “casino” or “jackpot”: they wait for review").waitFor();
  const add = page.getByLabel("Add a condition …");
  await add.selectOption("Links");
  await page.getByLabel("Pages that are linked to").fill("spam.example");
  await page.getByLabel("At least so many links").fill("2");
  await add.selectOption("New accounts");
  await page.getByLabel("The account is younger than").selectOption("3 days");
  await page.getByLabel("Those of members here").check();
  await page.getByLabel("Refuse").check();
  await page.getByText("Posts by members that contain “casino” or “jackpot”, have at least 2 links to spam.example, and come from accounts younger than 3 days: they are refused, and their author is told why.").waitFor();
  await page.getByRole("button", { name: "Remove New accounts" }).click();
  assert.equal(await page.getByText(/younger than 3 days/).count(), 0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. It is off until you have rehearsed it.").waitFor();
  await page.waitForURL(`**${SECTION}/2`);
  const [, body] = did[0];
  assert.deepEqual(body, {
    name: "Casino",
    looks_at: "local",
    conditions: [{ kind: "words", words: ["casino", "jackpot"] }, { kind: "links", domains: ["spam.example"], at_least: 2 }],
    action: "refuse",
    notice: "",
    expires_at: null,
  });
}

export async function a_pattern_that_makes_no_sense_is_said_at_the_form_and_nothing_is_lost(world) {
  const { page } = await played(world, "olga", {}, { refuses: (what) => (what === `POST ${BASE}/content_rules` ? "Pattern: unclosed group at 3" : null) });
  await page.goto(`${SECTION}/new`);
  await page.getByLabel("What it is called").fill("Odd");
  await page.getByLabel("Add a condition …").selectOption("A pattern");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("Say in every condition what to look for.").waitFor();
  await page.getByRole("button", { name: "Remove Words" }).click();
  await page.getByLabel("Regular expression").fill("ab(");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText(/unclosed group at 3/).waitFor();
  assert.equal(await page.getByLabel("Regular expression").inputValue(), "ab(");
}

export async function a_rule_is_rehearsed_judged_and_only_then_switched_on(world) {
  const { page, did, state } = await played(world);
  await page.goto(SECTION);
  await page.getByText("off, not rehearsed").waitFor();
  await page.getByRole("link", { name: "Card numbers" }).click();
  await page.getByText("Posts by members that contain a card number or an IBAN: they wait for review").waitFor();
  await page.getByText(/After that, it can be switched on/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Switch on" }).count(), 0, "it cannot be switched on untried");
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByText("40 of 120 posts read").waitFor();
  await page.getByText("2 of 120 public posts of the last 30 days would have been held.").waitFor();
  await page.getByText("They are by 1 account.").waitFor();
  const verdicts = page.getByRole("group", { name: /Would the rule have been right/ });
  await verdicts.first().getByRole("button", { name: "Wrong" }).click();
  await verdicts.last().getByRole("button", { name: "Right" }).click();
  await page.getByText("You looked at 2:").getByText("1 wrong (50%)").waitFor();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("dialog").getByText(/would have been met wrongly \(50%\)/).waitFor();
  assert.equal(state.rules[0].is_live, false);
  await page.getByRole("dialog").getByRole("button", { name: "Switch on all the same" }).click();
  await page.getByText("The rule is on.").waitFor();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone.").waitFor();
  assert.deepEqual(did.map(([what]) => what.split("/").slice(-1)[0]), ["rehearsal", "verdicts", "verdicts", "enable", "disable"]);
}

export async function a_rehearsal_is_followed_on_after_the_server_did_not_answer(world) {
  let isAway = false;
  const { page } = await played(world, "olga", {}, { refuses: (what) => (isAway && what.startsWith("GET") && what.endsWith("rehearsal") ? "away" : null) });
  await page.goto(`${SECTION}/1`);
  await page.getByRole("button", { name: "Rehearse" }).click({ trial: true });
  isAway = true;
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("alert").waitFor();
  isAway = false;
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await page.getByText("2 of 120 public posts of the last 30 days would have been held.").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
}

export async function what_rules_did_is_undone_one_by_one_or_all_together(world) {
  const { page, did } = await played(world, "olga", {}, { rules: [ruleOf("1", { is_live: true, rehearsed_at: NOW, hits: { week: 2, total: 3 } })] });
  await page.goto(`${SECTION}/done`);
  await page.getByText("waits for review").first().waitFor();
  await page.getByRole("button", { name: "Undo refused, @alice" }).click();
  await page.getByText(/may publish the same within 24 hours/).waitFor();
  await page.getByText("undone", { exact: true }).waitFor();
  assert.equal(did[0][0], `POST ${BASE}/content_rule_hits/5/undo`);
  await page.goto(`${SECTION}/1`);
  await page.getByText("2 times in the last week").waitFor();
  await page.getByRole("button", { name: "Undo everything" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo everything" }).click();
  await page.getByText("3 things undone.").waitFor();
  assert.equal(did.at(-1)[0], `POST ${BASE}/content_rules/1/undo`);
}

export async function held_posts_are_on_the_first_screen_and_are_released_or_removed(world) {
  const { page, did, state } = await played(world, "mia");
  await page.route("**/api/fanfare/v1/admin/dashboard", async (route) => {
    const json = await (await route.fetch()).json();
    await route.fulfill({ json: { ...json, waiting: { ...json.waiting, held: state.held.length } } });
  });
  await page.goto("/admin");
  await page.getByRole("link", { name: "1 Held posts" }).click();
  await page.getByRole("button", { name: "Release @alice" }).waitFor();
  await page.getByRole("button", { name: "Remove @alice" }).click();
  await page.getByRole("dialog").getByLabel("What the person is told").fill("Not here, please.");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("The post by @alice is removed.").waitFor();
  await page.getByText("No post waits for review.").waitFor();
  assert.deepEqual(did[0], [`POST ${BASE}/held_statuses/7/remove`, { text: "Not here, please." }]);
  assert.equal(state.held.length, 0);
  await page.goto("/admin");
  await page.getByRole("link", { name: "Open reports" }).waitFor();
  assert.equal(await page.getByRole("link", { name: /Held posts/ }).count(), 0, "nothing waits");
}

export async function who_only_deals_with_reports_reads_rules_without_changing_them(world) {
  const { page } = await played(world, "mia");
  const isOwner = (await world.api("mia", "GET", "/api/v1/accounts/verify_credentials")).role.permissions & 64;
  assert.equal(isOwner, 0, "moderators do not change settings");
  await page.goto(SECTION);
  assert.equal(await page.getByRole("link", { name: "New content rule" }).count(), 0);
  await page.getByRole("link", { name: "Card numbers" }).click();
  await page.getByRole("heading", { name: "What it did" }).waitFor();
  assert.equal(await page.getByRole("button", { name: /Change|Rehearse/ }).count(), 0);
}

export async function a_held_post_that_could_not_be_released_comes_back(world) {
  const { page } = await played(world, "mia", {}, { refuses: (what) => (what.endsWith("/release") ? "away" : null) });
  await page.goto(`${SECTION}/held`);
  await page.getByRole("button", { name: "Release @alice" }).click();
  await page.locator(".toasts").getByText(/did not work|went wrong|failed|fetch/i).waitFor();
  await page.getByRole("button", { name: "Release @alice" }).waitFor();
}

export async function rules_are_accessible_and_fit_a_small_phone(world) {
  const { page, state } = await played(world, "olga", { viewport: { width: 320, height: 640 } });
  for (const path of [SECTION, `${SECTION}/new`, `${SECTION}/1`, `${SECTION}/held`, `${SECTION}/done`]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    if (path.endsWith("/new")) {
      for (const kind of ["A pattern", "Links", "Certain files", "New accounts", "Many people named", "Languages", "Secrets"]) {
        await page.getByLabel("Add a condition …").selectOption(kind);
      }
      assert.equal(await page.getByLabel("Add a condition …").count(), 0, "eight are enough");
    }
    if (path.endsWith("/1") && state.rehearsal.state === "none") {
      await page.getByRole("button", { name: "Rehearse" }).click();
      await page.getByText("You looked").or(page.getByText(/Say of some whether/)).first().waitFor();
    }
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path} is ${content} wide in ${window}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await world.audit(page);
    }
  }
}

const words = (page) => page.locator("textarea.words");
const post = (page) => page.getByRole("button", { name: "Post", exact: true });

export async function a_rule_that_asks_is_answered_by_publishing_anyway({ open, audit }) {
  const page = await open("alice", "/compose");
  const sent = [];
  await page.route("**/api/v1/statuses", (route) => {
    sent.push(route.request().postDataJSON().status);
    return sent.length === 1
      ? route.fulfill({ status: 422, json: { error: "This looks like a card number. Post it again to publish it anyway.", rule: { name: "Card numbers" }, ask: true } })
      : route.continue();
  });
  await words(page).fill("My card is not 4242 4242 4242 4242.");
  await post(page).click();
  const question = page.getByRole("alertdialog");
  await question.getByText(/looks like a card number/).waitFor();
  await question.getByText("Rule: Card numbers").waitFor();
  await audit(page);
  await question.getByRole("button", { name: "Publish anyway" }).click();
  await page.waitForURL("**/home");
  await page.getByText("Your post is out.").waitFor();
  assert.deepEqual(sent, Array(2).fill("My card is not 4242 4242 4242 4242."));
}

export async function a_rule_that_refuses_is_named_and_nothing_is_lost({ open }) {
  const page = await open("alice", "/compose");
  await page.route("**/api/v1/statuses", (route) => route.fulfill({ status: 422, json: { error: "We do not advertise here.", rule: { name: "Casino" } } }));
  await words(page).fill("Win the jackpot!");
  await post(page).click();
  await page.getByRole("alert").getByText("Rule: Casino").waitFor();
  assert.equal(await words(page).inputValue(), "Win the jackpot!");
  await page.locator("textarea.words").fill("");
}

export async function a_held_post_says_that_it_waits_for_review({ open }) {
  const page = await open("alice", "/compose");
  const held = (one) => (one.content?.includes("looked at first") ? { ...one, held: true } : one);
  await page.route(/\/api\/v1\/(statuses$|timelines\/home)/, async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    return route.fulfill({ response: answer, json: Array.isArray(json) ? json.map(held) : held(json) });
  });
  await words(page).fill("This one is looked at first.");
  await post(page).click();
  await page.locator(".toasts").getByText("Your post waits for review").waitFor();
  const article = page.getByRole("article").filter({ hasText: "This one is looked at first." });
  await article.getByText("waits for review").waitFor();
}
