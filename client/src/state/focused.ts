// The post that has the focus, and what keys do with it. Posts are found on the screen, whoever shows them: each is an
// article that names its status.
import { go } from "../router.svelte";
import type { Status } from "../api";
import { bookmark, boost, favourite } from "./actions";
import { compose } from "./compose.svelte";
import { isStill } from "./device.svelte";
import { find } from "./statuses.svelte";

const POSTS = "main article[data-post]";

const articles = () => [...document.querySelectorAll<HTMLElement>(POSTS)].filter((one) => one.offsetParent !== null);
const focused = () => document.activeElement?.closest<HTMLElement>(POSTS) ?? null;

/** The status of the post that has the focus: of a boost, what is boosted. */
const status = (): Status | null => find(focused()?.dataset.post ?? "") ?? null;

/** The post that was last reached by keys, where it stood, and on which screen. */
let last: { post: HTMLElement; at: number; path: string } | null = null;

/** Gives the focus to the next post or the one before; at first to the one that is being read. Where one was deleted
 * that had the focus, it goes on from there. */
export function moveFocus(step: 1 | -1): void {
  const all = articles();
  const now = focused();
  const visible = all.findIndex((one) => one.getBoundingClientRect().bottom > 80);
  const isGone = last && !last.post.isConnected && last.path === location.pathname;
  const at = now ? all.indexOf(now) + step : last && isGone ? last.at + Math.min(step, 0) : visible;
  const to = Math.min(Math.max(at, 0), all.length - 1);
  const next = all[to];
  if (next) {
    last = { post: next, at: to, path: location.pathname };
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    const fits = next.offsetHeight < innerHeight - 120;
    next.scrollIntoView({ block: fits ? "nearest" : "start", behavior: isStill() ? "instant" : "smooth" });
  }
}

/** Opens the post that has the focus; says whether there was one. By Enter, only if it is not on something within. */
export function openFocused(event?: KeyboardEvent): boolean {
  const article = focused();
  const post = status();
  if (!post || (event && event.target !== article)) {
    return false;
  }
  void go(`/@${post.account.acct}/${post.id}`);
  return true;
}

/** Shows what waits above, or goes to the start. */
export function showNewest(): void {
  const pill = document.querySelector<HTMLButtonElement>("main .pill");
  if (pill) {
    pill.click();
  } else {
    scrollTo({ top: 0, behavior: isStill() ? "instant" : "smooth" });
  }
}

const on = (act: (post: Status) => unknown) => () => {
  const post = status();
  return post ? act(post) : undefined;
};
const press = (selector: string) => () => focused()?.querySelector<HTMLElement>(selector)?.click();

export const acts = {
  reply: on((post) => compose({ replyTo: post })),
  quote: on((post) => compose({ quote: post })),
  boost: on(boost),
  favourite: on(favourite),
  bookmark: on(bookmark),
  toggleWarning: press("[data-warning], .warned > summary"),
  toggleMedia: press("[data-media-toggle]"),
};
