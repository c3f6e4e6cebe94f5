// The queue of reports, kept while one walks through it.
import { Listing } from "../listing/listing.svelte";
import { pages, query, THEIRS } from "./api";
import type { Report } from "./entities";

export type Kind = "open" | "resolved";

const queues = new Map<string, Listing<Report>>();

function queueOf(kind: Kind, target: string): Listing<Report> {
  const asked = { resolved: kind === "resolved", target_account_id: target, limit: 40 };
  return new Listing(() => pages<Report>(query(`${THEIRS}/reports`, asked)));
}

/** Open or resolved reports, perhaps about one account only. */
export function queue(kind: Kind, target = ""): Listing<Report> {
  const name = `${kind} ${target}`;
  const known = queues.get(name) ?? queueOf(kind, target);
  queues.set(name, known);
  return known;
}

/** Shows a report everywhere as it is now; one that is dealt with leaves the open ones. */
export function changed(report: Report): void {
  for (const [name, list] of queues) {
    const isOf = name.startsWith("resolved") === report.actionTaken;
    list.items = isOf ? list.items.map((one) => (one.id === report.id ? report : one)) : list.items.filter((one) => one.id !== report.id);
  }
}

/** What was done to one report may have closed others, too. */
export function stale(): void {
  queues.clear();
}

/** The open report before or after one. */
export async function beside(id: string, step: 1 | -1): Promise<Report | undefined> {
  const list = queue("open");
  await list.open();
  const at = list.items.findIndex((one) => one.id === id);
  if (at < 0) {
    return list.items[0];
  }
  if (step > 0 && at === list.items.length - 1) {
    await list.more();
  }
  return list.items[at + step];
}
