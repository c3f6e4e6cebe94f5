// Turning the pages of a list by the links that the server gives. A page that failed can be asked for again.

/** Answers the next page, or `null` after the last. */
export type Pager<T> = () => Promise<T[] | null>;

export function pager<T>(start: () => AsyncIterable<T[]>): Pager<T> {
  let pages: AsyncIterator<T[]> | null = null;
  let taken = 0;
  return async () => {
    try {
      if (!pages) {
        pages = start()[Symbol.asyncIterator]();
        for (let skipped = 0; skipped < taken; skipped += 1) {
          await pages.next();
        }
      }
      const { value, done } = await pages.next();
      taken += 1;
      return done ? null : (value as T[]);
    } catch (error) {
      // Whoever has failed once answers no more: the next try begins anew, behind what was taken.
      pages = null;
      throw error;
    }
  };
}
