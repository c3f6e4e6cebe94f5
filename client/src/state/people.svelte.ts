// A list of people that grows page by page, in whatever order the server has them.
import { errorText, type Account } from "../api";

type Pages = AsyncIterator<Account[]>;

export class People {
  all = $state.raw<Account[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  error = $state<string | null>(null);
  #pages: Pages;
  #learn: (page: Account[]) => Promise<void>;

  constructor(pages: Pages, learn: (page: Account[]) => Promise<void> = async () => {}) {
    this.#pages = pages;
    this.#learn = learn;
  }

  async more(): Promise<void> {
    if (this.isLoading || this.isAtEnd) {
      return;
    }
    this.isLoading = true;
    this.error = null;
    try {
      const page = await this.#pages.next();
      const known = new Set(this.all.map((one) => one.id));
      const found = ((page.value ?? []) as Account[]).filter((one) => !known.has(one.id));
      await this.#learn(found);
      this.all = [...this.all, ...found];
      this.isAtEnd = Boolean(page.done) || found.length === 0;
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isLoading = false;
    }
  }
}
