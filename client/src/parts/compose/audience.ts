// Who may see a post, from everybody to those it names. A reply is never seen by more people than what it answers.
import type { Status } from "../../api";
import type { Key } from "../../text";

export type Visibility = Status["visibility"];
/** The four of the API, and one of this server's own: everybody here and nobody elsewhere. */
export type Audience = Visibility | "local";

const FROM_WIDE: Visibility[] = ["public", "unlisted", "private", "direct"];

export const AUDIENCE_WORDS: Record<Audience, { label: Key; hint: Key }> = {
  public: { label: "audience.public", hint: "audience.public.hint" },
  unlisted: { label: "audience.unlisted", hint: "audience.unlisted.hint" },
  local: { label: "audience.local", hint: "audience.local.hint" },
  private: { label: "audience.private", hint: "audience.private.hint" },
  direct: { label: "audience.direct", hint: "audience.direct.hint" },
};

/** The narrower of two. */
export function narrower(one: Visibility, other: Visibility): Visibility {
  return FROM_WIDE[Math.max(FROM_WIDE.indexOf(one), FROM_WIDE.indexOf(other))] ?? "direct";
}

/** Whether a status stays on this server, which only this server says. */
export const isLocalOnly = (status: Status) => (status as Status & { localOnly?: boolean }).localOnly === true;

/** Who may see what answers or quotes these. What stays here is answered here. */
export function audiences(beside: (Status | null | undefined)[]): Audience[] {
  const others = beside.filter((status) => status != null);
  const widest = others.map((status) => status.visibility).reduce(narrower, "public");
  const open = FROM_WIDE.filter((one) => narrower(one, widest) === one);
  if (others.some(isLocalOnly)) {
    return ["local", ...open.filter((one) => one === "private" || one === "direct")];
  }
  const local: Audience[] = open.includes("unlisted") ? ["local"] : [];
  return [...open.filter((one) => one === "public" || one === "unlisted"), ...local, ...open.filter((one) => one === "private" || one === "direct")];
}

/** The audience closest to a wish among those that are possible. */
export function closest(wish: Audience, possible: Audience[]): Audience {
  return possible.includes(wish) ? wish : (possible[0] ?? "direct");
}
