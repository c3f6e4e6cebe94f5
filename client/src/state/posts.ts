// Single posts by their id.
import { api, errorText } from "../api";
import { go } from "../router.svelte";
import { t } from "../text";
import { find, keep } from "./statuses.svelte";
import { tell } from "./toasts.svelte";

/** Opens the screen of a post of which only the id is known. */
export async function openPost(id: string): Promise<void> {
  try {
    const post = find(id) ?? (await api.v1.statuses.$select(id).fetch());
    keep(post);
    await go(`/@${post.account.acct}/${id}`);
  } catch (error) {
    tell(t("failed", { reason: errorText(error) }));
  }
}
