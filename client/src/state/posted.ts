// A post of one's own that has just been published: it is shown at once where it belongs.
import type { Status } from "../api";
import { go } from "../router.svelte";
import { t } from "../text";
import { change, find, keep } from "./statuses.svelte";
import { threads } from "./thread.svelte";
import { opened } from "./timeline.svelte";
import { tell } from "./toasts.svelte";

/** Shows what was published, and says so. */
export function announce(statuses: Status[]): void {
  statuses.forEach(place);
  const first = statuses[0];
  if (first) {
    tell(t(first.held ? "compose.held" : "compose.posted"), { label: t("compose.show"), run: () => void go(`/@${first.account.acct}/${first.id}`) });
  }
}

function place(status: Status): void {
  keep(status);
  const answered = status.inReplyToId ? find(status.inReplyToId) : undefined;
  if (answered) {
    change(answered.id, { repliesCount: answered.repliesCount + 1 });
  }
  for (const thread of threads()) {
    thread.arrive(status);
    thread.showNow(status.id);
  }
  const home = status.visibility === "direct" ? undefined : opened("home");
  if (home) {
    // What came before it waits as usual; asked later, it would be looked for after it.
    void home.refresh();
    home.arrive(status);
    home.showNow(status.id);
  }
}

/** Shows what a post says now. */
export function changed(status: Status): void {
  keep(status);
  tell(t("compose.saved"));
}
