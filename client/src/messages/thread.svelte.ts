// What was said in one conversation, in order of time, and what one says oneself.
import { api, errorText, type Account, type Status } from "../api";
import { boot } from "../boot";
import { keep } from "../state/statuses.svelte";
import { timelines } from "../state/timeline.svelte";
import { withUndo } from "../state/undo";
import { t } from "../text";
import { addressed } from "./address";
import { others, read, type Conversation } from "./conversations.svelte";

export class Thread {
  conversation = $state.raw<Conversation | null>(null);
  messages = $state.raw<Status[]>([]);
  error = $state<string | null>(null);
  #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** Loads all of it, and what is new in it the next time. */
  async load(): Promise<void> {
    try {
      this.conversation = await read(this.#id);
      const last = this.conversation.lastStatus;
      const all = last ? await everything(last) : [];
      all.forEach(keep);
      const gone = this.messages.filter((message) => !all.some((one) => one.id === message.id));
      // What was sent a moment ago is kept, even if an older answer comes after it.
      const sent = gone.filter((message) => Date.now() - Date.parse(message.createdAt) < 5_000);
      this.messages = [...all, ...sent];
      this.error = null;
    } catch (error) {
      this.error = errorText(error);
    }
  }

  /** Says something to all who take part. */
  async say(text: string): Promise<void> {
    const to = this.conversation ? others(this.conversation) : [];
    this.messages = [...this.messages, await say(text, to, this.messages.at(-1))];
  }

  /** Deletes a message of one's own, for everybody. */
  remove(message: Status): void {
    const before = this.messages;
    this.messages = before.filter((one) => one.id !== message.id);
    const restore = () => (this.messages = before);
    withUndo({ text: t("messages.deleted"), method: "DELETE", path: `/api/v1/statuses/${message.id}`, restore });
  }
}

/** The whole thread that a message is in, as far as it is private. */
async function everything(last: Status): Promise<Status[]> {
  const { ancestors, descendants } = await api.v1.statuses.$select(last.id).context.fetch();
  const root = ancestors.find((status) => status.visibility === "direct");
  const beside = root ? (await api.v1.statuses.$select(root.id).context.fetch()).descendants : [];
  const all = new Map([...ancestors, last, ...descendants, ...beside].map((status) => [status.id, status]));
  return [...all.values()]
    .filter((status) => status.visibility === "direct")
    .sort((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
}

/** Writes to some people, in answer to a message or as the first. */
export async function say(text: string, to: Account[], answering?: Status): Promise<Status> {
  const status = await api.v1.statuses.create({
    status: addressed(text, to),
    visibility: "direct",
    inReplyToId: answering?.id,
  });
  keep(status);
  // Messages have a place of their own; a stream may have brought one home.
  for (const timeline of timelines()) {
    timeline.remove(status.id);
  }
  return status;
}

export const isMine = (status: Status) => status.account.id === boot.me.id;
