// The words of a post without their marks, for places where only words fit.
const BREAKS = new Set(["P", "BR", "LI", "BLOCKQUOTE", "PRE", "H1", "H2", "H3"]);

export function plain(html: string): string {
  // A document of its own loads no pictures and runs nothing.
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll(".invisible, .quote-inline").forEach((hidden) => hidden.remove());
  body.querySelectorAll("*").forEach((element) => BREAKS.has(element.tagName) && element.after("\n"));
  return (body.textContent ?? "").replace(/\n+/g, "\n").trim();
}
