// Accounts as staff look for them.
import { Listing } from "../listing/listing.svelte";
import { pages, query } from "./api";
import type { Dossier } from "./entities";

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

/** By what somebody looks: an address of mail, of the network, a server, a handle, or a name. */
export function meaning(words: string): Record<string, string> {
  const said = words.trim();
  if (/^@?[\w.-]+@[^@\s]+\.[^@\s]+$/.test(said) && said.startsWith("@")) {
    const [username = "", domain = ""] = said.slice(1).split("@");
    return { username, by_domain: domain };
  }
  if (/^[^@\s]+@[^@\s]+$/.test(said)) {
    return { email: said };
  }
  if (/^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/.test(said) || /^[0-9a-f]*:[0-9a-f:]+(\/\d+)?$/i.test(said)) {
    return { ip: said };
  }
  if (/^[\w-]+(\.[\w-]+)+$/.test(said)) {
    return { by_domain: said };
  }
  if (said.startsWith("@")) {
    return { username: said.slice(1) };
  }
  return /\s/.test(said) ? { display_name: said } : { username: said };
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
