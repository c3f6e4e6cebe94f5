// What the page carried: who is signed in, with which token, and what the page shows.
import type { mastodon } from "masto";
import { camelCased } from "./text/camel";

export interface Boot {
  token: string;
  csrf: string;
  me: mastodon.v1.CredentialAccount;
  /** Who else is signed in with this browser; `POST /auth/switch` lets one of them act. */
  others: { id: string; username: string; displayName: string; avatarStatic: string }[];
  name: string;
  domain: string;
  language: string;
  /** Whether the moderators asked something that is not read yet. */
  asked: boolean;
  /** What the page showed; taken once by the screen that continues it. */
  statuses: mastodon.v1.Status[] | null;
  /** When this was kept, if the page was drawn without the server. */
  keptAt?: number;
}

function read(): Boot {
  const text = document.getElementById("boot")?.textContent ?? "{}";
  return camelCased(JSON.parse(text)) as Boot;
}

export const boot = read();

/** The statuses that the page carried, for whoever asks first. */
export function takeStatuses(): mastodon.v1.Status[] | null {
  const { statuses } = boot;
  boot.statuses = null;
  return statuses;
}
