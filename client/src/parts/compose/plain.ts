// The words of a post without its markup, for where it is shown in short.
const BREAKS = /<br\s*\/?>|<\/(?:p|li|blockquote|pre|h\d)>/gi;

export function plain(html: string): string {
  const parsed = new DOMParser().parseFromString(html.replace(BREAKS, "\n"), "text/html");
  parsed.querySelectorAll(".invisible, .quote-inline").forEach((one) => one.remove());
  return (parsed.body.textContent ?? "").trim();
}
