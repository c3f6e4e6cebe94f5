// What live news do to what is shown: new posts wait above, edits are seen everywhere, deleted posts go.
import type { Status } from "../api";
import { boot } from "../boot";
import { takeOut } from "../state/actions";
import { keep } from "../state/statuses.svelte";
import { threads } from "../state/thread.svelte";
import { opened, type Timeline } from "../state/timeline.svelte";
import { listen, type Channel, type News } from "./socket";

/** What every channel tells of statuses that may be shown anywhere. */
function everywhere({ event, payload }: News): void {
  if (event === "delete") {
    takeOut(String(payload));
  } else if (event === "status.update") {
    keep(payload as Status);
  } else if (event === "update") {
    const status = payload as Status;
    for (const thread of threads()) {
      thread.arrive(status);
      if (status.account.id === boot.me.id) {
        thread.showNow(status.id);
      }
    }
  }
}

/** Keeps a timeline current while it is shown; answers how to stop. */
export function keepCurrent(timeline: Timeline, channel: Channel): () => void {
  void timeline.refresh();
  return listen(channel, {
    heard: (news) => {
      everywhere(news);
      if (news.event === "update") {
        arrive(timeline, news.payload as Status);
      }
    },
    missed: () => void timeline.refresh(),
  });
}

/** What one writes oneself is there at once; the rest waits. */
function arrive(timeline: Timeline, status: Status): void {
  timeline.arrive(status);
  if (status.account.id === boot.me.id && !status.reblog) {
    timeline.showNow(status.id);
  }
}

/** Listens to what concerns the reader as long as the page is open. The home timeline is current wherever they are. */
export function startListening(): void {
  listen(
    { stream: "user" },
    {
      heard: (news) => {
        everywhere(news);
        const home = opened("home");
        if (news.event === "update" && home) {
          arrive(home, news.payload as Status);
        }
      },
      missed: () => void opened("home")?.refresh(),
    },
  );
}
