// Asking while somebody types: a moment after the last letter, and only the newest answer counts.

const SETTLES_MS = 200;

export class Asking<T> {
  found = $state.raw<T[]>([]);
  isBusy = $state(false);
  #ask: (text: string) => Promise<T[]>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;

  constructor(ask: (text: string) => Promise<T[]>) {
    this.#ask = ask;
  }

  /** Somebody typed; nothing is asked for an empty text. */
  typed(text: string): void {
    clearTimeout(this.#timer);
    const number = ++this.#newest;
    if (!text.trim()) {
      this.found = [];
      this.isBusy = false;
      return;
    }
    this.#timer = setTimeout(async () => {
      this.isBusy = true;
      // What fails suggests nothing; who sends the text off is told why.
      const found = await this.#ask(text.trim()).catch(() => []);
      if (number === this.#newest) {
        this.found = found;
        this.isBusy = false;
      }
    }, SETTLES_MS);
  }
}
