// A thread: what a post answers, and what answers it. Other servers may be asked for more while one reads; what they
// find waits until it is wanted.
import { api, errorText, type Status } from "../api";
import { ask } from "../ask";
import { find, keep } from "./statuses.svelte";

interface Refresh {
  asyncRefresh: { id: string; status: "running" | "finished"; resultCount: number | null };
}

/** After this many looks at how far the asking is, nobody waits any more. */
const MOST_LOOKS = 20;

export class Thread {
  readonly id: string;
  ancestors = $state.raw<string[]>([]);
  descendants = $state.raw<string[]>([]);
  isLoading = $state(false);
  isLoaded = $state(false);
  /** Other servers are being asked for answers. */
  isAsking = $state(false);
  /** Answers that have come since, and wait. */
  waiting = $state.raw<string[]>([]);
  error = $state<string | null>(null);

  constructor(id: string) {
    this.id = id;
  }

  /** Loads the post if it is not known, and what stands around it. */
  async open(): Promise<void> {
    if (this.isLoading) {
      return;
    }
    this.isLoading = true;
    this.error = null;
    try {
      if (!find(this.id)) {
        keep(await api.v1.statuses.$select(this.id).fetch());
      }
      await this.#look(!this.isLoaded);
      this.isLoaded = true;
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }

  /** Takes in a status that has just come, if it answers something here; it waits. */
  arrive(status: Status): void {
    const parent = status.inReplyToId;
    const known = [this.id, ...this.descendants, ...this.waiting];
    if (parent && known.includes(parent) && !known.includes(status.id)) {
      keep(status);
      this.waiting = [...this.waiting, status.id];
    }
  }

  /** Shows one that waited, as its author looks for it; others go on waiting. */
  showNow(id: string): void {
    if (this.waiting.includes(id)) {
      this.descendants = [...this.descendants, id];
      this.waiting = this.waiting.filter((one) => one !== id);
    }
  }

  showWaiting(): void {
    this.descendants = [...this.descendants, ...this.waiting];
    this.waiting = [];
  }

  async #look(isFirst: boolean): Promise<void> {
    const { data, headers } = await api.v1.statuses.$select(this.id).context.fetch.$raw();
    [...data.ancestors, ...data.descendants].forEach(keep);
    const descendants = data.descendants.map((one) => one.id);
    if (isFirst) {
      this.ancestors = data.ancestors.map((one) => one.id);
      this.descendants = descendants;
    } else {
      const known = new Set(this.descendants);
      this.waiting = descendants.filter((id) => !known.has(id));
    }
    const refresh = headers.get("mastodon-async-refresh");
    if (refresh && !this.isAsking) {
      void this.#follow(refresh);
    }
  }

  /** Looks by and by how far the asking is, and takes what was found when it is done. */
  async #follow(header: string): Promise<void> {
    const id = /id="([^"]+)"/.exec(header)?.[1];
    const pause = Number(/retry=(\d+)/.exec(header)?.[1] ?? 5) * 1000;
    if (!id) {
      return;
    }
    this.isAsking = true;
    try {
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        await new Promise((done) => setTimeout(done, pause));
        const { asyncRefresh } = await ask<Refresh>("GET", `/api/v1_alpha/async_refreshes/${encodeURIComponent(id)}`);
        if (asyncRefresh.status === "finished") {
          if (asyncRefresh.resultCount) {
            await this.#look(false);
          }
          return;
        }
      }
    } catch {
      // What is known is shown; the reader can ask again.
    } finally {
      this.isAsking = false;
    }
  }
}

const open = new Map<string, Thread>();

/** The thread around a post; one that was left is found again as it was. */
export function thread(id: string): Thread {
  const known = open.get(id) ?? new Thread(id);
  open.set(id, known);
  return known;
}

export const threads = () => open.values();
