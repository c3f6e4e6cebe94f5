// Whom the reader has just muted or blocked: their posts go from every screen at once, and come back if that is undone.
import { SvelteSet } from "svelte/reactivity";
import type { Account, Status } from "../api";

const accounts = new SvelteSet<string>();
const domains = new SvelteSet<string>();

/** The server of an account, if it is another one. */
export const domainOf = (account: Pick<Account, "acct">) => account.acct.split("@")[1] ?? null;

const isHidden = (account: Account) => accounts.has(account.id) || domains.has(domainOf(account) ?? "");

/** Whether a status is by, or was brought by, somebody hidden. */
export const isByHidden = (status: Status) => isHidden(status.account);

export const hideAccount = (id: string) => void accounts.add(id);
export const showAccount = (id: string) => void accounts.delete(id);
export const hideDomain = (domain: string) => void domains.add(domain);
export const showDomain = (domain: string) => void domains.delete(domain);
