// Several accounts on one device. The server keeps one session for a browser, and ends it when somebody signs in as
// somebody else; so what is remembered of the others is who they are, to get back to them by signing in.
import { boot } from "../boot";
import { forget } from "./kept";
import { turnPushOff } from "./push";

export interface KnownAccount {
  acct: string;
  name: string;
  avatar: string;
}

const KEY = "accounts";
const MOST = 8;

function read(): KnownAccount[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as KnownAccount[];
  } catch {
    return [];
  }
}

/** Who else was signed in on this device. */
export const otherAccounts = () => read().filter(({ acct }) => acct !== boot.me.acct);

/** Remembers who is signed in, the newest first. */
export function rememberMe(): void {
  const me = { acct: boot.me.acct, name: boot.me.displayName || boot.me.username, avatar: boot.me.avatarStatic };
  localStorage.setItem(KEY, JSON.stringify([me, ...otherAccounts()].slice(0, MOST)));
}

export function forgetAccount(acct: string): void {
  localStorage.setItem(KEY, JSON.stringify(read().filter((one) => one.acct !== acct)));
}

/** Where one signs in as somebody else. */
export const SIGN_IN_AGAIN = "/auth/sign_in?again=true&return_to=/home";

/** Ends the session, here and at the server, and leaves nothing of it on the device. */
export async function signOut(): Promise<void> {
  await Promise.race([Promise.allSettled([turnPushOff()]), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  await forget().catch(() => {});
  forgetAccount(boot.me.acct);
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/auth/sign_out";
  const secret = document.createElement("input");
  secret.type = "hidden";
  secret.name = "csrf";
  secret.value = boot.csrf;
  form.append(secret);
  document.body.append(form);
  form.submit();
}
