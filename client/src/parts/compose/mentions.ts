// Whom a reply names to begin with.
import type { Account, Status } from "../../api";

/** Whoever is answered, then whoever else is in it, each once, never oneself. */
export function mentionsOf(status: Status, me: Pick<Account, "acct">): string {
  const all = [status.account.acct, ...status.mentions.map((mention) => mention.acct)];
  return [...new Set(all)].filter((acct) => acct !== me.acct).map((acct) => `@${acct} `).join("");
}
