// Fetching what was in the home timeline since some time, page by page, as far as is bearable.
import { api, type Status } from "../api";
import { filteredBy } from "../state/filtered";
import { isNoMessage } from "../state/messages";
import type { CatchUp } from "./saved";

/** No more than this is fetched: nobody reads it, and the server has other things to do. */
const MOST = 800;
const PAGE = 40;

/** What somebody wants not to meet at home is not caught up with. */
const isHidden = (status: Status) => filteredBy(status.reblog ?? status, "home")?.action === "hide";

export class Collecting {
  count = $state(0);
  #isStopped = false;

  /** Takes what there is by now. */
  stop(): void {
    this.#isStopped = true;
  }

  async run(since: Date): Promise<CatchUp> {
    const until = new Date();
    const statuses: Status[] = [];
    let oldest: string | undefined;
    let isOver = false;
    while (!isOver && !this.#isStopped && statuses.length < MOST) {
      const page = await api.v1.timelines.home.list({ maxId: oldest, limit: PAGE });
      const fresh = page.filter((status) => Date.parse(status.createdAt) >= since.getTime());
      oldest = page.at(-1)?.id;
      statuses.push(...fresh.filter((status) => isNoMessage(status) && !isHidden(status)));
      this.count = statuses.length;
      isOver = page.length === 0 || fresh.length < page.length;
    }
    return { id: `${until.getTime()}`, since: since.toISOString(), until: until.toISOString(), isCut: !isOver, statuses };
  }
}
