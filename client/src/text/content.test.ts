import { describe, expect, it } from "vitest";
import { type Written, arranged, isLong, plain } from "./content";

const tag = (name: string) => ({ name, url: `https://far.example/tags/${name}` }) as Written["tags"][number];
const post = (content: string, more: Partial<Written> = {}): Written => ({ content, emojis: [], mentions: [], tags: [], ...more });
const read = (content: string, more: Partial<Written> = {}) => arranged(post(content, more), "https://home.example");

describe("a post", () => {
  it("leads to people and hashtags here, and elsewhere in a new tab", () => {
    const mentions = [{ id: "1", username: "bob", acct: "bob@far.example", url: "https://far.example/@bob" }];
    expect(read('<p><a href="https://far.example/@bob" class="u-url mention" target="_blank">@<span>bob</span></a></p>', { mentions }).html).toBe(
      '<p><a href="/@bob@far.example" class="u-url mention">@<span>bob</span></a></p>',
    );
    expect(read('<p><a href="https://far.example/tags/Tea" rel="tag">#<span>Tea</span></a></p>', { tags: [tag("tea")] }).html).toBe(
      '<p><a href="/tags/tea">#<span>Tea</span></a></p>',
    );
    expect(read('<a href="https://a.example/?x=1&amp;y=2">a</a>').html).toBe(
      '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="nofollow noopener">a</a>',
    );
    expect(read('<a href="https://home.example/@alice/1">a</a>').html).toBe('<a href="/@alice/1">a</a>');
  });

  it("sets a heap of hashtags aside, unless it is all there is", () => {
    const tags = ["a", "b", "c", "d"].map(tag);
    const links = tags.map(({ name }) => `<a href="https://home.example/tags/${name}">#<span>${name}</span></a>`).join(" ");
    expect(read(`<p>Tea.</p><p>${links}</p>`, { tags })).toEqual({ html: "<p>Tea.</p>", heap: ["a", "b", "c", "d"] });
    expect(read(`<p>Tea.<br>${links}</p>`, { tags }).html).toBe("<p>Tea.</p>");
    expect(read(`<p>${links}</p>`, { tags }).heap).toEqual([]);
  });

  it("is long by its words or its lines", () => {
    expect(isLong("<p>short</p>")).toBe(false);
    expect(isLong(`<p>${"word ".repeat(200)}</p>`)).toBe(true);
    expect(isLong("<p>a</p>".repeat(20))).toBe(true);
  });

  it("has words without its marks", () => {
    expect(plain("<p>a &amp; b<br>c</p><p>d</p>")).toBe("a & b\nc\nd");
  });
});
