// The outbox: posts that were done when nobody answered. They wait on this device and are sent, once, when the server
// answers again.
import { errorText, type Status } from "../api";
import type { Draft } from "../parts/compose/draft";
import { isAway, send } from "../parts/compose/send";
import { go } from "../router.svelte";
import { t } from "../text";
import { deleteDraft, listDrafts, saveDraft } from "./drafts";
import { announce, changed } from "./posted";
import { tell } from "./toasts.svelte";

const SOON_MS = 15_000;
const LATEST_MS = 10 * 60_000;

let all = $state.raw<Draft[]>([]);
let pause = SOON_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
let isSending = false;

/** What waits. */
export const waiting = () => all;

/** Looks for what was left waiting, and from now on sends it when it can. */
export async function startOutbox(): Promise<void> {
  // Added twice, a function is still called once.
  addEventListener("online", sendWaiting);
  await look();
  void sendWaiting();
}

async function look(): Promise<void> {
  all = (await listDrafts()).filter((draft) => draft.isWaiting);
}

/** Puts a draft among what waits. */
export async function putOff(draft: Draft): Promise<void> {
  await saveDraft({ ...draft, isWaiting: true, problem: "" });
  await look();
  again();
}

/** Takes a draft out again, to be changed or thrown away. */
export async function takeBack(draft: Draft): Promise<void> {
  await saveDraft({ ...draft, isWaiting: false });
  await look();
}

function again(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendWaiting(), pause);
  pause = Math.min(pause * 2, LATEST_MS);
}

/** Sends what waits, if the server answers. Only one window of the browser does, so that each is sent by one. */
export async function sendWaiting(): Promise<void> {
  if (isSending || all.length === 0) {
    return;
  }
  isSending = true;
  try {
    await (navigator.locks ? navigator.locks.request("fanfare outbox", sendAll) : sendAll());
  } finally {
    isSending = false;
  }
}

async function sendAll(): Promise<void> {
  // Another window may have sent it in the meantime.
  await look();
  for (const draft of all.toReversed()) {
    if (!(await sendOne(draft))) {
      again();
      return;
    }
  }
  pause = SOON_MS;
}

/** Whether somebody answered. */
async function sendOne(draft: Draft): Promise<boolean> {
  const published: Status[] = [];
  try {
    await send(draft, () => saveDraft(draft), (status) => published.push(status));
    await deleteDraft(draft.id);
    return true;
  } catch (error) {
    if (isAway(error)) {
      return false;
    }
    await saveDraft({ ...draft, isWaiting: false, problem: errorText(error) });
    tell(t("outbox.refused"), { label: t("outbox.look"), run: () => void go("/drafts") });
    return true;
  } finally {
    if (draft.edit) {
      published.forEach(changed);
    } else {
      announce(published);
    }
    await look();
  }
}
