// What it would cost to part from another server.
import { tn } from "../text";
import { call, THEIRS } from "./api";

interface Sum {
  key: string;
  total: string;
}

/** How many follows between people here and there would end, in words; nothing if that cannot be told. */
export async function losses(domain: string): Promise<string | null> {
  const keys = ["instance_follows", "instance_followers"];
  const today = new Date().toISOString().slice(0, 10);
  const of = { domain };
  try {
    const sums = await call<Sum[]>("POST", `${THEIRS}/measures`, { keys, start_at: today, end_at: today, instance_follows: of, instance_followers: of });
    return sums.length > 0 ? tn("console.block.cuts", sums.reduce((all, { total }) => all + Number(total), 0)) : null;
  } catch {
    return null;
  }
}
