//! Words of a text as they stand in an index for search: folded, so that accents and case do not matter, and cut into
//! pairs of characters where a script writes no spaces.

use unicode_normalization::UnicodeNormalization;

use crate::limits::WORD_CHARACTERS;

/// A word that is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The folded word.
    pub word: String,
    /// Whether words that only begin so are meant, too.
    pub is_open: bool,
}

/// The words of a text, each once.
pub fn indexed(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(&fold(text), |run, is_spaced| {
        if is_spaced {
            words.push(cut(run));
            return;
        }
        pairs(run, &mut words);
        // The last character begins no pair, but may be searched for.
        words.extend(run.chars().next_back().map(String::from));
    });
    words.sort_unstable();
    words.dedup();
    words
}

/// The words that must be in a text that is searched for; with `is_open`, the last one need only begin one there.
pub fn wanted(text: &str, is_open: bool) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut is_last_spaced = true;
    each(&fold(text), |run, is_spaced| {
        is_last_spaced = is_spaced;
        if is_spaced {
            terms.push(Term { word: cut(run), is_open: false });
        } else if run.chars().nth(1).is_none() {
            terms.push(Term { word: run.to_owned(), is_open: true });
        } else {
            let mut words = Vec::new();
            pairs(run, &mut words);
            terms.extend(words.into_iter().map(|word| Term { word, is_open: false }));
        }
    });
    if let Some(last) = terms.last_mut().filter(|_| is_last_spaced) {
        last.is_open |= is_open;
    }
    terms
}

/// The text as it is compared for phrases: folded, with one space between words and at both ends.
pub fn line(text: &str) -> String {
    let mut line = String::from(" ");
    each(&fold(text), |run, is_spaced| {
        line.push_str(run);
        if is_spaced {
            line.push(' ');
        }
    });
    if !line.ends_with(' ') {
        line.push(' ');
    }
    line
}

/// Whether a folded line has a phrase in it; both as `line` makes them.
pub fn has_phrase(line: &str, phrase: &str) -> bool {
    line.contains(&needle(phrase))
}

/// What stands in a folded line that has a phrase in it; the phrase as `line` makes it.
pub fn needle(phrase: &str) -> String {
    let bare = phrase.trim();
    let is_unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
    // Scripts without spaces have no ends of words to look for.
    let start = if is_unspaced(bare.chars().next()) { "" } else { " " };
    let end = if is_unspaced(bare.chars().next_back()) { "" } else { " " };
    format!("{start}{bare}{end}")
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase).nfc() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

/// Marks that many people leave out when they search: those of Latin, Greek, Cyrillic, Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{200D}' | '\u{FE0F}')
}

/// Calls with each run of letters and digits, and whether its script writes spaces.
fn each(folded: &str, mut call: impl FnMut(&str, bool)) {
    let mut run = String::new();
    let mut was_unspaced = false;
    for c in folded.chars() {
        let is_now_unspaced = is_unspaced(c);
        if !run.is_empty() && (!is_part(c) || is_now_unspaced != was_unspaced) {
            call(&run, !was_unspaced);
            run.clear();
        }
        if is_part(c) {
            run.push(c);
            was_unspaced = is_now_unspaced;
        }
    }
    if !run.is_empty() {
        call(&run, !was_unspaced);
    }
}

/// Letters, digits, and the vowel signs of scripts of India and its neighbours. Emoji count, since people look for them.
fn is_part(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{0900}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
            && !matches!(c, '\u{0964}' | '\u{0965}')
        || matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// Whether a script is written without spaces: of East and Southeast Asia, and emoji.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}'
            | '\u{2600}'..='\u{27BF}' | '\u{3005}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

fn pairs(run: &str, words: &mut Vec<String>) {
    let characters: Vec<char> = run.chars().collect();
    words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
}

fn cut(word: &str) -> String {
    word.chars().take(WORD_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, query: &str) -> bool {
        let words = indexed(text);
        wanted(query, true).iter().all(|term| {
            words.iter().any(|word| word == &term.word || term.is_open && word.starts_with(&term.word))
        })
    }

    #[test]
    fn accents_case_and_width_do_not_matter() {
        for (text, query) in [
            ("Straße nach Łódź", "strasse lodz"),
            ("Ёлка и чай", "елка"),
            ("ＷＩＤＥ letters", "wide"),
            ("Ünïcödé", "UNICODE"),
            ("العَرَبِيَّة", "العربية"),
        ] {
            assert!(finds(text, query), "{query} in {text}");
        }
        assert!(!finds("が", "か"), "voiced sounds are other sounds");
    }

    #[test]
    fn the_last_word_may_be_unfinished() {
        assert!(finds("a category of things", "thing") && finds("a category", "cat"));
        assert!(!finds("a category of things", "cat things"));
        assert!(!finds("a category", "egory"));
    }

    #[test]
    fn scripts_without_spaces_are_found_by_any_part() {
        for (text, query) in [
            ("私は黒猫が好き", "黒猫"),
            ("私は黒猫が好き", "猫"),
            ("我喜欢猫", "猫"),
            ("고양이를 좋아해요", "양이"),
            ("ฉันชอบแมว", "แมว"),
            ("party 🎉🎂 today", "🎂"),
            ("Rust言語", "rust 言語"),
        ] {
            assert!(finds(text, query), "{query} in {text}");
        }
        assert!(!finds("黒い猫", "黒猫"));
    }

    #[test]
    fn phrases_are_words_in_order() {
        let said = line("The cat, napping on a Napkin");
        assert!(has_phrase(&said, &line("cat napping")) && !has_phrase(&said, &line("cat nap")));
        assert!(has_phrase(&line("私は黒猫が好き"), &line("黒猫が")));
    }
}
