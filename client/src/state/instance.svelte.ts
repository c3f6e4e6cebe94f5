// What this server offers, asked for once, when somebody needs to know.
import type { mastodon } from "masto";
import { api } from "../api";

let known = $state.raw<mastodon.v2.Instance | null>(null);
let asked: Promise<void> | null = null;

/** What is known of this server by now; asking begins with the first question. */
export function instance(): mastodon.v2.Instance | null {
  asked ??= api.v2.instance.fetch().then(
    (answer) => void (known = answer),
    () => void (asked = null),
  );
  return known;
}
