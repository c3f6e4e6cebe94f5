// Who a message is addressed to stands in its text, as the fediverse has it; in a conversation that is clear anyway.
import type { Account } from "../api";

/** A text with the handles of those it is for in front of it. */
export function addressed(text: string, to: Pick<Account, "acct">[]): string {
  const handles = to.map(({ acct }) => `@${acct}`).filter((handle) => !mentions(text, handle));
  return [...handles, text].join(" ");
}

const mentions = (text: string, handle: string) => text.split(/[\s,;:!?]+/).includes(handle);

/** The HTML of a message without the handles at its start. */
export function unaddressed(html: string): string {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const first = body.querySelector("p") ?? body;
  for (let node = first.firstChild; node && isAddress(node); node = first.firstChild) {
    node.remove();
  }
  if (first.firstChild?.nodeType === Node.TEXT_NODE) {
    first.firstChild.textContent = first.firstChild.textContent?.trimStart() ?? "";
  }
  // Somebody who wrote nothing but a handle meant just that.
  return body.textContent?.trim() || body.querySelector("img") ? body.innerHTML : html;
}

function isAddress(node: ChildNode): boolean {
  if (node.nodeType === Node.TEXT_NODE) {
    return !node.textContent?.trim();
  }
  const element = node as Element;
  return element.matches?.(".h-card, a.mention:not(.hashtag), a.u-url.mention") ?? false;
}
