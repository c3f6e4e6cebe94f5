// Custom emoji in names and texts.
import { expect, test } from "vitest";
import { emojified, withEmoji } from "./emoji";

const cat = { shortcode: "cat", url: "/cat.gif", staticUrl: '/cat.png?"', visibleInPicker: true };

test("an emoji stands between words", () => {
  expect(emojified("a :cat: b :dog:", [cat])).toEqual(["a ", cat, " b ", ":dog:"]);
});

test("emoji are drawn in text, never inside of tags", () => {
  const html = withEmoji('<a href="https://far.example/:cat:">:cat:</a>', [cat]);
  expect(html).toContain('<a href="https://far.example/:cat:"><img class="emoji" src="/cat.png?&quot;"');
});
