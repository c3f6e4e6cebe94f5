//! Hashtags: where one begins and ends, and the key under which all its spellings meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use crate::characters::is_word;
use crate::limits::TAG_CHARACTERS;

/// A hashtag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashtag {
    /// As written, without the `#`.
    pub name: String,
    /// The name under which all spellings meet; see [`tag_key`].
    pub key: String,
}

/// The unique name of a hashtag: compatibility forms unified (NFKC), lower case, without the accents of Latin letters, and
/// nothing that a hashtag cannot contain. Empty when nothing is left. As on Mastodon `café` and `cafe` are one tag, but
/// `Straße` and `Strasse` are two, and so are letters with signs for tones, as in Vietnamese, and those without.
pub fn tag_key(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let kept: String = folded.nfkc().filter(|c| is_word(*c) || joins(*c)).collect();
    // A mark at the start belonged to a sign that is gone, as in an emoji. What was apart may compose now.
    let whole: String = kept.trim_start_matches(is_combining_mark).nfkc().collect();
    without_accents(&whole).nfkc().collect()
}

/// The letters without their accents, and without further accents that these letters could have had.
fn without_accents(name: &str) -> String {
    let (mut bare, mut letter) = (String::with_capacity(name.len()), None);
    for c in name.chars() {
        if let Some(base) = base(c) {
            letter = Some(base);
            bare.push(base);
        } else if is_combining_mark(c) {
            let is_accent =
                letter.and_then(|letter| compose(letter, c)).is_some_and(|whole| base(whole).is_some());
            bare.extend((!is_accent).then_some(c));
        } else {
            letter = None;
            bare.push(c);
        }
    }
    bare
}

/// What a small Latin letter is without its accent, as far as European languages have them (Latin-1 and Latin
/// Extended-A, which is what Mastodon folds).
fn base(c: char) -> Option<char> {
    match c {
        'đ' | 'ð' => Some('d'),
        'ħ' => Some('h'),
        'ı' => Some('i'),
        'ĸ' => Some('k'),
        'ł' => Some('l'),
        'ŋ' => Some('n'),
        'ø' => Some('o'),
        'ŧ' => Some('t'),
        '\u{c0}'..='\u{17f}' => {
            std::iter::once(c).nfd().next().filter(|first| *first != c && first.is_ascii_lowercase())
        }
        _ => None,
    }
}

/// The middle dots of Catalan and Japanese and the non-joiner of Persian, which stand inside words.
fn joins(c: char) -> bool {
    matches!(c, '\u{b7}' | '\u{30fb}' | '\u{200c}')
}

/// The hashtag that begins with the sign at the start of `rest`, and its length in bytes.
pub(super) fn at_start(rest: &str, before: Option<char>) -> Option<(usize, Hashtag)> {
    if before.is_some_and(|c| is_word(c) || matches!(c, '/' | ')' | '=')) {
        return None;
    }
    let body = rest.strip_prefix(['#', '＃'])?;
    // One more than allowed is enough to know that it is too long.
    let mut ends = body.char_indices().take(TAG_CHARACTERS + 1).take_while(|(_, c)| is_word(*c) || joins(*c));
    let end = ends.by_ref().last().map_or(0, |(i, c)| i + c.len_utf8());
    let name = body[..end].trim_end_matches(joins);
    if name.chars().count() > TAG_CHARACTERS || !is_name(name) {
        return None;
    }
    let key = tag_key(name);
    if key.is_empty() {
        return None;
    }
    Some((rest.len() - body.len() + name.len(), Hashtag { name: name.to_owned(), key }))
}

/// Whether there is more than a number: a letter, or something that joins two parts, as in `24_12`.
fn is_name(name: &str) -> bool {
    let Some(first) = name.chars().next() else { return false };
    // A mark at the start belongs to the sign itself, as in the keycap emoji.
    if joins(first) || is_combining_mark(first) {
        return false;
    }
    let inside = name.char_indices().skip(1).filter(|(i, c)| i + c.len_utf8() < name.len());
    name.contains(char::is_alphabetic) || inside.into_iter().any(|(_, c)| c == '_' || joins(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Kind, entities};
    use crate::generator::texts;

    fn names(text: &str) -> Vec<String> {
        let kinds = entities(text).into_iter().map(|entity| entity.kind);
        kinds.filter_map(|kind| if let Kind::Hashtag(tag) = kind { Some(tag.name) } else { None }).collect()
    }

    #[test]
    fn hashtags_are_found() {
        for (text, expected) in [
            ("#cats", "cats"),
            ("I like #Cats.", "Cats"),
            ("(#cats)", "cats"),
            ("\"#cats\"", "cats"),
            ("#2024goals", "2024goals"),
            ("#goals2024", "goals2024"),
            ("#24_12", "24_12"),
            ("#snake_case_", "snake_case_"),
            ("##cats", "cats"),
            ("#cats's", "cats"),
            ("#cats-dogs", "cats"),
            ("#Paral·lel·", "Paral·lel"),
            ("#ジョン・スミス", "ジョン・スミス"),
            ("#می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("#हिन्दी", "हिन्दी"),
            ("#日本語。", "日本語"),
            ("＃日本語", "日本語"),
            ("#über", "über"),
            ("#e\u{301}te\u{301}", "e\u{301}te\u{301}"),
            ("@alice#cats", ""),
        ] {
            let expected: Vec<&str> = Some(expected).filter(|name| !name.is_empty()).into_iter().collect();
            assert_eq!(names(text), expected, "{text:?}");
        }
        assert_eq!(names("#one#two #three"), ["one", "three"]);
    }

    #[test]
    fn what_only_looks_like_a_hashtag_is_not_one() {
        for text in [
            "#",
            "##",
            "#####",
            "# cats",
            "#1",
            "#2024",
            "#_",
            "#__",
            "#-x",
            "a#cats",
            "é#cats",
            "日#cats",
            "/#cats",
            ")#cats",
            "=#cats",
            "#·a",
            "#\u{fe0f}\u{20e3}",
            "#\u{fe0f}\u{20e3}a",
            "#😀",
            "#\u{200c}",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn too_long_a_hashtag_stays_text() {
        assert_eq!(names(&format!("#{}", "é".repeat(100))).len(), 1);
        assert_eq!(names(&format!("#{}", "é".repeat(101))).len(), 0);
    }

    #[test]
    fn spellings_meet_in_one_key() {
        for (name, key) in [
            ("Cats", "cats"),
            ("ＣＡＴＳ", "cats"),
            ("ÉTÉ", "ete"),
            ("e\u{301}te\u{301}", "ete"),
            ("ÉCOLE", "ecole"),
            ("Größe", "große"),
            ("Łódź", "lodz"),
            ("Đường", "dường"),
            ("tiếng", "tiếng"),
            ("がく", "がく"),
            ("Ёлка", "ёлка"),
            ("e\u{301}\u{308}\u{323}\u{309}", "ẹ\u{301}\u{308}\u{309}"),
            ("ﾊﾝｶｸ", "ハンカク"),
            ("ﬁn", "fin"),
            ("ΣΑΣ", "σασ"),
            ("a b-c", "abc"),
            ("", ""),
            ("<>", ""),
            ("❤\u{fe0f}", ""),
        ] {
            assert_eq!(tag_key(name), key, "{name:?}");
        }
        for text in texts(2_000) {
            let key = tag_key(&text);
            assert_eq!(tag_key(&key), key, "{text:?}");
        }
    }
}
