// A rehearsal as one follows it: asked for again while it runs, also after the server did not answer for a moment.
import { errorText } from "../../api";
import { tell } from "../../state/toasts.svelte";
import { t } from "../../text";
import { call, get } from "../api";
import { RULES, type Rehearsal, type Sample, type Verdict } from "./rules";

const PAUSE_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

export class Rehearsing {
  value = $state.raw<Rehearsal | null>(null);
  error = $state<string | null>(null);
  isStarting = $state(false);
  #path: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #ended: () => unknown;

  /** `ended` is told when a rehearsal that was followed is done. */
  constructor(id: string, ended: () => unknown) {
    this.#path = `${RULES}/${id}/rehearsal`;
    this.#ended = ended;
    void this.look();
  }

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.#take(await get<Rehearsal>(this.#path));
    } catch (error) {
      this.error = errorText(error);
      this.#again(AFTER_FAILURE_MS);
    }
  }

  async start(): Promise<void> {
    this.isStarting = true;
    try {
      this.#take(await call<Rehearsal>("POST", this.#path));
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.isStarting = false;
    }
  }

  /** Says whether the rule would have been right about a post; what was said is shown at once. */
  async judge(sample: Sample, verdict: Verdict): Promise<void> {
    const before = this.value;
    if (!before) {
      return;
    }
    this.value = { ...before, samples: before.samples.map((one) => (one.status.id === sample.status.id ? { ...one, verdict } : one)) };
    try {
      this.#take(await call<Rehearsal>("POST", `${this.#path}/verdicts`, { status_id: sample.status.id, verdict }));
    } catch (error) {
      this.value = before;
      tell(t("failed", { reason: errorText(error) }));
    }
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #take(found: Rehearsal): void {
    const wasRunning = this.value?.state === "running";
    this.error = null;
    this.value = found;
    if (found.state === "running") {
      this.#again(PAUSE_MS);
    } else if (wasRunning) {
      this.#ended();
    }
  }

  #again(pause: number): void {
    if (!this.#isOver) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.look(), pause);
    }
  }
}
