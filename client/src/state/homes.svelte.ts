// Homes that somebody has on other servers: remembered in this browser, opened at those servers. This client acts for
// nobody there and has no key of theirs; why, is told in docs/decisions/0027.
import { api } from "../api";
import { written, type Handle } from "../text/home-handle";

export interface Home {
  /** `noor@other.example` */
  handle: string;
  /** What they are called there, as it was when this was added. */
  name: string;
  picture: string | null;
  /** Where that server's own web client is. */
  address: string;
}

const KEY = "homes";
/** More than anybody has; the menu stays a menu. */
const MOST = 20;

const isHome = (one: Partial<Home>) => typeof one.handle === "string" && /^https?:\/\//.test(one.address ?? "");

function read(): Home[] {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "[]") as Home[]).filter(isHome);
  } catch {
    return [];
  }
}

let all = $state.raw(read());
// Another window of this browser may change them.
addEventListener("storage", (event) => event.key === KEY && (all = read()));

export const homes = () => all;
export const mayAddHome = () => all.length < MOST;
export const isKnownHome = (handle: string) => all.some((one) => one.handle.toLowerCase() === handle.toLowerCase());

function keep(next: Home[]): void {
  all = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser without room has them until it is closed.
  }
}

export const forgetHomes = () => keep([]);

export function addHome(home: Home, at = all.length): void {
  const rest = all.filter(({ handle }) => handle !== home.handle);
  keep([...rest.slice(0, at), home, ...rest.slice(at)]);
}

export function removeHome(home: Home): void {
  keep(all.filter((one) => one !== home));
}

/** Puts a home where another stands; those between move up. */
export function moveHome(home: Home, to: number): void {
  if (to >= 0 && to < all.length) {
    const rest = all.filter((one) => one !== home);
    keep([...rest.slice(0, to), home, ...rest.slice(to)]);
  }
}

/** A home of which nothing is known but its handle. */
export const bareHome = (handle: Handle): Home => ({
  handle: written(handle),
  name: handle.username,
  picture: null,
  address: `https://${handle.domain}`,
});

/** Asks this server who that is. It knows where the pages of a server are whose handles have another name. */
export async function findHome(handle: Handle): Promise<Home | null> {
  const acct = written(handle).toLowerCase();
  const { accounts } = await api.v2.search.list({ q: `@${acct}`, type: "accounts", resolve: true, limit: 5 });
  const found = accounts.find((account) => account.acct.toLowerCase() === acct);
  if (!found) {
    return null;
  }
  const { origin, protocol } = new URL(found.url);
  const address = protocol === "https:" || protocol === "http:" ? origin : `https://${handle.domain}`;
  return { handle: found.acct, name: found.displayName || found.username, picture: found.avatarStatic, address };
}
