// Follow requests: saying yes or no to somebody who asks.
import { api, errorText } from "../api";
import { t } from "../text";
import { tell } from "../state/toasts.svelte";

export type RequestAnswer = "authorize" | "reject";

/** Answers a request; whether the server took it. */
export async function answerRequest(id: string, answer: RequestAnswer): Promise<boolean> {
  try {
    await api.v1.followRequests.$select(id)[answer]();
    return true;
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
    return false;
  }
}
