//! Numbers, dates and other small things, written as people of a language write them. The words themselves are in the
//! catalogues.

use model::{Timestamp, Visibility};

use crate::words::Words;

/// Who may see a status, unless everybody.
pub(crate) fn visibility(words: Words, visibility: Visibility) -> Option<String> {
    match visibility {
        Visibility::Public => None,
        Visibility::Unlisted => Some(words.say("post-unlisted")),
        Visibility::Private => Some(words.say("post-private")),
        Visibility::Direct => Some(words.say("post-direct")),
        Visibility::Held => Some(words.say("post-held")),
    }
}

/// What a scope lets an app do, fit to stand after "it may".
pub(crate) fn scope(words: Words, scope: &str) -> String {
    words.say(&format!("scope-{}", scope.replace([':', '_'], "-")))
}

/// `12,345` in English, `12.345` in German.
pub(crate) fn number(words: Words, number: i64) -> String {
    words.count("number", number)
}

/// When somebody came.
pub(crate) fn joined(words: Words, time: Timestamp) -> String {
    words.fill("profile-joined", &[("date", &date(words, time))])
}

/// `23 Nov 2026, 10:00 UTC`
pub(crate) fn moment(words: Words, time: Timestamp) -> String {
    let text = time.to_rfc3339_seconds();
    let clock = text.get(11..16).unwrap_or_default();
    words.fill("moment", &[("date", &date(words, time)), ("clock", clock)])
}

/// `23 Nov 2026` in English, `23. Nov. 2026` in German.
pub(crate) fn date(words: Words, time: Timestamp) -> String {
    let iso = time.to_date();
    let mut parts = iso.split('-').map(|part| part.trim_start_matches('0'));
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    let month = words.say(&format!("month-{month}"));
    words.fill("date", &[("year", year), ("month", &month), ("day", day)])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::words::Language;

    #[test]
    fn every_scope_has_words_of_its_own() {
        for language in Language::ALL {
            let words = Words::of(language);
            let all: HashSet<String> = model::scope::KNOWN.iter().map(|known| scope(words, known)).collect();
            assert_eq!(all.len(), model::scope::KNOWN.len());
        }
    }

    #[test]
    fn every_month_has_a_name() {
        for language in Language::ALL {
            let words = Words::of(language);
            let names: HashSet<String> = (1..=12).map(|month| words.say(&format!("month-{month}"))).collect();
            assert_eq!(names.len(), 12);
        }
    }

    #[test]
    fn numbers_and_times_are_written_for_people() {
        let [english, german] = Language::ALL.map(Words::of);
        let posts = |words: Words| [0, 1, 1_234_567].map(|count| words.count("count-posts", count));
        assert_eq!(posts(english), ["0 posts", "1 post", "1,234,567 posts"]);
        assert_eq!(posts(german), ["0 Beiträge", "1 Beitrag", "1.234.567 Beiträge"]);
        let time = Timestamp::from_millis(1_763_892_000_045);
        assert_eq!(moment(english, time), "23 Nov 2025, 10:00 UTC");
        assert_eq!(moment(german, time), "23. Nov. 2025, 10:00 UTC");
        assert_eq!(joined(english, time), "Here since 23 Nov 2025");
        assert_eq!(joined(german, time), "Hier seit 23. Nov. 2025");
    }
}
