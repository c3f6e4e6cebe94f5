// The notifications of some kinds: a list that grows at its end as one reads on, and at its start when one asks.
import type { mastodon } from "masto";
import { api, errorText } from "../api";
import { pager, type Pager } from "../listing/pager";
import { keep } from "../state/statuses.svelte";
import { withUndo } from "../state/undo";
import { t } from "../text";
import { FILTERS, merged, type Filter, type Group, type Person } from "./groups";

type Results = mastodon.v1.GroupedNotificationsResults;

const people = new Map<string, Person>();

/** Those of a group whose names or pictures are known. */
export const peopleOf = (group: Group): Person[] =>
  group.sampleAccountIds.map((id) => people.get(id)).filter((person) => person !== undefined);

function take(results: Results): Group[] {
  results.partialAccounts?.forEach((account) => people.has(account.id) || people.set(account.id, account as Person));
  results.accounts.forEach((account) => people.set(account.id, account));
  results.statuses.forEach(keep);
  return results.notificationGroups as unknown as Group[];
}

export class Notifications {
  groups = $state.raw<Group[]>([]);
  /** What has come since; it waits until it is asked for. */
  waiting = $state.raw<Group[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  error = $state<string | null>(null);
  #types: string[];
  #next: Pager<Group>;
  #clearedUpTo: string | undefined;

  constructor(filters: Filter[]) {
    this.#types = filters.flatMap((filter) => FILTERS[filter] as readonly string[]);
    this.#next = this.#pager();
  }

  #params(part: { limit: number; sinceId?: string }) {
    const types = this.#types.length > 0 ? (this.#types as mastodon.v1.NotificationGroupType[]) : undefined;
    return { ...part, types, expandAccounts: "partial_avatars" as const };
  }

  #pager(): Pager<Group> {
    const params = this.#params({ limit: 30 });
    return pager(async function* () {
      for await (const results of api.v2.notifications.list(params)) {
        yield take(results);
      }
    });
  }

  async open(): Promise<void> {
    if (this.groups.length > 0 || this.isAtEnd) {
      await this.refresh();
      this.showWaiting();
    } else {
      await this.more();
    }
  }

  /** Loads what is older. */
  async more(): Promise<void> {
    if (this.isLoading || this.isAtEnd) {
      return;
    }
    this.isLoading = true;
    this.error = null;
    try {
      const page = await this.#next();
      if (this.isAtEnd) {
        // All were cleared meanwhile.
        return;
      }
      const known = new Set(this.groups.map((group) => group.groupKey));
      this.groups = [...this.groups, ...(page ?? []).filter((group) => !known.has(group.groupKey))];
      this.isAtEnd = !page || page.length === 0;
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }

  /** Looks for what is newer, which then waits. */
  async refresh(): Promise<void> {
    const newest = (this.waiting[0] ?? this.groups[0])?.mostRecentNotificationId ?? this.#clearedUpTo;
    try {
      const fresh = take(await api.v2.notifications.list(this.#params({ limit: 30, sinceId: newest })));
      this.waiting = merged(fresh, this.waiting);
    } catch {
      // Nobody asked for it; it is looked for again.
    }
  }

  /** Shows what waited. */
  showWaiting(): void {
    this.groups = merged(this.waiting, this.groups);
    this.waiting = [];
  }

  /** Takes one group away for good. */
  dismiss(group: Group): void {
    const before = this.groups;
    this.groups = before.filter((one) => one !== group);
    const path = `/api/v2/notifications/${encodeURIComponent(group.groupKey)}/dismiss`;
    withUndo({ text: t("notify.dismissed"), method: "POST", path, restore: () => (this.groups = before) });
  }

  /** Takes all away for good. */
  clear(): void {
    const [before, wasAtEnd] = [this.groups, this.isAtEnd];
    this.#clearedUpTo = (this.waiting[0] ?? before[0])?.mostRecentNotificationId;
    this.groups = [];
    this.waiting = [];
    // What is older goes, too, and must not be loaded in its place meanwhile.
    this.isAtEnd = true;
    const restore = () => {
      this.groups = merged(this.groups, before);
      this.isAtEnd = wasAtEnd;
    };
    withUndo({ text: t("notify.cleared"), method: "POST", path: "/api/v2/notifications/clear", restore });
  }
}

const opened = new Map<string, Notifications>();

/** The notifications of these kinds; a list that was left is found again as it was. */
export function notificationsOf(filters: Filter[]): Notifications {
  const name = [...filters].sort().join();
  const known = opened.get(name) ?? new Notifications(filters);
  opened.set(name, known);
  return known;
}
