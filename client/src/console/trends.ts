// What many talk of, as staff see it, whatever it is: what it is called and how it stands.

export type TrendKind = "tags" | "links" | "statuses" | "links/publishers";

/** What the server says, of any kind. */
export interface Trend {
  id: string | number;
  name?: string;
  url?: string;
  title?: string;
  domain?: string;
  description?: string;
  content?: string;
  spoilerText?: string;
  account?: { acct: string };
  history?: { accounts: string }[];
  trendable?: boolean | null;
  requiresReview: boolean;
}

export interface Shown {
  id: string;
  /** May be in HTML. */
  name: string;
  about: string;
  to: string | null;
  people: number | null;
  waits: boolean;
  isShown: boolean;
}

const DAYS = 2;

export function asTrend(kind: TrendKind, one: Trend): Shown {
  const people = one.history ? one.history.slice(0, DAYS).reduce((sum, { accounts }) => sum + Number(accounts), 0) : null;
  const rest = { id: String(one.id), people, waits: one.requiresReview, isShown: one.trendable ?? !one.requiresReview };
  if (kind === "tags") {
    return { ...rest, name: `#${one.name}`, about: "", to: `/tags/${encodeURIComponent(one.name ?? "")}` };
  }
  if (kind === "links") {
    return { ...rest, name: one.title || (one.url ?? ""), about: one.description ?? "", to: one.url ?? null };
  }
  if (kind === "statuses") {
    return { ...rest, name: `@${one.account?.acct}`, about: one.spoilerText || (one.content ?? ""), to: `/@${one.account?.acct}/${one.id}` };
  }
  return { ...rest, name: one.domain ?? "", about: "", to: null };
}
