// How people are called where only words fit.
import type { Account } from "../api";

/** A display name, or the username of who has none. */
export const nameOf = (account: Pick<Account, "displayName" | "username">) => account.displayName || account.username;
