// Signing out on a page of the server: such a page runs no script that could ask what is to become of texts that were
// not sent, and to leave nothing behind on the device. The client does both, so that the way out leads through it.
import { keepLeaving } from "../state/kept";

/** A screen of the client; what stands after the ? says why it is opened. */
const THERE = "/preferences?sign-out";

/** Whether somebody leaves who was not asked. Other sites send nobody there, and who comes from there is let through. */
export function isLeaving(request: Request, url: URL): boolean {
  const isForm = request.mode === "navigate" && request.method === "POST";
  const isFromHere = request.referrer.startsWith(`${location.origin}/`) && !request.referrer.endsWith(THERE);
  return isForm && isFromHere && url.origin === location.origin && url.pathname === "/auth/sign_out" && !url.searchParams.has("asked");
}

export async function askFirst(request: Request): Promise<Response> {
  try {
    await keepLeaving();
  } catch {
    // A browser that keeps nothing has nothing to ask about.
    return fetch(request);
  }
  return Response.redirect(THERE, 303);
}
