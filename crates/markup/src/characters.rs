//! Classes of characters on which several files must agree.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// A letter, mark, digit or underscore of any script: what a name or a hashtag is made of.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | '\u{203f}' | '\u{2040}' | '\u{2054}' | '＿')
        || is_combining_mark(c)
}

/// A character that has no place in a text: controls (tab and newline excepted) and the byte order mark.
pub(crate) fn is_stray(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n') || c == '\u{feff}'
}

/// A character that turns the writing direction of what follows, by which a name can disguise its neighbours.
/// The plain left-to-right, right-to-left and Arabic marks are not among them: names need those.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// An invisible character that no script needs. The joiners, which emoji and Persian need, are not among them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

/// The text without its stray characters.
pub(crate) fn without_stray(text: &str) -> Cow<'_, str> {
    if text.contains(is_stray) {
        Cow::Owned(text.chars().filter(|c| !is_stray(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}
