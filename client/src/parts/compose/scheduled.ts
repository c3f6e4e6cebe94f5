// A scheduled post as a draft, to change it or to bring it back.
import type { mastodon } from "masto";
import { api } from "../../api";
import type { Audience } from "./audience";
import { begin } from "./beginnings";
import { mediaFrom, type Draft, type QuotePolicy } from "./draft";

/** What the server says of it besides what `masto` knows. */
interface Params {
  text: string;
  spoilerText: string | null;
  sensitive: boolean | null;
  visibility: Audience | null;
  language: string | null;
  localOnly?: boolean;
  inReplyToId: string | number | null;
  quotedStatusId?: string | number | null;
  quoteApprovalPolicy?: QuotePolicy | null;
  poll?: { options: string[]; expiresIn: number; multiple: boolean } | null;
}

export async function draftOf(scheduled: mastodon.v1.ScheduledStatus): Promise<Draft> {
  const params = scheduled.params as unknown as Params;
  const draft = await begin({});
  const post = draft.posts[0]!;
  post.text = params.text;
  post.warning = params.spoilerText || null;
  post.sensitive = params.sensitive ?? post.sensitive;
  post.media = scheduled.mediaAttachments.map(mediaFrom);
  post.poll = params.poll ? { options: params.poll.options, expiresIn: Number(params.poll.expiresIn), multiple: params.poll.multiple } : null;
  draft.audience = params.localOnly ? "local" : (params.visibility ?? draft.audience);
  draft.language = params.language ?? draft.language;
  draft.quotePolicy = params.quoteApprovalPolicy ?? draft.quotePolicy;
  draft.scheduledAt = scheduled.scheduledAt;
  [draft.replyTo, draft.quote] = await Promise.all([fetched(params.inReplyToId), fetched(params.quotedStatusId)]);
  return draft;
}

/** What is gone meanwhile is left out. */
const fetched = (id: string | number | null | undefined) =>
  id ? api.v1.statuses.$select(String(id)).fetch().catch(() => null) : Promise.resolve(null);
