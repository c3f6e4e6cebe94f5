// Accounts as staff look for them.
import { Listing } from "../listing/listing.svelte";
import { pages, query } from "./api";
import type { Dossier } from "./entities";
import { meaning } from "./meaning";

export const STATES = ["all", "active", "pending", "silenced", "disabled", "suspended"] as const;
export const ORIGINS = ["all", "local", "remote"] as const;
export type State = (typeof STATES)[number];
export type Origin = (typeof ORIGINS)[number];

export interface Wanted {
  state: State;
  origin: Origin;
  words: string;
  isStaff: boolean;
}

/** The accounts that are meant. */
export function accounts({ state, origin, words, isStaff }: Wanted): Listing<Dossier> {
  const asked = {
    status: state === "all" ? "" : state,
    origin: origin === "all" ? "" : origin,
    permissions: isStaff ? "staff" : "",
    ...(words.trim() ? meaning(words) : {}),
    limit: 40,
  };
  return new Listing(() => pages<Dossier>(query("/api/v2/admin/accounts", asked)));
}
