// Accounts by the name in their address, kept so that coming back to somebody shows them at once.
import { SvelteMap } from "svelte/reactivity";
import { api, type Account, type Status } from "../api";

const known = new SvelteMap<string, Account>();

const nameOf = (acct: string) => acct.toLowerCase();

/** What is known of an account. */
export const account = (acct: string): Account | undefined => known.get(nameOf(acct));

export function keepAccount(found: Account): void {
  known.set(nameOf(found.acct), found);
}

/** Learns an account from what it wrote, for what a page carried. */
export function learnFrom(statuses: Status[], acct: string): void {
  const by = statuses.find((status) => nameOf(status.account.acct) === nameOf(acct));
  if (by && !account(acct)) {
    keepAccount(by.account);
  }
}

/** Asks for an account anew; one of another server that is not known here is looked for there. */
export async function askAccount(acct: string): Promise<Account> {
  const found = await api.v1.accounts.lookup({ acct }).catch(async (problem: unknown) => {
    const search = acct.includes("@") ? await api.v2.search.list({ q: `@${acct}`, type: "accounts", resolve: true, limit: 1 }) : null;
    const [first] = search?.accounts ?? [];
    if (!first) {
      throw problem;
    }
    return first;
  });
  known.set(nameOf(acct), found);
  return found;
}
