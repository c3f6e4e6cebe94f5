// Reporting: somebody, perhaps with some of their posts, to those who look after this server.
import type { Account, Status } from "../api";

/** Whom a report is about. */
export interface Reported {
  account: Account;
  statuses: Status[];
}

let wanted = $state.raw<Reported | null>(null);

/** What the report dialog shows, if it is open. */
export const reporting = () => wanted;

/** Opens the report dialog. */
export function report(account: Account, statuses: Status[] = []): void {
  wanted = { account, statuses };
}

/** Closes it. */
export function closeReport(): void {
  wanted = null;
}
