// Who is signed in with this browser: one acts, others wait. Which is which is the server's to say: their sessions
// stand in cookies that no script can read, so that the client has the key of the one who acts and of nobody else.
import { boot } from "../boot";
import { forgetHomes } from "./homes.svelte";
import { forget } from "./kept";
import { turnPushOff } from "./push";

export type Member = (typeof boot.others)[number];

/** Who else is signed in; those whose sessions have ended are not among them. */
export const otherMembers = (): Member[] => boot.others ?? [];

/** Where one signs in as somebody else as well. */
export const ADD_ACCOUNT = "/auth/sign_in?add=true&again=true&return_to=/home";

/** Tells the worker that the person was asked already. */
const ASKED = "?asked";

/** Lets somebody else act. What was kept to be read without a connection goes, since it is not theirs. */
export async function switchTo(member: Member): Promise<void> {
  await forget().catch(() => {});
  send("/auth/switch", { account: member.id });
}

/** How long a server that does not answer may hold up signing out. */
const PATIENCE_MS = 2_000;

/** Ends the session, here and at the server, and leaves nothing of it on the device. */
export async function signOut(): Promise<void> {
  await Promise.race([turnPushOff().catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  await forget().catch(() => {});
  if (otherMembers().length === 0) {
    // Whoever uses this browser next shall not learn who else one is.
    forgetHomes();
  }
  send(`/auth/sign_out${ASKED}`, {});
}

/** Sends a form as the pages of the server do, with the secret that proves where it comes from. */
function send(path: string, values: Record<string, string>): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of Object.entries({ csrf: boot.csrf, ...values })) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
