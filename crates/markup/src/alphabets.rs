//! Alphabets: whether a word mixes letters that look alike, as those of Latin and Cyrillic do (Unicode Technical Standard 39,
//! restriction levels).

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection as _};

/// Whether one of the words mixes alphabets whose letters look alike. Words in an alphabet each do not, nor do those that
/// people really mix (Latin with Japanese, Korean or Chinese), nor letters in another dress (𝓐𝓵𝓲𝓬𝓮).
pub fn are_mixed(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let plain: String = text.nfkc().collect();
    plain.split(|letter: char| !letter.is_alphabetic()).any(is_mixed)
}

fn is_mixed(word: &str) -> bool {
    !word.is_ascii() && word.detect_restriction_level() == RestrictionLevel::MinimallyRestrictive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_mix_what_looks_alike_are_mixed() {
        // The first letter is Cyrillic; the second letter is Greek; a Cyrillic е inside.
        for mixed in ["\u{410}lice", "R\u{3bf}bert", "the r\u{435}al Bob"] {
            assert!(are_mixed(mixed), "{mixed}");
        }
        for plain in [
            "Alice",
            "Алиса",
            "Alice Алиса",
            "Αλίκη",
            "JR東日本",
            "Zoë",
            "ÆØÅ",
            "𝓐𝓵𝓲𝓬𝓮",
            "Ａｌｉｃｅ",
            "alice 🦊 :cat:",
            "نور noor",
            "שרה",
            "한국K팝",
            "α-tester",
            "",
            "Łódź",
        ] {
            assert!(!are_mixed(plain), "{plain}");
        }
    }
}
