// The conversations of whoever is signed in, newest first.
import type { mastodon } from "masto";
import { api } from "../api";
import { boot } from "../boot";
import { Listing } from "../listing/listing.svelte";
import { countMessages } from "../notifications/unread.svelte";
import { keep } from "../state/statuses.svelte";
import { withUndo } from "../state/undo";
import { t } from "../text";
import { nameOf } from "../text/people";

export type Conversation = mastodon.v1.Conversation;

export const conversations = new Listing<Conversation>(async function* () {
  for await (const page of api.v1.conversations.list({ limit: 30 })) {
    page.forEach(({ lastStatus }) => lastStatus && keep(lastStatus));
    yield page;
  }
});

/** Who takes part besides oneself. */
export const others = (conversation: Conversation) => conversation.accounts.filter((account) => account.id !== boot.me.id);

/** The names of those who take part, for a title. */
export function titleOf(conversation: Conversation): string {
  const names = others(conversation).map(nameOf);
  return names.length > 0 ? new Intl.ListFormat(document.documentElement.lang).format(names) : t("messages.yourself");
}

/** Opens a conversation, which is read then. */
export async function read(id: string): Promise<Conversation> {
  const wasUnread = conversations.items.some((known) => known.id === id && known.unread);
  const conversation = await api.v1.conversations.$select(id).read();
  conversations.items = conversations.items.map((known) => (known.id === id ? conversation : known));
  countMessages(wasUnread ? -1 : 0);
  return conversation;
}

/** Marks a conversation as new again. */
export async function unread(id: string): Promise<void> {
  const conversation = await api.v1.conversations.$select(id).unread();
  conversations.items = conversations.items.map((known) => (known.id === id ? conversation : known));
  countMessages(1);
}

/** Takes a conversation out of the inbox; what was written stays where it is. */
export function removeConversation(id: string): void {
  const restore = conversations.take(id);
  withUndo({ text: t("messages.removed"), method: "DELETE", path: `/api/v1/conversations/${id}`, restore });
}
