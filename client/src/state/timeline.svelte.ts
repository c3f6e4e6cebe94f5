// A timeline: a list of statuses that grows at its end when somebody reads on, and at its start only when they ask.
import type { Status } from "../api";
import { errorText } from "../api";
import { find, keep } from "./statuses.svelte";

type Page = Status[];
/** How older statuses are asked for. */
export type Source = (before: { maxId?: string; minId?: string; limit: number }) => PromiseLike<Page>;

const PAGE = 20;

export class Timeline {
  ids = $state.raw<string[]>([]);
  /** What has come since; it waits until it is asked for. */
  waiting = $state.raw<string[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  error = $state<string | null>(null);
  #source: Source;

  constructor(source: Source, first: Page | null = null) {
    this.#source = source;
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
      const page = await this.#source({ maxId: this.ids.at(-1), limit: PAGE });
      this.#append(page);
      this.isAtEnd = page.length === 0;
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }

  /** Looks for what is newer, which then waits. */
  async refresh(): Promise<void> {
    const newest = this.waiting[0] ?? this.ids[0];
    const page = await this.#source({ minId: newest, limit: PAGE });
    for (const status of page.toReversed()) {
      this.arrive(status);
    }
  }

  /** Takes in a status that has just come. */
  arrive(status: Status): void {
    keep(status);
    if (!this.ids.includes(status.id) && !this.waiting.includes(status.id)) {
      this.waiting = [status.id, ...this.waiting];
    }
  }

  /** Shows what waited. */
  showWaiting(): void {
    this.ids = [...this.waiting, ...this.ids];
    this.waiting = [];
  }

  /** Puts a status of one's own at the top, where its author looks for it. */
  put(status: Status): void {
    keep(status);
    if (!this.ids.includes(status.id)) {
      this.ids = [status.id, ...this.ids];
      this.waiting = this.waiting.filter((id) => id !== status.id);
    }
  }

  /** Takes out a status that is no more. */
  remove(id: string): void {
    const stays = (one: string) => one !== id && find(one)?.reblog?.id !== id;
    this.ids = this.ids.filter(stays);
    this.waiting = this.waiting.filter(stays);
  }

  #append(page: Page): void {
    page.forEach(keep);
    const known = new Set(this.ids);
    this.ids = [...this.ids, ...page.map((status) => status.id).filter((id) => !known.has(id))];
  }
}

const open = new Map<string, Timeline>();

/** The timeline of this name; one that was left is found again as it was. */
export function timeline(name: string, source: Source, first?: () => Page | null): Timeline {
  let known = open.get(name);
  if (!known) {
    known = new Timeline(source, first?.() ?? null);
    open.set(name, known);
  }
  return known;
}

/** The timeline of this name, if it was opened. */
export const opened = (name: string): Timeline | undefined => open.get(name);

/** All timelines that were opened, for what concerns them all. */
export const timelines = () => open.values();
