// Brings a server to life: its people, what they say, and what the screens of alice need to have something to show.
import { avatars, banner, photos } from "./drawings.mjs";
import { FAVOURITES, FOLLOWS, MESSAGES, PEOPLE, POSTS, RULES, SERVER, VOTES } from "./texts.mjs";

/**
 * Fills an empty server; `paint` makes a PNG of an SVG. Answers `ids` (of posts by name, of people, of what else has an
 * address), and `said`: which posts are said to be how old.
 */
export async function fill(server, paint) {
  const { run, api } = server;
  const ids = {};
  const said = [];
  for (const [name, { role }] of Object.entries(PEOPLE)) {
    server.join(name, role);
  }
  run("settings", "set", "title", SERVER.name);
  run("settings", "set", "description", SERVER.description);
  run("settings", "set", "registrations", "approval");
  RULES.forEach((rule) => run("rule", "add", rule));
  run("announcement", "add", "On Sunday evening the server gets a new disk. It is away for some ten minutes.");

  for (const [name, { name: shown, note, fields = [], group }] of Object.entries(PEOPLE)) {
    const form = new FormData();
    form.set("display_name", shown);
    form.set("note", note);
    form.set("discoverable", "true");
    form.set("indexable", "true");
    form.set("bot", "false");
    fields.forEach(([label, value], at) => {
      form.set(`fields_attributes[${at}][name]`, label);
      form.set(`fields_attributes[${at}][value]`, value);
    });
    form.set("avatar", new Blob([await paint(avatars[name])], { type: "image/png" }), "avatar.png");
    if (name === "alice" || group) {
      form.set("header", new Blob([await paint(banner)], { type: "image/png" }), "header.png");
    }
    ids[name] = (await send(server, name, "PATCH", "/api/v1/accounts/update_credentials", form)).id;
  }
  for (const [name, followed] of Object.entries(FOLLOWS)) {
    for (const one of followed) {
      await api(name, "POST", `/api/v1/accounts/${ids[one]}/follow`);
    }
  }
  for (const post of [...POSTS, ...MESSAGES.map((message) => ({ ...message, visibility: "direct" }))].sort((one, other) => other.ago - one.ago)) {
    const status = post.boosts ? await api(post.by, "POST", `/api/v1/statuses/${ids[post.boosts]}/reblog`) : await say(server, post, ids, paint);
    if (post.as) {
      ids[post.as] = status.id;
    }
    said.push({ id: status.id, at: status.created_at, ago: post.ago });
  }
  for (const [name, post] of FAVOURITES) {
    await api(name, "POST", `/api/v1/statuses/${ids[post]}/favourite`);
  }
  const { poll } = await api("bob", "GET", `/api/v1/statuses/${ids.poll}`);
  for (const [name, choice] of VOTES) {
    await api(name, "POST", `/api/v1/polls/${poll.id}/votes`, { choices: [choice] });
  }
  await keep(server, ids);
  return { ids, said };
}

async function say(server, { by, text, warning, answers, quotes, photos: shown = [], poll, visibility = "public" }, ids, paint) {
  const media = [];
  for (const [name, description] of shown) {
    const form = new FormData();
    form.set("file", new Blob([await paint(photos[name])], { type: "image/png" }), `${name}.png`);
    form.set("description", description);
    const { id } = await send(server, by, "POST", "/api/v2/media", form);
    await ready(server, by, id);
    media.push(id);
  }
  return server.api(by, "POST", "/api/v1/statuses", {
    status: text, visibility, language: "en", spoiler_text: warning, media_ids: media,
    in_reply_to_id: answers && ids[answers], quoted_status_id: quotes && ids[quotes],
    poll: poll && { options: poll, expires_in: 86_400 },
  });
}

/** What stands on the other screens of alice. */
async function keep({ api }, ids) {
  await api("alice", "POST", `/api/v1/statuses/${ids.bread}/bookmark`);
  await api("alice", "POST", `/api/v1/statuses/${ids.words}/bookmark`);
  await api("alice", "POST", `/api/v1/statuses/${ids.kiln}/pin`);
  await api("alice", "POST", "/api/v1/featured_tags", { name: "pottery" });
  await api("alice", "POST", "/api/v1/tags/pottery/follow");
  await api("alice", "POST", "/api/v1/statuses", { status: "The workshop is open on Sunday.", scheduled_at: new Date(Date.now() + 86_400_000).toISOString() });
  await api("alice", "POST", "/api/v2/filters", { title: "Football", context: ["home"], filter_action: "warn", keywords_attributes: [{ keyword: "penalty", whole_word: true }] });
  ids.list = (await api("alice", "POST", "/api/v1/lists", { title: "Neighbours", replies_policy: "list", exclusive: false })).id;
  await api("alice", "POST", `/api/v1/lists/${ids.list}/accounts`, { account_ids: [ids.bob, ids.jun, ids.garden] });
  await api("alice", "PATCH", "/api/v1/accounts/update_credentials", { locked: true });
  await api("garden", "POST", `/api/v1/accounts/${ids.alice}/follow`);
  await api("alice", "PATCH", "/api/v1/accounts/update_credentials", { locked: false });
  ids.conversation = (await api("alice", "GET", "/api/v1/conversations")).find(({ accounts }) => accounts[0].username === "noor").id;
  await api("alice", "POST", `/api/v1/conversations/${ids.conversation}/read`);
}

/** Sends a form; answers the JSON. */
async function send(server, name, method, path, body) {
  const headers = { authorization: `Bearer ${server.token(name)}` };
  const answer = await fetch(server.door + path, { method, headers, body });
  if (!answer.ok) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  }
  return answer.json();
}

/** Waits until a picture has been worked on. */
async function ready(server, name, id) {
  const headers = { authorization: `Bearer ${server.token(name)}` };
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(`${server.door}/api/v1/media/${id}`, { headers })).status === 200) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`picture ${id} was not worked on`);
}

/** What makes PNGs of drawings, in a browser. */
export async function painter(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const done = new Map();
  return async (drawing) => {
    if (!done.has(drawing)) {
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(drawing);
      await page.setViewportSize({ width: Number(width), height: Number(height) });
      await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing}`);
      done.set(drawing, await page.screenshot());
    }
    return done.get(drawing);
  };
}
