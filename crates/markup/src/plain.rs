//! HTML to plain text, for previews of notifications and for search. The input need not be clean; the output is not
//! HTML and must be escaped where it is shown.

use crate::characters::without_stray;
use crate::elements::{Fate, fate};
use crate::math::Math;
use crate::tokens::{Token, read};

/// The text that a reader of the HTML would see, with an empty line between paragraphs and whole addresses of links.
pub fn text(html: &str) -> String {
    let mut reader = Reader::default();
    read(html, |token| match token {
        Token::Open(open) => {
            let is_block = open.attribute("display") == Some("block");
            reader.open(open.name, open.closes_itself, open.attribute("encoding"), is_block);
        }
        Token::Close(name) => reader.close(name),
        Token::Text(text) => reader.text(text),
    });
    reader.plain
}

/// The text around which whitespace stands as it would on a page.
#[derive(Default)]
struct Reader {
    plain: String,
    /// Newlines due before the next text.
    newlines: usize,
    /// Whether a space is due before the next text.
    space: bool,
    /// How many `pre` are open.
    pre: usize,
    skipped: Option<(String, usize, Option<Math>)>,
}

impl Reader {
    fn open(&mut self, name: &str, closes_itself: bool, encoding: Option<&str>, is_block: bool) {
        if let Some((skipped, depth, math)) = &mut self.skipped {
            *depth += usize::from(name == skipped && !closes_itself);
            if let Some(math) = math {
                math.open(name, encoding);
            }
            return;
        }
        self.pre += usize::from(name == "pre");
        match fate(name) {
            Fate::Math if !closes_itself => {
                self.skipped = Some((name.to_owned(), 1, Some(Math::new(is_block))));
            }
            Fate::Gone if !(closes_itself && name == "svg") => {
                self.skipped = Some((name.to_owned(), 1, None));
            }
            Fate::Break => self.newlines += 1,
            _ => self.boundary(name),
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, depth, math)) = &mut self.skipped {
            *depth -= usize::from(name == skipped);
            if let Some(math) = math {
                math.close();
            }
            if *depth == 0 {
                let annotation = math.take().map(|math| math.annotation()).unwrap_or_default();
                self.skipped = None;
                self.text(&annotation);
            }
            return;
        }
        self.pre -= usize::from(name == "pre" && self.pre > 0);
        self.boundary(name);
    }

    /// The distance that an element keeps from what is before and after it.
    fn boundary(&mut self, name: &str) {
        match fate(name) {
            Fate::Block("li") | Fate::Line => self.newlines = self.newlines.max(1),
            Fate::Block(_) | Fate::Heading => self.newlines = self.newlines.max(2),
            Fate::Cell => self.space = true,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, math)) = &mut self.skipped {
            if let Some(math) = math {
                math.text(text);
            }
            return;
        }
        for c in without_stray(text).chars() {
            match c {
                '\n' if self.pre > 0 => self.newlines += 1,
                ' ' | '\t' | '\n' if self.pre == 0 => self.space = true,
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        if !self.plain.is_empty() {
            match self.newlines {
                0 if self.space => self.plain.push(' '),
                0 => {}
                // More than one empty line says nothing.
                newlines => self.plain.push_str(&"\n\n"[..newlines.min(2)]),
            }
        }
        self.newlines = 0;
        self.space = false;
        self.plain.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::texts;

    #[test]
    fn html_becomes_what_a_reader_sees() {
        for (html, plain) in [
            ("", ""),
            ("just text", "just text"),
            ("<p>a</p><p>b</p>", "a\n\nb"),
            ("<p>a<br />b<br>\n c</p>", "a\nb\nc"),
            ("<p>a<br><br><br>b</p>\n<p> </p>", "a\n\nb"),
            ("<p>a   b\n c </p>", "a b c"),
            ("<p>1 &lt; 2 &amp;&amp; &quot;x&quot; &eacute;&#x1F600;</p>", "1 < 2 && \"x\" é😀"),
            (
                "<a href=\"https://a.example/long\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">a.example/lo</span><span class=\"invisible\">ng</span></a>",
                "https://a.example/long",
            ),
            (
                "<span class=\"h-card\"><a href=\"https://a.example/@b\">@<span>b</span></a></span> hi",
                "@b hi",
            ),
            ("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"),
            ("<h1>a</h1>b", "a\n\nb"),
            ("<blockquote><p>a</p></blockquote>b", "a\n\nb"),
            ("<pre>a\n  b</pre>c  d", "a\n  b\n\nc d"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("a<script>x</script><style>y</style>b", "ab"),
            ("a<svg/>b<svg><text>c</text></svg>d", "abd"),
            ("<math><mi>x</mi><annotation encoding='application/x-tex'>y</annotation></math>", "$y$"),
            ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)"),
            ("a\0b\u{feff}", "ab"),
            ("&lt;b&gt;", "<b>"),
            ("a <unfinished", "a"),
        ] {
            assert_eq!(text(html), plain, "{html:?}");
        }
    }

    #[test]
    fn cleaning_does_not_change_what_is_read() {
        for dirty in [
            "<div>a</div><div>b</div>",
            "<h1>a</h1><p>b<p>c",
            "<b>a<script>x</script> b</b>",
            "<ol><li>a<li>b</ol>",
        ] {
            assert_eq!(text(&crate::sanitize::html(dirty)), text(dirty), "{dirty:?}");
        }
    }

    #[test]
    fn nothing_panics_and_nothing_grows() {
        for html in texts(2_000) {
            let plain = text(&html);
            assert!(plain.len() <= 2 * html.len(), "{html:?}");
            assert!(!plain.contains("\n\n\n") && !plain.starts_with([' ', '\n']), "{html:?}");
        }
        assert_eq!(text(&"<div>".repeat(100_000)), "");
        assert_eq!(text(&"<br>".repeat(100_000)), "");
    }
}
