// A list of anything but statuses, that grows at its end as one reads on.
import { errorText } from "../api";
import { pager, type Pager } from "./pager";

export class Listing<T extends { id: string }> {
  items = $state.raw<T[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  error = $state<string | null>(null);
  #next: Pager<T>;
  #start: () => AsyncIterable<T[]>;

  constructor(start: () => AsyncIterable<T[]>) {
    this.#start = start;
    this.#next = pager(start);
  }

  /** Loads the start, if nothing is there yet. */
  async open(): Promise<void> {
    if (this.items.length === 0) {
      await this.more();
    }
  }

  /** Loads what follows. */
  async more(): Promise<void> {
    if (this.isLoading || this.isAtEnd) {
      return;
    }
    this.isLoading = true;
    this.error = null;
    try {
      const page = await this.#next();
      const known = new Set(this.items.map((item) => item.id));
      this.items = [...this.items, ...(page ?? []).filter((item) => !known.has(item.id))];
      this.isAtEnd = page === null || page.length === 0;
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }

  /** Begins anew; what is shown stays until the first page is there. */
  async reload(): Promise<void> {
    this.#next = pager(this.#start);
    try {
      this.items = (await this.#next()) ?? [];
      this.isAtEnd = this.items.length === 0;
      this.error = null;
    } catch (error) {
      this.error = errorText(error);
    }
  }

  /** Takes something out; what is answered puts it back where it was. */
  take(id: string): () => void {
    const before = this.items;
    this.items = before.filter((item) => item.id !== id);
    return () => (this.items = before);
  }
}
