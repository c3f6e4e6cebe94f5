// Answers as a tree: what answers what.
import type { Status } from "../api";

type Answer = Pick<Status, "id" | "inReplyToId"> & { account: Pick<Status["account"], "id"> };

export interface Branch {
  id: string;
  answers: Branch[];
  /** How many answers hang below, all levels together. */
  count: number;
}

/**
 * The answers to a status. Those to something unknown hang on the root; the author's own come first, since they go
 * on with what was said.
 */
export function branches(root: Answer, all: Answer[]): Branch[] {
  const known = new Set([root.id, ...all.map((one) => one.id)]);
  const below = new Map<string, Answer[]>();
  for (const one of all) {
    const parent = one.inReplyToId && known.has(one.inReplyToId) && one.inReplyToId !== one.id ? one.inReplyToId : root.id;
    below.set(parent, [...(below.get(parent) ?? []), one]);
  }
  const grown = (parent: Answer): Branch[] => {
    const answers = below.get(parent.id) ?? [];
    below.delete(parent.id);
    const own = answers.filter((one) => one.account.id === root.account.id && parent.account.id === root.account.id);
    const ordered = [...own, ...answers.filter((one) => !own.includes(one))];
    return ordered.map((one) => {
      const further = grown(one);
      return { id: one.id, answers: further, count: further.reduce((sum, branch) => sum + 1 + branch.count, 0) };
    });
  };
  return grown(root);
}
