// The public client API of this server, and nothing else: what this client cannot do, no app can.
import { createRestAPIClient, type mastodon } from "masto";
import { boot } from "./boot";

export type Status = mastodon.v1.Status;
export type Account = mastodon.v1.Account;
export type Relationship = mastodon.v1.Relationship;
export type Attachment = mastodon.v1.MediaAttachment;

export const api = createRestAPIClient({ url: location.origin, accessToken: boot.token });

/** What an error says to a person: the server's own words where it has some. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
