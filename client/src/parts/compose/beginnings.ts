// What a draft starts with: what is answered, quoted, changed or written anew.
import { api, type Status } from "../../api";
import { boot } from "../../boot";
import type { Beginning } from "../../state/compose.svelte";
import { currentLanguage } from "../../text";
import { audiences, closest, isLocalOnly, narrower, type Audience } from "./audience";
import { emptyPost, mediaFrom, newKey, type Draft, type PollDraft, type QuotePolicy } from "./draft";
import { mentionsOf } from "./mentions";
import { lasted } from "./poll";
import { recentLanguages } from "./languages";

type Source = { privacy?: Status["visibility"]; language?: string | null; quotePolicy?: QuotePolicy };
const preferences = () => (boot.me.source ?? {}) as Source;

function blank(): Draft {
  const { privacy, language, quotePolicy } = preferences();
  return {
    id: newKey(), savedAt: 0, isWaiting: false, problem: "", replyTo: null, quote: null, edit: null,
    audience: privacy ?? "public", quotePolicy: quotePolicy ?? "public",
    language: language ?? recentLanguages()[0] ?? currentLanguage(), scheduledAt: null, posts: [emptyPost()],
  };
}

/** A new draft. What has to be asked of the server first is asked. */
export async function begin(beginning: Beginning): Promise<Draft> {
  if (beginning.draft) {
    return beginning.draft;
  }
  if (beginning.edit) {
    return editing(beginning.edit);
  }
  if (beginning.redraft) {
    return redrafting(beginning.redraft);
  }
  const draft = blank();
  draft.replyTo = beginning.replyTo?.reblog ?? beginning.replyTo ?? null;
  draft.quote = beginning.quote?.reblog ?? beginning.quote ?? null;
  const post = emptyPost((draft.replyTo ? mentionsOf(draft.replyTo, boot.me) : "") + (beginning.text ?? ""));
  if (draft.replyTo?.spoilerText) {
    post.warning = draft.replyTo.spoilerText;
  }
  if (draft.replyTo?.language) {
    draft.language = draft.replyTo.language;
  }
  draft.posts = [post];
  const wish: Audience = beginning.visibility ?? (draft.replyTo ? narrower(draft.replyTo.visibility, preferences().privacy ?? "public") : draft.audience);
  draft.audience = closest(wish, audiences([draft.replyTo, draft.quote]));
  return draft;
}

function like(status: Status): Draft {
  const draft = blank();
  draft.audience = isLocalOnly(status) && (status.visibility === "public" || status.visibility === "unlisted") ? "local" : status.visibility;
  draft.language = status.language ?? draft.language;
  draft.quotePolicy = policyOf(status);
  draft.quote = status.quote && "quotedStatus" in status.quote ? (status.quote.quotedStatus ?? null) : null;
  const post = emptyPost();
  post.sensitive = status.sensitive;
  post.media = status.mediaAttachments.map(mediaFrom);
  post.poll = pollOf(status);
  draft.posts = [post];
  return draft;
}

function policyOf(status: Status): QuotePolicy {
  const allowed = status.quoteApproval?.automatic ?? [];
  return allowed.includes("public") ? "public" : allowed.includes("followers") ? "followers" : "nobody";
}

function pollOf(status: Status): PollDraft | null {
  const poll = status.poll;
  if (!poll) {
    return null;
  }
  return { options: poll.options.map((option) => option.title), expiresIn: lasted(status), multiple: poll.multiple };
}

async function editing(status: Status): Promise<Draft> {
  const source = await api.v1.statuses.$select(status.id).source.fetch();
  const draft = like(status);
  const post = draft.posts[0]!;
  post.text = source.text;
  post.warning = source.spoilerText || null;
  draft.edit = status;
  return draft;
}

/** What was deleted says its own text; what it answered is fetched, if it is still there. */
async function redrafting(status: Status): Promise<Draft> {
  const draft = like(status);
  const post = draft.posts[0]!;
  post.text = status.text ?? "";
  post.warning = status.spoilerText || null;
  if (status.inReplyToId) {
    draft.replyTo = await api.v1.statuses.$select(status.inReplyToId).fetch().catch(() => null);
  }
  return draft;
}
