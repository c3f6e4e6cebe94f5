//! Finding mentions, hashtags and links in plain text: one list with byte ranges, in order, never overlapping.
//! What is done with them is up to `compose`, `count` and whoever looks up the people named.

mod handle;
mod hashtag;
mod link;
mod other_link;

use std::collections::HashSet;
use std::ops::Range;

pub use handle::Handle;
pub use hashtag::{Hashtag, tag_key};

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of things that a text can contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `@alice` or `@alice@far.example`.
    Mention(Handle),
    /// `#tag`.
    Hashtag(Hashtag),
    /// An `http` or `https` address, as written, or one of a chat or of a file by what it holds.
    Link,
}

/// Everything found in a plain text.
pub fn entities(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut from = 0;
    for range in links(text) {
        between(text, from..range.start, &mut found);
        from = range.end;
        found.push(Entity { range, kind: Kind::Link });
    }
    between(text, from..text.len(), &mut found);
    found
}

/// The places of all links, in order. Nothing is found inside a web address.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = link::links(text);
    ranges.extend(other_link::links(text));
    // Web addresses came first, and the sort keeps that among those that begin together.
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, earlier| later.start < earlier.end);
    ranges
}

/// The accounts that a text names, each once, in the order of their first mention.
pub fn handles(text: &str) -> Vec<Handle> {
    let mut seen = HashSet::new();
    let kinds = entities(text).into_iter().map(|entity| entity.kind);
    kinds
        .filter_map(|kind| if let Kind::Mention(handle) = kind { Some(handle) } else { None })
        .filter(|handle| seen.insert(handle.clone()))
        .collect()
}

/// The hashtags of a text as they are first spelt, each key once.
pub fn tags(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let kinds = entities(text).into_iter().map(|entity| entity.kind);
    kinds
        .filter_map(|kind| if let Kind::Hashtag(tag) = kind { Some(tag) } else { None })
        .filter_map(|tag| seen.insert(tag.key).then_some(tag.name))
        .collect()
}

/// Mentions and hashtags in a stretch of text without links.
fn between(text: &str, stretch: Range<usize>, found: &mut Vec<Entity>) {
    let mut from = stretch.start;
    while let Some(start) = text[from..stretch.end].find(['@', '#', '＃']).map(|i| from + i) {
        let before = text[..start].chars().next_back();
        let rest = &text[start..stretch.end];
        let (length, kind) = if rest.starts_with('@') {
            handle::at_start(rest, before).map(|(length, handle)| (length, Kind::Mention(handle)))
        } else {
            hashtag::at_start(rest, before).map(|(length, tag)| (length, Kind::Hashtag(tag)))
        }
        .unzip();
        let sign = rest.chars().next().map_or(1, char::len_utf8);
        from = start + length.unwrap_or(sign);
        found.extend(kind.map(|kind| Entity { range: start..from, kind }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::texts;

    fn slices(text: &str) -> Vec<&str> {
        entities(text).into_iter().map(|entity| &text[entity.range]).collect()
    }

    #[test]
    fn entities_come_in_order() {
        let text = "#cats by @alice (see https://cats.example/@bob#top), @bob@far.example #Dogs";
        assert_eq!(
            slices(text),
            ["#cats", "@alice", "https://cats.example/@bob#top", "@bob@far.example", "#Dogs"]
        );
    }

    #[test]
    fn nothing_is_found_inside_a_link() {
        assert_eq!(
            slices("https://a.example/@alice/#tag http://u@b.example/"),
            ["https://a.example/@alice/#tag", "http://u@b.example/"]
        );
        assert_eq!(slices("ftp://a.example/@alice/#tag"), Vec::<&str>::new());
        assert_eq!(
            slices("xmpp:alice@a.example https://b.example/?q=xmpp:bob@b.example"),
            ["xmpp:alice@a.example", "https://b.example/?q=xmpp:bob@b.example"]
        );
    }

    #[test]
    fn each_handle_and_tag_is_listed_once() {
        let text = "@alice @bob @alice @Far@far.example #Cats #cats #CATS #dogs";
        let names: Vec<String> = handles(text).iter().map(Handle::to_string).collect();
        assert_eq!(names, ["@alice", "@bob", "@Far@far.example"]);
        assert_eq!(tags(text), ["Cats", "dogs"]);
    }

    #[test]
    fn ranges_are_ordered_and_lie_on_character_boundaries() {
        for text in texts(3_000) {
            let mut end = 0;
            for entity in entities(&text) {
                assert!(entity.range.start >= end && entity.range.end > entity.range.start, "{text:?}");
                assert!(text.get(entity.range.clone()).is_some(), "{text:?}");
                end = entity.range.end;
            }
        }
    }

    #[test]
    fn hostile_texts_are_read_in_one_go() {
        let megabyte = "@a@b".repeat(1 << 18);
        assert_eq!(entities(&megabyte), []);
        for piece in [
            "#",
            "@",
            "＃",
            "@a@",
            "@a.",
            "a://",
            "http://",
            "http://a/(",
            "http://a'",
            "@a@b.c:1 ",
            "xmpp:,",
            "xmpp:a@b) ",
            "magnet:?)",
            "magnet:?é",
        ] {
            let text = piece.repeat((1 << 16) / piece.len());
            assert!(entities(&text).len() <= text.len() / piece.len(), "{piece}");
        }
        assert!(entities(&format!("http://{}.example/", "é".repeat(1 << 19))).is_empty());
        assert!(entities(&format!("@a@{}", "é".repeat(1 << 19))).is_empty());
        assert!(entities(&format!("#{}", "é".repeat(1 << 19))).is_empty());
    }
}
