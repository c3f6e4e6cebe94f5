// What was decided, in a word or two.
import type { Key } from "../text";
import type { StrikeAction } from "./entities";

export const DID: Record<StrikeAction, Key> = {
  none: "console.did.none",
  disable: "console.did.disable",
  mark_statuses_as_sensitive: "console.did.mark",
  delete_statuses: "console.did.delete",
  sensitive: "console.did.sensitive",
  silence: "console.did.silence",
  suspend: "console.did.suspend",
};
