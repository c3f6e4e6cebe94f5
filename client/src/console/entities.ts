// What staff see: Mastodon's entities, and those of this server.
import type { Account, Status } from "../api";

export interface Role {
  id: string;
  name: string;
  color: string;
  permissions: string;
  highlighted: boolean;
}

export interface FullRole extends Role {
  position: number;
  require2fa: boolean;
  builtIn: boolean;
  usersCount: number;
}

/** An account with all that staff may know of it. */
export interface Dossier {
  id: string;
  username: string;
  domain: string | null;
  createdAt: string;
  email: string | null;
  ip: string | null;
  ips?: { ip: string; usedAt: string }[];
  locale: string | null;
  inviteRequest: string | null;
  role: Role | null;
  confirmed: boolean | null;
  approved: boolean | null;
  disabled: boolean | null;
  silenced: boolean;
  suspended: boolean;
  sensitized: boolean;
  account: Account;
  createdByApplicationId?: string | null;
  invitedByAccountId?: string | null;
}

export type Category = "spam" | "legal" | "violation" | "other";

export interface Report {
  id: string;
  actionTaken: boolean;
  actionTakenAt: string | null;
  category: Category;
  comment: string;
  forwarded: boolean;
  createdAt: string;
  updatedAt: string;
  /** Nobody, if they have left. */
  account: Dossier | null;
  targetAccount: Dossier;
  assignedAccount: Dossier | null;
  actionTakenByAccount: Dossier | null;
  statuses: Status[];
  rules: { id: string; text: string; hint?: string }[];
}

/** What was done about an account or its statuses. */
export type StrikeAction = "none" | "disable" | "mark_statuses_as_sensitive" | "delete_statuses" | "sensitive" | "silence" | "suspend";

export interface AuditEntry {
  id: string;
  createdAt: string;
  accountId: string | null;
  actor: string;
  action: string;
  target: { kind: string; id: string | null; name: string };
  details: unknown;
  seal: string;
}

/** What was decided, as staff see it. */
export interface Strike {
  id: string;
  action: StrikeAction;
  text: string;
  statusIds: string[] | null;
  createdAt: string;
  targetAccount: Account;
  accountId: string | null;
  reportId: string | null;
  overruledAt: string | null;
  appealedAt: string | null;
  appeal: { text: string; state: "approved" | "rejected" | "pending" } | null;
}
