// Publishing a draft: its posts in order, each under a name of its own, so that nothing is published twice however
// often it is tried. What is published leaves the draft, so that after a failure the rest is still there.
import { api, type Status } from "../../api";
import { focusWords, newKey, type Draft, type PostDraft } from "./draft";
import { pollToSend } from "./poll";
import { describe, upload } from "./uploads";

const PATIENCE_MS = 30_000;
const GATEWAYS = [502, 503, 504];

/** Whether nobody answered, so that the same may be tried again later; a refusal would be repeated. */
export function isAway(error: unknown): boolean {
  const { statusCode, name } = error as { statusCode?: number; name?: string };
  if (statusCode !== undefined) {
    return GATEWAYS.includes(statusCode);
  }
  // `fetch` throws a TypeError when nobody answers; the other two are of `masto`: no answer in time, no answer of the API.
  return error instanceof TypeError || name === "TimeoutError" || ["MastoTimeoutError", "MastoUnexpectedError"].includes(name ?? "");
}

/** Publishes a draft. `kept` is told before each step that what would have to be sent again has changed, `published` of
 * each post that is out, also if the next one fails. */
export async function send(draft: Draft, kept: () => Promise<unknown>, published: (status: Status) => void): Promise<void> {
  for (let post = draft.posts[0]; post; post = draft.posts[0]) {
    for (const media of post.media) {
      await upload(media);
    }
    if (draft.edit) {
      published(await change(draft.edit.id, draft, post));
      return;
    }
    await Promise.all(post.media.map(describe));
    name(post, draft);
    await kept();
    const answer = await create(draft, post);
    if (draft.scheduledAt) {
      return;
    }
    published(answer);
    draft.posts.shift();
    draft.replyTo = answer;
    draft.quote = null;
    await kept();
  }
}

/** The same words keep their name; others get a new one, as the server would take them for the first. */
function name(post: PostDraft, draft: Draft): void {
  const tried = JSON.stringify(words(draft, post));
  if (post.tried && post.tried !== tried) {
    post.key = newKey();
  }
  post.tried = tried;
}

function words(draft: Draft, post: PostDraft) {
  return {
    status: post.text,
    spoilerText: post.warning ?? "",
    sensitive: post.sensitive || Boolean(post.warning),
    language: draft.language,
    visibility: draft.audience === "local" ? ("public" as const) : draft.audience,
    localOnly: draft.audience === "local",
    inReplyToId: draft.replyTo?.id,
    quotedStatusId: draft.quote?.id,
    quoteApprovalPolicy: draft.quotePolicy,
    scheduledAt: draft.scheduledAt ?? undefined,
    mediaIds: post.media.flatMap((media) => media.id ?? []),
    poll: pollToSend(post.poll, draft.edit),
  };
}

// The types of `masto` know neither posts that stay on a server nor a list of files that may be empty.
type Params = Parameters<typeof api.v1.statuses.create>[0];

function create(draft: Draft, post: PostDraft): Promise<Status> {
  const requestInit = { headers: { "Idempotency-Key": post.key }, signal: AbortSignal.timeout(PATIENCE_MS) };
  return api.v1.statuses.create(words(draft, post) as unknown as Params, { requestInit });
}

function change(id: string, draft: Draft, post: PostDraft): Promise<Status> {
  const { visibility: _visibility, localOnly: _localOnly, inReplyToId: _answered, quotedStatusId: _quoted, ...said } = words(draft, post);
  const mediaAttributes = post.media.flatMap((media) =>
    media.id ? { id: media.id, description: media.description, focus: focusWords(media.focus) } : [],
  );
  const params = { ...said, mediaAttributes } as unknown as Params;
  return api.v1.statuses.$select(id).update(params, { requestInit: { signal: AbortSignal.timeout(PATIENCE_MS) } });
}
