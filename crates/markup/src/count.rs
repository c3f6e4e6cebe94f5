//! How long a status is: in characters as a reader counts them, links and remote mentions at a flat rate.

use unicode_segmentation::UnicodeSegmentation;

use crate::extract::{Kind, entities};
use crate::limits::LINK_COUNTS_AS;

/// The length of a status, its content warning included.
///
/// A character is what a reader takes for one (an extended grapheme cluster: a family emoji is one), any link counts
/// the same, and of a mention only `@alice` counts, so that nobody pays for where their friends live.
pub fn characters(text: &str, content_warning: &str) -> usize {
    let mut count = content_warning.graphemes(true).count();
    let mut from = 0;
    for entity in entities(text) {
        count += text[from..entity.range.start].graphemes(true).count();
        count += match &entity.kind {
            Kind::Link => LINK_COUNTS_AS,
            Kind::Mention(handle) => 1 + handle.username.len(),
            Kind::Hashtag(_) => text[entity.range.clone()].graphemes(true).count(),
        };
        from = entity.range.end;
    }
    count + text[from..].graphemes(true).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_a_reader_would() {
        for (text, warning, expected) in [
            ("", "", 0),
            ("hello", "", 5),
            ("hello", "food", 9),
            ("été", "", 3),
            ("e\u{301}te\u{301}", "", 3),
            ("👩‍👩‍👧‍👦", "", 1),
            ("🏳️‍🌈🇩🇪👍🏽", "", 3),
            ("हिन्दी", "", 2),
            ("a\nb", "", 3),
            ("a\r\nb", "", 3),
            ("#日本語", "", 4),
            ("https://far.example/", "", 23),
            ("http://a.bc", "", 23),
            ("see https://far.example/a/very/long/path/that/goes/on?and=on, ok", "", 4 + 23 + 4),
            ("https://a.example https://b.example", "", 47),
            ("", "https://far.example/", 20),
            ("@alice", "", 6),
            ("@alice@far.example", "", 6),
            ("@alice@far.example:8080 hi", "", 9),
            ("alice@far.example", "", 17),
        ] {
            assert_eq!(characters(text, warning), expected, "{text:?}");
        }
    }

    #[test]
    fn a_megabyte_is_counted_in_one_go() {
        assert_eq!(characters(&"@a@b.c ".repeat(150_000), ""), 450_000);
        assert_eq!(characters(&"\u{301}".repeat(1 << 19), ""), 1);
    }
}
