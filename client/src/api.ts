// The public client API of this server, and nothing else: what this client cannot do, no app can.
import { createRestAPIClient, type mastodon } from "masto";
import { boot } from "./boot";
import { t } from "./text";

export type Status = mastodon.v1.Status & Ours;
export type Account = mastodon.v1.Account;
export type Relationship = mastodon.v1.Relationship;
export type Attachment = mastodon.v1.MediaAttachment;

/** An emoji with which people answered. */
export interface Reaction {
  name: string;
  count: number;
  me: boolean;
  url: string | null;
  staticUrl: string | null;
}

/** What this server says of a status besides, see `docs/develop/api.md`. */
interface Ours {
  localOnly?: boolean;
  reactions?: Reaction[];
  /** Whether it waits for staff to look at it; until then, only its author and they see it. */
  held?: boolean;
}

export const api = createRestAPIClient({ url: location.origin, accessToken: boot.token });

const SAID = { 401: "failed.signedOut", 404: "failed.gone", 429: "failed.tooMany" } as const;

/** What an error says to a person: the server's own words, but for what it or the browser says to programs. */
export function errorText(error: unknown): string {
  const { statusCode, name } = (error ?? {}) as { statusCode?: keyof typeof SAID; name?: string };
  const said = statusCode && SAID[statusCode];
  if (said) {
    return t(said);
  }
  // `fetch` throws the first when nobody answers, `masto` the others when what answers is no API, or too late.
  if (error instanceof TypeError || /Timeout|Unexpected/.test(name ?? "")) {
    return t("failed.noServer");
  }
  return (error instanceof Error ? error.message : String(error)).replace(/^Validation failed: /, "");
}
