// Content rules: what they look for in posts, what they do about it, what they did, and how they are rehearsed.
import type { Account, Status } from "../../api";
import { call, get, OURS } from "../api";
import type { Dossier } from "../entities";

export const PLACES = ["local", "remote", "everywhere"] as const;
export const KINDS = ["words", "pattern", "links", "media", "new_accounts", "mentions", "languages", "secrets"] as const;
export const SECRETS = ["card_number", "iban", "private_key", "access_key"] as const;
export const ACTIONS = ["ask", "mark_sensitive", "report", "hold", "refuse"] as const;
export type Place = (typeof PLACES)[number];
export type Kind = (typeof KINDS)[number];
export type Secret = (typeof SECRETS)[number];
export type Action = (typeof ACTIONS)[number];
export const MOST_CONDITIONS = 8;

export type Condition =
  | { kind: "words"; words: string[] }
  | { kind: "pattern"; pattern: string }
  | { kind: "links"; domains: string[]; atLeast: number | null }
  | { kind: "media"; hashes: string[] }
  | { kind: "new_accounts"; youngerThanHours: number }
  | { kind: "mentions"; atLeast: number }
  | { kind: "languages"; languages: string[]; isAnyBut: boolean }
  | { kind: "secrets"; kinds: Secret[] };

/** What somebody writes of a rule. */
export interface Draft {
  name: string;
  looksAt: Place;
  conditions: Condition[];
  action: Action;
  /** What the author is told; words of the server's own if it is empty. */
  notice: string;
  expiresAt: string | null;
}

export interface ContentRule extends Draft {
  id: string;
  isLive: boolean;
  createdAt: string;
  updatedAt: string;
  /** Nothing once the conditions were changed. */
  rehearsedAt: string | null;
  hits: { week: number; total: number };
}

export type Verdict = "right" | "wrong" | null;

export interface Sample {
  status: Status;
  because: string[];
  verdict: Verdict;
}

export interface Rehearsal {
  state: "running" | "done" | "none";
  read: number;
  total: number;
  matched: number;
  authors: number;
  startedAt: string | null;
  endedAt: string | null;
  samples: Sample[];
}

/** One thing that a rule did. */
export interface Hit {
  id: string;
  rule: { id: string; name: string } | null;
  action: Action;
  at: string;
  because: string[];
  account: Account | Dossier;
  status: Status | null;
  undoneAt: string | null;
  state: "done" | "waiting" | "released" | "removed" | "published_anyway" | "undone";
}

export const RULES = `${OURS}/content_rules`;
export const HITS = `${OURS}/content_rule_hits`;
export const HELD = `${OURS}/held_statuses`;
/** The room in the console. */
export const ROOM = "/admin/content-rules";

const BEGINNINGS: { [K in Kind]: Extract<Condition, { kind: K }> } = {
  words: { kind: "words", words: [] },
  pattern: { kind: "pattern", pattern: "" },
  links: { kind: "links", domains: [], atLeast: null },
  media: { kind: "media", hashes: [] },
  new_accounts: { kind: "new_accounts", youngerThanHours: 24 },
  mentions: { kind: "mentions", atLeast: 5 },
  languages: { kind: "languages", languages: [], isAnyBut: false },
  secrets: { kind: "secrets", kinds: [...SECRETS] },
};

/** A condition of a kind, as it begins. */
export const begun = (kind: Kind): Condition => structuredClone(BEGINNINGS[kind]);

export const blank = (): Draft => ({ name: "", looksAt: "everywhere", conditions: [begun("words")], action: "hold", notice: "", expiresAt: null });

/** Whether a condition says something. */
export function isSaid(one: Condition): boolean {
  switch (one.kind) {
    case "words":
      return one.words.length > 0;
    case "pattern":
      return one.pattern.trim() !== "";
    case "links":
      return one.domains.length > 0 || (one.atLeast ?? 0) > 0;
    case "media":
      return one.hashes.length > 0;
    case "new_accounts":
      return one.youngerThanHours > 0;
    case "mentions":
      return one.atLeast > 0;
    case "languages":
      return one.languages.length > 0;
    case "secrets":
      return one.kinds.length > 0;
  }
}

/** A rule as the server takes it. */
export function wire({ name, looksAt, conditions, action, notice, expiresAt }: Draft): object {
  const said = conditions.map((one) => Object.fromEntries(Object.entries(one).map(([field, value]) => [snake(field), value])));
  return { name: name.trim(), looks_at: looksAt, conditions: said, action, notice: notice.trim(), expires_at: expiresAt };
}

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Only an author here can be asked before something is published. */
export const actionsAt = (place: Place): Action[] => ACTIONS.filter((action) => action !== "ask" || place === "local");

/** Whether something can be taken back: what was asked was answered by its author, and what staff decided stays. */
export const isUndoable = ({ action, state }: Hit) => action !== "ask" && (state === "done" || state === "waiting");

export const keepRule = (draft: Draft, id?: string) => call<ContentRule>(id ? "PUT" : "POST", id ? `${RULES}/${id}` : RULES, wire(draft));

export const turn = (id: string, isOn: boolean) => call<ContentRule>("POST", `${RULES}/${id}/${isOn ? "enable" : "disable"}`);

export const undoHit = (id: string) => call<Hit>("POST", `${HITS}/${id}/undo`);

/** By what the files of a post are known again. */
export async function hashesOf(statusId: string): Promise<string[]> {
  const answer = await get<unknown>(`${RULES}/media_hashes?status_id=${encodeURIComponent(statusId)}`);
  return [...new Set(JSON.stringify(answer).match(/\b[0-9a-f]{32,128}\b/gi) ?? [])];
}

/** How much of what somebody looked at would have been wrong. */
export function judged({ samples }: Rehearsal): { count: number; wrong: number } {
  const said = samples.filter(({ verdict }) => verdict !== null);
  return { count: said.length, wrong: said.filter(({ verdict }) => verdict === "wrong").length };
}
