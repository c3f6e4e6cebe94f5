//! Making what other servers send harmless: HTML of statuses and profiles, and names.
//!
//! HTML is first rewritten into a tame, flat form, which bounds the work of everything after it, and then judged
//! against the allow-list by `ammonia`, which parses it as a browser does.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use unicode_segmentation::UnicodeSegmentation;

use crate::attributes::{SCHEMES, allowed, kept};
use crate::characters::{is_invisible, is_stray, turns_direction};
use crate::elements::SHOWN;
use crate::limits::NAME_CHARACTERS;
use crate::rewrite::{Place, rewrite};

static JUDGE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> =
        SHOWN.iter().map(|element| (*element, allowed(element).iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(SHOWN.iter().copied().collect())
        .tag_attributes(attributes)
        .attribute_filter(|_element, attribute, value| kept(attribute, value))
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(None);
    builder
});

/// The safe part of a status's or a description's HTML. Of harmless HTML nothing is lost, and to clean twice changes
/// nothing more.
pub fn html(html: &str) -> String {
    clean(html, Place::Body)
}

/// The safe part of the HTML of a profile field's value: one line, in which `rel="me"` is kept.
pub fn field(html: &str) -> String {
    clean(html, Place::Line)
}

fn clean(html: &str, place: Place) -> String {
    // No attribute that is kept can contain a `<`, so this meets elements only. Apps know the form with the slash.
    JUDGE.clean(&rewrite(html, place)).to_string().replace("<br>", "<br />")
}

/// A name of an account or a field, which is text and not HTML: one line without controls, invisible characters and
/// whatever turns the writing direction of its neighbours, cut to a fixed length.
pub fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    let mut characters = 0;
    for cluster in name.graphemes(true) {
        let length = cluster.chars().count();
        characters += length;
        if characters > NAME_CHARACTERS {
            break;
        }
        for c in cluster.chars() {
            if matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') {
                plain.push(' ');
            } else if !(is_stray(c) || turns_direction(c) || is_invisible(c)) {
                plain.push(c);
            }
        }
    }
    plain.trim().to_owned()
}

/// Text of somebody else that is text and not HTML: its lines without controls and whatever turns the writing direction,
/// cut to a length.
pub fn plain_lines(text: &str, characters: usize) -> String {
    let text = text.chars().take(characters).filter(|c| !(is_stray(*c) || turns_direction(*c)));
    text.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::texts;
    use crate::limits::DEPTH;

    const LINK: &str = "target=\"_blank\" rel=\"nofollow noopener\"";

    #[test]
    fn lines_of_others_stay_lines() {
        assert_eq!(plain_lines(" a <b>\u{1b}[2J\nc\u{202e}\0 ", 100), "a <b>[2J\nc");
        assert_eq!(plain_lines("abcdef", 3), "abc");
    }

    #[test]
    fn harmless_html_stays_as_it_is() {
        for html_in in [
            "",
            "plain &amp; simple",
            "<p>a<br />b</p><p>c</p>",
            "<p lang=\"de\">a <b>b</b> <strong>c</strong> <i>d</i> <em>e</em> <u>f</u> <s>g</s> <del>h</del></p>",
            "<pre><code>a\n  b</code></pre><blockquote><p>c</p></blockquote>",
            "<ul><li>a</li><li>b<ol start=\"3\" reversed=\"\"><li value=\"7\">c</li></ol></li></ul>",
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
            "<p class=\"quote-inline\">RE</p>",
            "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://a.example/@b\" class=\"u-url mention\">@<span>b</span></a></span></p>",
            "<a href=\"https://a.example/tags/x\" class=\"mention hashtag\" rel=\"tag\">#<span>x</span></a>",
            "<a href=\"https://a.example/\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">a</span></a>",
        ] {
            assert_eq!(html(html_in), html_in);
        }
    }

    #[test]
    fn links_lead_away_safely() {
        for (dirty, clean) in [
            ("<a href=\"https://a.example\">x</a>", format!("<a href=\"https://a.example\" {LINK}>x</a>")),
            (
                "<a target=_top rel='opener me tag' onclick=x() href=\"https://a.example/?a=1&b=2\">x</a>",
                "<a href=\"https://a.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"tag nofollow noopener\">x</a>".into(),
            ),
            ("<a href=\"/relative\">x</a>", "x".into()),
            ("<a>x</a>", "x".into()),
            ("<a name=x>x</a>", "x".into()),
            ("<a href='javascript:alert(1)'>x</a>", "x".into()),
            ("<a href='java&#10;script:alert(1)'>x</a>", "x".into()),
            ("<a href='&#1;javascript&colon;alert(1)'>x</a>", "x".into()),
            ("<a href=' data:text/html,<script>x</script>'>x</a>", "x".into()),
            (
                "<a href=https://a.example>x<a href=https://b.example>y</a>z</a>",
                format!("<a href=\"https://a.example\" {LINK}>x</a><a href=\"https://b.example\" {LINK}>y</a>z"),
            ),
            (
                "<a href=https://a.example>x<a href=javascript:y>y</a>z</a>",
                format!("<a href=\"https://a.example\" {LINK}>x</a>yz"),
            ),
        ] {
            assert_eq!(html(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn danger_vanishes_and_text_stays() {
        for (dirty, clean) in [
            ("a<script>alert('<b>')</script>b", "ab"),
            ("a<style>p{}</style>b", "ab"),
            ("a<img src=x onerror=alert(1)>b", "ab"),
            ("a<iframe src=x>c</iframe>b", "ab"),
            ("a<svg><script>x</script><a href=javascript:x>y</a></svg>b", "ab"),
            ("a<svg/>b", "ab"),
            ("a<form><input value=x>y</form>b", "ab"),
            ("a<object data=x>y<object>z</object></object>b", "ab"),
            ("a<textarea><b>x</textarea>b", "ab"),
            ("a<!-- <b> -->b<!doctype html>", "ab"),
            ("a<b onclick=x() style=x class=x id=y>c</b>", "a<b>c</b>"),
            ("<marquee><font color=red>a</font></marquee>", "a"),
            ("<body onload=x><p>a</body>", "<p>a</p>"),
            ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("<<b>script>x", "&lt;<b>script&gt;x</b>"),
            ("a\0b&#0;c\u{feff}&#1;d\u{85}", "ab\u{fffd}cd"),
            ("<p title='</p><script>x</script>'>a", "<p>a</p>"),
            ("<math><mtext><table><mglyph><style><img src=x onerror=y>", ""),
            ("a<plaintext>b</p>", "a"),
            ("a <unfinished", "a "),
        ] {
            assert_eq!(html(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn what_is_not_shown_becomes_the_nearest_thing() {
        for (dirty, clean) in [
            (
                "<h1>A</h1><h3>B <i>c</i></h3>d",
                "<p><strong>A</strong></p><p><strong>B <i>c</i></strong></p>d",
            ),
            ("<h2><p>A</p></h2>b", "<p><strong>A</strong></p>b"),
            ("<div>a</div><div>b</div>", "a<br />b"),
            ("<div><div>\n a</div>\n</div>\n<section><b>b</b></section>c", "a<br /><b>b</b><br />c"),
            ("<div><p>a</p></div><div><p>b</p></div>", "<p>a</p><p>b</p>"),
            ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b<br />c d"),
            ("<dl><dt>a</dt><dd>b</dd></dl>", "a<br />b"),
            ("a<hr>b", "a<br />b"),
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<p>a<ul><li>b<li>c</ul>d", "<p>a</p><ul><li>b</li><li>c</li></ul>d"),
            ("<b><p>a</b>b</p>c", "<b><p>a</p></b>bc"),
            ("a</p></b></li></br>b", "a<br />b"),
            ("<pre>\n\na</pre>", "<pre>a</pre>"),
            ("<rt>a</rt>", "a"),
            ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
            (
                "x<math><semantics><mi>y</mi><annotation encoding=\"application/x-tex\">y&lt;1</annotation></semantics></math>z",
                "x$y&lt;1$z",
            ),
            ("<math display=block><annotation encoding='application/x-tex'>y</annotation></math>", "$$y$$"),
            ("<math><annotation encoding='text/plain'>why</annotation></math>", "why"),
            ("x<math><mi>y</mi></math>z", "xz"),
        ] {
            assert_eq!(html(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn a_field_is_one_line() {
        for (dirty, clean) in [
            ("<p>a</p><p>b<br>c</p>", "a b c"),
            ("<h1>a</h1><ul><li>b</ul><pre>c</pre>", "a b c"),
            (
                "<a rel='me nofollow' href=https://a.example>a</a>",
                "<a href=\"https://a.example\" target=\"_blank\" rel=\"me nofollow noopener\">a</a>",
            ),
            ("<b>they</b>/<i>them</i>", "<b>they</b>/<i>them</i>"),
        ] {
            assert_eq!(field(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn a_heading_counts_as_deep_as_it_becomes() {
        let deep = format!("<h2>{}a", "<b>".repeat(40));
        let once = html(&deep);
        assert_eq!((html(&once), once.matches("<b>").count()), (once.clone(), DEPTH - 2));
    }

    #[test]
    fn depth_is_bounded() {
        for (tag, times, depth) in [
            ("div", 100_000, 0),
            ("b", 100_000, DEPTH),
            ("i lang=x", 10_000, DEPTH),
            ("ul", 10_000, DEPTH),
            ("font", 10_000, 0),
            ("p", 10_000, 1),
            ("h1", 10_000, 2),
        ] {
            let clean = html(&format!("{}x", format!("<{tag}>").repeat(times)));
            let (_, after) = clean.split_once('x').expect("the text stays");
            assert_eq!(after.matches("</").count(), depth, "{tag}");
        }
    }

    #[test]
    fn work_and_size_are_bounded() {
        // Browsers repeat open formatting in every paragraph, which would take billions of elements here.
        let distinct: String = (0..30_000).map(|i| format!("<b lang=a{i}>")).collect();
        assert!(html(&format!("{distinct}{}", "<p>".repeat(30_000))).len() < 1 << 20);
        assert_eq!(html(&format!("{}x", "<svg>".repeat(100_000))), "");
        assert_eq!(html(&"&".repeat(1 << 16)), "&amp;".repeat(1 << 16));
        let text = "«a» & b ".repeat(10_000);
        assert_eq!(html(&text), text.replace('&', "&amp;"));
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in texts(2_000) {
            for clean in [html, field] {
                let once = clean(&text);
                assert_eq!(clean(&once), once, "{text:?}");
                assert!(!once.to_lowercase().contains("<script"), "{text:?}");
            }
        }
    }

    #[test]
    fn the_judge_finds_nothing_to_do() {
        for text in texts(1_500) {
            let tame = rewrite(&text, Place::Body);
            assert_eq!(JUDGE.clean(&tame).to_string(), tame, "{text:?}");
        }
    }

    #[test]
    fn names_are_one_harmless_line() {
        for (name, expected) in [
            ("Alice", "Alice"),
            (" Alice\n<b>B</b>\t", "Alice <b>B</b>"),
            ("a\u{202e}b\u{2066}c\u{2069}d\u{202c}", "abcd"),
            ("a\0b\u{7f}c\u{9b}d\u{feff}e\u{200b}f", "abcdef"),
            (
                "👩\u{200d}🚀 می\u{200c}خواهم \u{200f}שלום\u{200e}",
                "👩\u{200d}🚀 می\u{200c}خواهم \u{200f}שלום\u{200e}",
            ),
            (
                "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
                "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            ),
            ("\u{202e}", ""),
        ] {
            assert_eq!(plain_name(name), expected, "{name:?}");
        }
        assert_eq!(plain_name(&"é".repeat(5_000)).chars().count(), NAME_CHARACTERS);
        assert_eq!(plain_name(&"e\u{301}".repeat(5_000)).chars().count(), NAME_CHARACTERS);
        assert_eq!(
            plain_name(&format!("{}👩\u{200d}🚀", "x".repeat(NAME_CHARACTERS - 1))).chars().count(),
            NAME_CHARACTERS - 1
        );
        for text in texts(2_000) {
            let name = plain_name(&text);
            assert_eq!(plain_name(&name), name);
        }
    }
}
