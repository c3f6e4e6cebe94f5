// Something that a screen shows once the server has answered, and can ask for again.
import { errorText } from "../api";
import { Refused } from "./api";

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state<string | null>(null);
  /** Whether the server has nothing of the kind: then nothing of it is shown. */
  isMissing = $state(false);
  #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    void this.load();
  }

  async load(): Promise<void> {
    this.error = null;
    try {
      this.value = await this.#ask();
    } catch (error) {
      this.isMissing = error instanceof Refused && (error.status === 404 || error.status === 405);
      this.error = errorText(error);
    }
  }
}
