// Whether a member is one of those who keep the place: what everybody may be allowed does not count.
import { boot } from "../boot";

/** Inviting people, reading closed timelines, inviting past the approval. */
const MEMBERS = (1 << 16) | (1 << 20) | (1 << 21);

/** What the role of a member allows, as bits. */
export const allowed = (): number => Number(boot.me.role?.permissions ?? 0);

export const isStaff = () => (allowed() & ~MEMBERS) !== 0;
