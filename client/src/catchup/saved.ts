// Catch-ups are kept on this device, so that one can go on reading later. The last few are enough.
import { del, get, set } from "idb-keyval";
import type { Status } from "../api";
import { boot } from "../boot";
import { currentLanguage } from "../text";
import { forgetReading } from "./reading";

/** What was found for a time. */
export interface CatchUp {
  id: string;
  since: string;
  until: string;
  /** Whether there was more than one fetches at once. */
  isCut: boolean;
  statuses: Status[];
}

/** A catch-up in a list of them. */
export type Saved = Omit<CatchUp, "statuses"> & { count: number };

const KEPT = 3;
const list = () => `catch-ups ${boot.me.id}`;
const named = (id: string) => `catch-up ${boot.me.id} ${id}`;

export const savedCatchUps = async (): Promise<Saved[]> => (await get<Saved[]>(list())) ?? [];

export const savedCatchUp = (id: string): Promise<CatchUp | undefined> => get<CatchUp>(named(id));

/** From when to when, in few letters. */
export const range = ({ since, until }: Pick<CatchUp, "since" | "until">): string =>
  new Intl.DateTimeFormat(currentLanguage(), { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).formatRange(new Date(since), new Date(until));

export async function saveCatchUp(one: CatchUp): Promise<void> {
  const { statuses, ...about } = one;
  const all = [{ ...about, count: statuses.length }, ...(await savedCatchUps())];
  await set(named(one.id), one);
  await set(list(), all.slice(0, KEPT));
  await Promise.all(all.slice(KEPT).map(({ id }) => del(named(id))));
  all.slice(KEPT).forEach(({ id }) => forgetReading(id));
}

export async function forgetCatchUp(id: string): Promise<Saved[]> {
  const rest = (await savedCatchUps()).filter((one) => one.id !== id);
  await set(list(), rest);
  await del(named(id));
  forgetReading(id);
  return rest;
}
