// What somebody began to write and did not send: drafts, and messages, which are on this device and nowhere else.
import { boot } from "../boot";
import { clearDrafts, listDrafts } from "./drafts";

/** As `remembered.ts` names what is written into a conversation. */
const MESSAGE = `${boot.me.id} message `;

const messages = () => Object.keys(localStorage).filter((key) => key.startsWith(MESSAGE) && localStorage.getItem(key) !== '""');

/** How much there is. A browser that keeps nothing has none. */
export async function countUnsent(): Promise<number> {
  const drafts = await listDrafts().catch(() => []);
  return drafts.length + messages().length;
}

/** Forgets all of it. */
export async function forgetUnsent(): Promise<void> {
  messages().forEach((key) => localStorage.removeItem(key));
  await clearDrafts();
}
