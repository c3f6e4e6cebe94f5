// What this server offers, asked for once, when somebody needs to know.
import type { mastodon } from "masto";
import { api } from "../api";

let known = $state.raw<mastodon.v2.Instance | null>(null);
let asked: Promise<mastodon.v2.Instance> | null = null;

/** What this server says, once it has answered. */
export function fetchInstance(): Promise<mastodon.v2.Instance> {
  asked ??= api.v2.instance.fetch();
  asked.then(
    (answer) => (known = answer),
    () => (asked = null),
  );
  return asked;
}

/** What is known of this server by now; asking begins with the first question. */
export function instance(): mastodon.v2.Instance | null {
  if (!known) {
    // Whoever only looks is content with nothing.
    fetchInstance().catch(() => {});
  }
  return known;
}
