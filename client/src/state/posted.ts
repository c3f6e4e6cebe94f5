// A post of one's own that has just been published: it is shown at once where it belongs.
import type { Status } from "../api";
import { go } from "../router.svelte";
import { t } from "../text";
import { change, find, keep } from "./statuses.svelte";
import { opened } from "./timeline.svelte";
import { tell } from "./toasts.svelte";

type Listener = (status: Status) => void;
const listeners = new Set<Listener>();

/** Calls back with every post that somebody publishes here, until the returned function is called. */
export function onPosted(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows what was published, and says so. */
export function announce(statuses: Status[]): void {
  for (const status of statuses) {
    keep(status);
    const answered = status.inReplyToId ? find(status.inReplyToId) : undefined;
    if (answered) {
      change(answered.id, { repliesCount: answered.repliesCount + 1 });
    }
    const home = status.visibility === "direct" ? undefined : opened("home");
    if (home) {
      // What came before it waits as usual; asked later, it would be looked for after it.
      void home.refresh().catch(() => {});
      home.put(status);
    }
    listeners.forEach((listener) => listener(status));
  }
  const first = statuses[0];
  if (first) {
    tell(t("compose.posted"), { label: t("compose.show"), run: () => void go(`/@${first.account.acct}/${first.id}`) });
  }
}

/** Shows what a post says now. */
export function changed(status: Status): void {
  keep(status);
  listeners.forEach((listener) => listener(status));
  tell(t("compose.saved"));
}
