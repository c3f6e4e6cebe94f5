//! Links that are no web addresses and are links all the same: chat addresses (`xmpp:`, RFC 5122) and files by what they
//! hold (`magnet:`), as Mastodon knows them.

use std::ops::Range;

use crate::{
    characters::{is_invisible, is_stray, is_word, turns_direction},
    limits::LINK_BYTES,
};

/// How such links begin, and what must stand in them.
const SCHEMES: [(&str, char); 2] = [("xmpp:", '@'), ("magnet:?", '=')];

/// The places of such links in a text, in order.
pub(super) fn links(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text[from..].find(':').map(|at| from + at) {
        match SCHEMES.iter().find_map(|scheme| around(text, colon, *scheme)) {
            Some(range) if range.start >= from => {
                from = range.end;
                found.push(range);
            }
            _ => from = colon + 1,
        }
    }
    found
}

/// The link whose first colon stands there, if it begins so.
fn around(text: &str, colon: usize, (scheme, sign): (&str, char)) -> Option<Range<usize>> {
    let start = (colon + 1).checked_sub(scheme.find(':')? + 1)?;
    let begins = text.get(start..start + scheme.len())?.eq_ignore_ascii_case(scheme);
    let before = text[..start].chars().next_back();
    if !begins || before.is_some_and(|c| is_word(c) || matches!(c, '/' | '.' | '-' | ':' | '@')) {
        return None;
    }
    let told = &text[start + scheme.len()..];
    // One more than may be: whatever is longer is no link, however long.
    let told = &told[..told.floor_char_boundary(LINK_BYTES + 1)];
    let end = told.find(ends).unwrap_or(told.len());
    let told = without_punctuation(&told[..end]);
    let is_whole = told.find(sign).is_some_and(|at| at > 0 && at + 1 < told.len());
    let range = start..start + scheme.len() + told.len();
    (is_whole && range.len() <= LINK_BYTES).then_some(range)
}

fn ends(c: char) -> bool {
    c.is_whitespace()
        || is_stray(c)
        || turns_direction(c)
        || is_invisible(c)
        || matches!(
            c,
            '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | '、' | '。' | '，' | '！' | '？'
        )
}

/// Without the punctuation that only follows a link, and without a bracket that was opened before it.
fn without_punctuation(told: &str) -> &str {
    let mut told = told;
    while let Some(last) = told.chars().next_back() {
        let is_closing = last == ')' && told.matches(')').count() > told.matches('(').count();
        if !is_closing && !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_') {
            break;
        }
        told = &told[..told.len() - last.len_utf8()];
    }
    told
}

#[cfg(test)]
mod tests {
    use super::links;

    fn found(text: &str) -> Vec<&str> {
        links(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn chats_and_magnets_are_links() {
        for (text, expected) in [
            ("xmpp:alice@far.example", "xmpp:alice@far.example"),
            ("join (xmpp:den@rooms.far.example?join), all!", "xmpp:den@rooms.far.example?join"),
            ("XMPP:alice@far.example.", "XMPP:alice@far.example"),
            ("see magnet:?xt=urn:btih:c12fe1&dn=a(b) now", "magnet:?xt=urn:btih:c12fe1&dn=a(b)"),
            ("見てxmpp:", ""),
            ("magnet:?xt=urn:btih:c12fe1。次", "magnet:?xt=urn:btih:c12fe1"),
        ] {
            let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
            assert_eq!(found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_only_looks_like_one_stays_text() {
        for text in [
            "xmpp:",
            "xmpp:alice",
            "xmpp:@far.example",
            "axmpp:a@b",
            "magnet:x=y",
            "magnet:?",
            "magnet:?x",
            "::",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text:?}");
        }
    }
}
