// What is kept on this device so that the client can be read without a connection, in the browser's database: what the
// page carried to start from, the key of the person among it. Nobody but scripts of this server can read it there,
// as little as the page itself; the key ends with the session, so that it is worth nothing after signing out, and
// everything is forgotten then and as soon as the server says that nobody is signed in. Somebody who can open the
// files of this browser could use the session's cookie as well.
import { clear, del, get, set } from "idb-keyval";

/** What the worker draws a page from when the server cannot. */
export interface Kept {
  boot: string;
  scripts: string[];
  styles: string[];
  language: string;
  name: string;
  at: number;
}

const KEY = "start";

export const keptStart = () => get<Kept>(KEY);
export const keepStart = (kept: Kept) => set(KEY, kept);

/** That somebody pressed "sign out" on a page of the server, which cannot ask what is to become of unsent texts. */
const LEAVING = "leaving";
/** Whoever presses it is here within so long. */
const LEAVING_MS = 60_000;

export const keepLeaving = () => set(LEAVING, Date.now());

/** Whether somebody did just now; true once. An address alone must sign nobody out. */
export async function takeLeaving(): Promise<boolean> {
  const at = (await get<number>(LEAVING)) ?? 0;
  await del(LEAVING);
  return Date.now() - at < LEAVING_MS;
}

/** Forgets all that is kept of whoever is signed in: the start, answers of the server, pictures that were seen. */
export async function forget(): Promise<void> {
  const names = (await caches.keys()).filter((name) => !name.startsWith("client-"));
  await Promise.all([clear(), ...names.map((name) => caches.delete(name))]);
}
