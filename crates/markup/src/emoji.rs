//! Custom emoji: finding `:shortcodes:` in a text. Which of them exist, and their pictures, is not known here.

use std::ops::Range;

use crate::limits::{SHORTCODE_CHARACTERS_MAX, SHORTCODE_CHARACTERS_MIN};

/// The shortcodes in a plain text, in order, repeated ones included; the ranges cover the colons too.
///
/// Neither side may touch a letter, a digit or a further colon, so that `12:30:45` and `std::fmt::Debug` stay text.
pub fn shortcodes(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(':').map(|i| from + i) {
        from = start + 1;
        let length = text[from..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let end = from + length;
        let closed = text[end..].starts_with(':');
        let fits = (SHORTCODE_CHARACTERS_MIN..=SHORTCODE_CHARACTERS_MAX).contains(&length);
        if closed
            && fits
            && !touches(text[..start].chars().next_back())
            && !touches(text[end + 1..].chars().next())
        {
            found.push((start..end + 1, &text[from..end]));
        }
        from = end;
    }
    found
}

fn touches(beside: Option<char>) -> bool {
    beside.is_some_and(|c| c.is_alphanumeric() || c == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        shortcodes(text).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn shortcodes_are_found_where_they_stand_alone() {
        for (text, expected) in [
            (":blobcat:", vec!["blobcat"]),
            ("hi :blob_cat: and (:ok:)", vec!["blob_cat", "ok"]),
            (":one: :two:\n:three:", vec!["one", "two", "three"]),
            ("日本:ok:", vec![]),
            ("日本 :ok:!", vec!["ok"]),
            (":a:", vec![]),
            ("at 12:30:45", vec![]),
            ("12:30:", vec![]),
            ("std::fmt::Debug", vec![]),
            (":one::two:", vec![]),
            ("::one::", vec![]),
            ("x:one:", vec![]),
            (":one:x", vec![]),
            (":one: two:", vec!["one"]),
            (":not this:", vec![]),
            (":ünï:", vec![]),
            (":", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text:?}");
        }
    }

    #[test]
    fn ranges_cover_the_colons() {
        assert_eq!(shortcodes("é :ok: ü"), [(3..7, "ok")]);
    }

    #[test]
    fn overlong_names_stay_text() {
        assert_eq!(shortcodes(&format!(":{}:", "a".repeat(2_048))).len(), 1);
        assert_eq!(shortcodes(&format!(":{}:", "a".repeat(2_049))).len(), 0);
    }

    #[test]
    fn a_megabyte_of_colons_is_read_once() {
        assert!(shortcodes(&":".repeat(1 << 20)).is_empty());
        assert_eq!(shortcodes(&":aa: ".repeat(1 << 18)).len(), 1 << 18);
    }
}
