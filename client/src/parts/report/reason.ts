// Why somebody reports an account. What they merely do not like is nothing to report.
export type Reason = "spam" | "rule" | "dislike" | "other";
