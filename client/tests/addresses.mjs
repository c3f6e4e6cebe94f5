// Every page that a browser can meet, as addresses on a server that `cast/fill.mjs` filled: screens of the client as the
// client lists them, and pages of the server. What is new and missing here is noticed, since both lists are read.
import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

/** What only staff meet; `FOR_OWNERS` has its rooms. */
const CONSOLE = "/admin*";

/** The screens of the client, with what stands for the parts of their addresses. */
export function screens(ids) {
  const fillings = {
    "/tags/:tag": "/tags/pottery",
    "/messages/:id": `/messages/${ids.conversation}`,
    "/lists/:id": `/lists/${ids.list}`,
    "/@:acct": "/@alice",
    "/@:acct/following": "/@alice/following",
    "/@:acct/followers": "/@alice/followers",
    "/@:acct/:id": `/@alice/${ids.kiln}`,
  };
  const paths = [...read("../src/screens.ts").matchAll(/path: "([^"]+)"/g)].map(([, path]) => path).filter((path) => path !== CONSOLE);
  const more = [`/@jun`, `/@bob/${ids.poll}`, "/search?q=pottery", "/search?q=bob&type=accounts", "/messages/new", `/compose?reply=${ids.bread}`];
  return [...paths.map((path) => fillings[path] ?? unfilled(path)), ...more];
}

function unfilled(path) {
  if (path.includes(":")) {
    throw new Error(`tests/addresses.mjs does not say what stands for the parts of ${path}`);
  }
  return path;
}

/** Pages that anybody meets who is not signed in. `app` is what an app was told when it registered. */
export const forVisitors = (ids, { base, invite }) => [
  "/", "/about", "/explore", "/directory", "/privacy-policy", "/tags/pottery",
  "/@alice", "/@alice/with_replies", "/@alice/media", "/@alice/tagged/pottery", "/@garden", "/@jun/followers",
  `/@alice/${ids.kiln}`, `/@noor/${ids.orange}`, `/@bob/${ids.poll}`, `/@noor/${ids.warned}`, `/@mia/${ids.quoting}`, `/@alice/${ids.kiln}/embed`,
  `/remote_interaction?uri=${encodeURIComponent(uri(base, ids))}`, `/remote_interaction?uri=${encodeURIComponent(uri(base, ids))}&home=far.example`,
  "/auth/sign_in", "/auth/sign_in?return_to=/home", "/auth/sign_up", `/invite/${invite}`, "/invite/nothing",
  "/auth/password/new", "/auth/password/edit?reset_password_token=nothing", "/auth/confirmation/new", "/auth/confirmation?confirmation_token=nothing",
  "/auth/two_factor", "/auth/strikes", "/unsubscribe/nothing", "/terms-of-service", "/terms-of-service/nothing", "/setup", "/nothing-here", "/@nobody", "/settings/nothing",
  "/oauth/authorize?client_id=nothing&response_type=code&redirect_uri=urn:ietf:wg:oauth:2.0:oob", "/oauth/authorize/native?code=a-code-to-copy",
];

const uri = (base, ids) => `${base}/ap/users/${ids.alice}`;

/** Pages of the server for members. */
export const forMembers = ({ app, base }) => [
  "/settings", "/settings/confirm", "/settings/sessions", "/settings/apps", "/settings/credentials", "/settings/two_factor",
  "/settings/two_factor/setup", "/settings/clean_up", "/settings/move", "/settings/delete", "/settings/archive", "/settings/export",
  "/settings/import", "/settings/passkeys", "/settings/passkeys/new", "/settings/strikes", "/severed_relationships", "/about", "/explore", "/directory", "/privacy-policy", "/nothing-here", "/auth/password/new",
  `/authorize_interaction?uri=${encodeURIComponent(`${base}/@jun`)}`,
  `/oauth/authorize?client_id=${app.client_id}&response_type=code&scope=read+write+follow&redirect_uri=${encodeURIComponent(app.redirect_uri)}`,
];

/** Those for whoever runs the server. */
export const FOR_OWNERS = [
  "/invites", "/admin", "/admin/reports", "/admin/accounts", "/admin/appeals", "/admin/neighbours", "/admin/door", "/admin/house",
  "/admin/trends", "/admin/roles", "/admin/audit-log", "/admin/webhooks",
];

/** Whether an address is meant to lead nowhere. */
export const isNowhere = (path) => /nothing|nobody|confirmation\/new|unsubscribe|terms-of-service/.test(path);

/** Addresses of the server at which no page stands, or one that cannot be opened like this. */
const NO_PAGE = [
  /^\/(rules|signup)$/, // lead elsewhere
  /^\/auth\/(switch|sign_out)$/, /^\/invites\/end$/, /^\/auth\/password$/, // forms
  /^\/(emoji|media)\//, /qr\.svg$/, /archive\.zip$/, /\{file\}$/, /failures$/, // files
  /^\/oauth\/authorize\/$/, // the same page
  /^\/setup\/./, // stories of `beginning`
  /^\/settings\/import\/(new|\{id\})$/, // after something was imported
  /^\/settings\/passkeys\/\{id\}$/, // a story of `passkeys`
];

/** Pages of the server that none of these addresses opens. */
export function forgotten(addresses) {
  const sources = ["routes.rs", "settings/mod.rs", "client/screens.rs"].map((path) => read(`../../crates/web/src/${path}`));
  const routes = sources.flatMap((source) => [...source.matchAll(/"(\/[^"]*)"(?=,)/g)].map(([, path]) => path));
  const paths = addresses.map((address) => address.split("?")[0]);
  return routes.filter((route) => {
    const isPost = new RegExp(`"${route.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}", post\\(`).test(sources.join());
    const pattern = new RegExp(`^${route.replace(/\{\*\w+\}/g, ".+").replace(/\{\w+\}/g, "[^/]+")}$`);
    return !isPost && !NO_PAGE.some((none) => none.test(route)) && !paths.some((path) => pattern.test(path));
  });
}
