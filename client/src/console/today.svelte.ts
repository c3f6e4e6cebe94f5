// What the server says of itself on the first screen of the console.
import { get, OURS } from "./api";
import { Loaded } from "./loaded.svelte";

export interface Files {
  files: number;
  bytes: number;
}

export interface Update {
  version: string;
  urgent: boolean;
  notesUrl: string | null;
}

export interface Page {
  version: string;
  waiting: { reports: number | null; users: number | null; trends: number | null; appeals?: number | null; held?: number | null };
  queues: Record<string, number> | null;
  neighbours: { domain: string; health: string; waiting: number; waitingSince: string | null; error: string | null }[] | null;
  disk: { uploaded: Files; remote: Files; database: number | null; total: number; budget: number | null; daysLeft: number | null } | null;
  mail: { waiting: number; problem: string | null } | null;
  /** Newer versions of the program; null where nobody is asked for them, or this person may not know. */
  updates?: { checkedAt: string | null; error: string | null; available: Update[] } | null;
  trouble: { kind: string; count: number; detail: string | null }[] | null;
}

export const today = () => new Loaded(() => get<Page>(`${OURS}/dashboard`));
