// Terms of service from drafts to the day from which on they count, and what privacy policies said before.
import { OURS } from "./api";

export interface HouseText {
  id: string;
  /** Markdown. */
  text: string;
  /** The same as HTML, as the server cleaned it. */
  content: string;
  changelog: string;
  /** A day; none while it is being written. */
  effectiveDate: string | null;
  publishedAt: string | null;
}

export const TERMS = `${OURS}/terms_of_service`;
export const POLICIES = `${OURS}/privacy_policies`;

/** Today, as the server counts days. */
export const today = () => new Date().toISOString().slice(0, 10);

const byDay = (one: HouseText, other: HouseText) => (other.effectiveDate ?? "").localeCompare(one.effectiveDate ?? "");

/** What is being written, what will count, what counts, and what counted. */
export function sorted(all: HouseText[], now = today()): { drafts: HouseText[]; coming: HouseText[]; current: HouseText | null; past: HouseText[] } {
  const published = all.filter(({ publishedAt }) => publishedAt).sort(byDay);
  const begun = published.filter(({ effectiveDate }) => (effectiveDate ?? "") <= now);
  return {
    drafts: all.filter(({ publishedAt }) => !publishedAt),
    coming: published.filter((one) => !begun.includes(one)),
    current: begun[0] ?? null,
    past: begun.slice(1),
  };
}
