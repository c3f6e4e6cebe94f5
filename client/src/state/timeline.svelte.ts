// A timeline: a list of statuses that grows at its end when somebody reads on, and at its start only when they ask.
import type { Status } from "../api";
import { errorText } from "../api";
import { type Entry, append, prepend, remove } from "./fold";
import { find, keep } from "./statuses.svelte";

type Page = Status[];
/** How older statuses are asked for. */
export type Source = (before: { maxId?: string; minId?: string; limit: number }) => PromiseLike<Page>;

/** Where somebody was: an entry, and how far below the edge of the window it stood. */
export interface Anchor {
  key: string;
  top: number;
}

const PAGE = 20;
/** How many pages are asked for at once to close a gap. */
const GAP_PAGES = 10;

export class Timeline {
  /** All statuses, newest first. */
  ids = $state.raw<string[]>([]);
  /** What is shown of them: boosts folded, answers under what they answer. */
  entries = $state.raw<Entry[]>([]);
  /** What has come since; it waits until it is asked for. */
  waiting = $state.raw<string[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  error = $state<string | null>(null);
  /** Where the reader was when they left. */
  anchor: Anchor | null = null;
  #source: Source;
  #isRefreshing = false;
  /** What stands here; the rest of a page is passed over. */
  #belongs: (status: Status) => boolean;
  #oldest: string | undefined;

  constructor(source: Source, first: Page | null = null, belongs: (status: Status) => boolean = () => true) {
    this.#source = source;
    this.#belongs = belongs;
    if (first) {
      this.#append(first);
    }
  }

  /** Loads the start, if nothing is there yet. */
  async open(): Promise<void> {
    if (this.ids.length === 0 && !this.isAtEnd) {
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
      const before = this.ids.length;
      while (this.ids.length === before && !this.isAtEnd) {
        const page = await this.#source({ maxId: this.#oldest ?? this.ids.at(-1), limit: PAGE });
        this.#append(page);
        this.isAtEnd = page.length === 0;
      }
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }

  /** Looks for what is newer, which then waits. Pages are asked for upwards, so that no gap is left. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing || (this.ids.length === 0 && !this.isAtEnd)) {
      return;
    }
    this.#isRefreshing = true;
    try {
      for (let count = 0; count < GAP_PAGES; count += 1) {
        const page = await this.#source({ minId: this.waiting[0] ?? this.ids[0], limit: PAGE });
        page.toReversed().forEach((status) => this.arrive(status));
        if (page.length < PAGE) {
          break;
        }
      }
    } catch {
      // The next news, or the next look, will close the gap.
    } finally {
      this.#isRefreshing = false;
    }
  }

  /** Takes in a status that has just come. */
  arrive(status: Status): void {
    keep(status);
    if (this.#belongs(status) && !this.ids.includes(status.id) && !this.waiting.includes(status.id)) {
      this.waiting = [status.id, ...this.waiting];
    }
  }

  /** How many posts wait, boosts of what is shown aside. */
  get waitingCount(): number {
    const known = new Set(this.entries.map((entry) => entry.key));
    return prepend(this.entries, this.#of(this.waiting), find).filter((entry) => !known.has(entry.key)).length;
  }

  /** Shows what waited. */
  showWaiting(): void {
    this.#prepend(this.waiting);
    this.waiting = [];
  }

  /** Shows one that waited; others go on waiting. */
  showNow(id: string): void {
    // Who publishes something hears of it twice: from the answer, and as live news.
    if (this.ids.includes(id)) {
      return;
    }
    this.#prepend([id]);
    this.waiting = this.waiting.filter((one) => one !== id);
  }

  /** Takes out a status that is no more. */
  remove(id: string): void {
    const stays = (one: string) => one !== id && find(one)?.reblog?.id !== id;
    this.ids = this.ids.filter(stays);
    this.waiting = this.waiting.filter(stays);
    this.entries = remove(this.entries, (one) => one === id);
  }

  #of(ids: string[]): Status[] {
    return ids.flatMap((id) => find(id) ?? []);
  }

  #prepend(ids: string[]): void {
    this.entries = prepend(this.entries, this.#of(ids), find);
    this.ids = [...ids, ...this.ids];
  }

  #append(page: Page): void {
    page.forEach(keep);
    this.#oldest = page.at(-1)?.id ?? this.#oldest;
    const known = new Set(this.ids);
    const fresh = page.filter((status) => !known.has(status.id) && this.#belongs(status));
    this.ids = [...this.ids, ...fresh.map((status) => status.id)];
    this.entries = append(this.entries, fresh);
  }
}

const open = new Map<string, Timeline>();

/** The timeline of this name; one that was left is found again as it was. */
export function timeline(name: string, source: Source, first?: () => Page | null, belongs?: (status: Status) => boolean): Timeline {
  let known = open.get(name);
  if (!known) {
    known = new Timeline(source, first?.() ?? null, belongs);
    open.set(name, known);
  }
  return known;
}

/** A timeline that was opened. */
export const opened = (name: string): Timeline | undefined => open.get(name);

/** All timelines that were opened, for what concerns them all. */
export const timelines = () => open.values();
