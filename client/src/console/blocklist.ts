// Decisions about other servers, one by one and by lists.
import { tn } from "../text";
import { call, OURS } from "./api";

export const SEVERITIES = ["noop", "silence", "suspend"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface DomainBlock {
  id: string;
  domain: string;
  createdAt: string;
  severity: Severity;
  rejectMedia: boolean;
  rejectReports: boolean;
  privateComment: string | null;
  publicComment: string | null;
  obfuscate: boolean;
}

/** What a list would do about a server. */
export interface Proposal {
  domain: string;
  severity: Severity;
  difference: "new" | "stricter" | "milder" | "same";
  existingDomainBlock: DomainBlock | null;
  followingCount: number;
  followersCount: number;
}

export interface Preview {
  entries: Proposal[];
  problems: { line: number; message: string }[];
}

/** A list that was applied. */
export interface Applied {
  id: string;
  name: string;
  actor: string;
  createdAt: string;
  undoneAt: string | null;
  changesCount?: number;
}

/** A list of others that is read once a day. */
export interface Subscription {
  id: string;
  url: string;
  name: string;
  mode: "apply" | "suggest";
  leastSeverity: Severity;
  readAt: string | null;
  lastError: string | null;
}

export const preview = (csv: string) => call<Preview>("POST", `${OURS}/blocklists/preview`, { csv });

export const undoList = (id: string) => call("POST", `${OURS}/blocklists/${id}/undo`);

/** How many follows between people here and there would end. */
export const cuts = (proposals: Proposal[]) => proposals.reduce((sum, { followingCount, followersCount }) => sum + followingCount + followersCount, 0);

/** What counts of a list: what is at least so severe, and what is milder than now only if that is wanted. */
export function meant(proposals: Proposal[], least: Severity, overwrites: boolean): Proposal[] {
  const isMeant = ({ severity, difference }: Proposal) =>
    SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least) && (difference === "new" || difference === "stricter" || (overwrites && difference === "milder"));
  return proposals.filter(isMeant);
}

/** What it would cost to part from one server, in words; nothing if that cannot be told. */
export async function losses(domain: string): Promise<string | null> {
  try {
    const { entries } = await preview(`#domain,#severity\n${domain},suspend\n`);
    return entries.length > 0 ? tn("console.block.cuts", cuts(entries)) : null;
  } catch {
    return null;
  }
}
