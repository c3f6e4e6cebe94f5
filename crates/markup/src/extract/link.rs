//! Links: `http` and `https` addresses in plain text, without the punctuation that only follows them.

use std::iter::repeat_n;
use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use url::Url;

use crate::characters::{is_invisible, is_stray, turns_direction};
use crate::limits::LINK_BYTES;

/// The places of the links in a text, in order.
pub(super) fn links(text: &str) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
        .links(&shadow(text))
        .filter(|link| is_web(link.as_str()))
        .map(|link| link.start()..link.end())
        .filter(|range| is_whole(&text[range.clone()]))
        .collect()
}

/// The text with every byte in its place, but with addresses in ASCII. The finder knows no other top-level domains,
/// and no other delimiters, which scripts written without spaces need.
fn shadow(text: &str) -> String {
    let mut shadow = String::with_capacity(text.len());
    let mut is_address = false;
    for c in text.chars() {
        if delimits(c) {
            is_address = false;
            shadow.extend(repeat_n(' ', c.len_utf8()));
        } else if is_address && !c.is_ascii() {
            shadow.extend(repeat_n('x', c.len_utf8()));
        } else {
            shadow.push(c);
            is_address |= c == '/' && shadow.ends_with("://");
        }
    }
    shadow
}

fn is_web(link: &str) -> bool {
    let scheme = link.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn delimits(c: char) -> bool {
    c.is_whitespace()
        || is_stray(c)
        || turns_direction(c)
        || is_invisible(c)
        || matches!(c, '、' | '。' | '，' | '．' | '！' | '？' | '；' | '：' | '…')
        || matches!(
            c,
            '「' | '」' | '『' | '』' | '【' | '】' | '《' | '》' | '〈' | '〉' | '“' | '”' | '«' | '»'
        )
}

fn is_whole(link: &str) -> bool {
    link.len() <= LINK_BYTES && Url::parse(link).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::links;

    fn found(text: &str) -> Vec<&str> {
        links(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn links_end_where_their_punctuation_begins() {
        for (text, expected) in [
            ("https://far.example", "https://far.example"),
            ("see https://far.example/a.", "https://far.example/a"),
            ("see https://far.example/a, b", "https://far.example/a"),
            ("(https://far.example/a)", "https://far.example/a"),
            ("https://far.example/a_(b)", "https://far.example/a_(b)"),
            ("(https://far.example/a_(b))", "https://far.example/a_(b)"),
            ("<https://far.example/a>", "https://far.example/a"),
            ("\"https://far.example/a\"", "https://far.example/a"),
            ("https://far.example/?q=a&b=[c]#d!", "https://far.example/?q=a&b=[c]#d"),
            ("http://localhost:4001/x", "http://localhost:4001/x"),
            ("HTTPS://FAR.example/", "HTTPS://FAR.example/"),
            ("https://россия.рф, да", "https://россия.рф"),
            ("https://bücher.example/ä", "https://bücher.example/ä"),
            ("https://例え.テスト/パス。次", "https://例え.テスト/パス"),
            ("見てhttps://far.example/a、次", "https://far.example/a"),
            ("https://far.example/a\u{a0}b", "https://far.example/a"),
            ("https://far.example/a\u{202e}b", "https://far.example/a"),
        ] {
            assert_eq!(found(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn other_schemes_and_bare_names_stay_text() {
        for text in [
            "far.example",
            "www.far.example",
            "ftp://far.example/",
            "javascript:alert(1)",
            "javascript://far.example/%0aalert(1)",
            "data:text/html,x",
            "xhttp://far.example/",
            "http://",
            "https://v1.1",
            "https:///x",
            "https://。/x",
            "https://far.example:99999/",
            "mailto:alice@far.example",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text:?}");
        }
    }

    #[test]
    fn overlong_links_stay_text() {
        let base = "https://far.example/";
        assert_eq!(found(&format!("{base}{}", "a".repeat(4_096 - base.len()))).len(), 1);
        assert_eq!(found(&format!("{base}{}", "a".repeat(4_097 - base.len()))).len(), 0);
    }
}
