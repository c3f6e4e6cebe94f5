//! The words of pages, by language, from the message catalogues in `locales/` (Project Fluent). A page speaks the
//! language that its visitor's browser asks for. Every key of one catalogue is in the others: a test sees to that.

use std::sync::LazyLock;

use http::{HeaderMap, header};
use model::Settings;
use social::{Catalogue, Problem};

use crate::problems;

/// A language that pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// Whoever asks for none of ours.
    #[default]
    English,
    German,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its ISO 639 code, as in `lang="en"`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// As Open Graph names it.
    pub(crate) fn territory(self) -> &'static str {
        match self {
            Self::English => "en_US",
            Self::German => "de_DE",
        }
    }

    /// The language with this code, whatever its region.
    pub(crate) fn called(code: &str) -> Option<Self> {
        let bare = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| bare.eq_ignore_ascii_case(language.code()))
    }

    /// The one of ours that a browser likes best (RFC 9110 section 12.5.4).
    pub(crate) fn wanted(headers: &HeaderMap) -> Self {
        let said =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (0.0, Self::default());
        for wish in said.split(',') {
            let (code, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            if let Some(language) = Self::called(code.trim()).filter(|_| weight > best.0) {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The first of those that are spoken here, for what is the same for everybody who looks.
    fn of_server(settings: &Settings) -> Self {
        settings.languages.first().and_then(|code| Self::called(code)).unwrap_or_default()
    }

    /// What stands between each three digits of a number.
    fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en.ftl"),
            Self::German => include_str!("../locales/de.ftl"),
        }
    }

    fn catalogue(self) -> &'static Catalogue {
        static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Language::English.read());
        static GERMAN: LazyLock<Catalogue> = LazyLock::new(|| Language::German.read());
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        }
    }

    fn read(self) -> Catalogue {
        Catalogue::read(self.code(), self.text(), self.thousands())
    }
}

/// What is to be said to somebody whose language is not known yet.
#[derive(Clone, Debug)]
pub(crate) enum Saying {
    /// What stands under a key.
    Of(&'static str),
    /// The same with a name in it.
    With(&'static str, (&'static str, String)),
    /// What a verb found wrong.
    Problems(Vec<Problem>),
}

impl Saying {
    /// The text for somebody.
    pub(crate) fn text(&self, words: Words) -> String {
        match self {
            Self::Of(key) => words.say(key),
            Self::With(key, (name, value)) => words.fill(key, &[(name, value)]),
            Self::Problems(found) => {
                found.iter().map(|problem| problems::say(words, problem)).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// What a visitor is spoken to with. Cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) language: Language,
}

impl Words {
    /// The words of this language.
    pub(crate) fn of(language: Language) -> Self {
        Self { language }
    }

    /// The words for what is the same for everybody who looks: feeds, and posts in frames.
    pub(crate) fn of_server(settings: &Settings) -> Self {
        Self::of(Language::of_server(settings))
    }

    /// What stands under this key.
    pub(crate) fn say(self, key: &str) -> String {
        self.language.catalogue().say(key, None, &[])
    }

    /// The same, where the text counts something (`$count`).
    pub(crate) fn count(self, key: &str, count: i64) -> String {
        self.count_with(key, count, &[])
    }

    /// The same, where the text has names in it, too.
    pub(crate) fn count_with(self, key: &str, count: i64, names: &[(&'static str, &str)]) -> String {
        self.language.catalogue().say(key, Some(count), names)
    }

    /// The same, where the text has names in it (`$name`).
    pub(crate) fn fill(self, key: &str, names: &[(&'static str, &str)]) -> String {
        self.language.catalogue().say(key, None, names)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_language_has_the_same_messages_with_the_same_values() {
        let english = Language::English.catalogue().keys();
        assert!(!english.is_empty());
        for language in Language::ALL {
            assert_eq!(language.catalogue().keys(), english, "{language:?}");
            for key in english.keys() {
                assert!(language.catalogue().has(key), "{key}");
            }
        }
    }

    /// Everything that is written in this room and may speak.
    fn sources(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }

    fn is_key(text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    }

    #[test]
    fn every_key_that_is_said_is_in_the_catalogues_and_the_other_way_round() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut written = String::new();
        sources(&here.join("src"), &mut written);
        sources(&here.join("templates"), &mut written);
        let known = Language::English.catalogue().keys();
        let mut said = BTreeSet::new();
        for verb in ["say(", "count(", "count_with(", "fill(", "Saying::Of(", "Saying::With("] {
            for rest in written.split(verb).skip(1) {
                let text = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                said.extend(text.filter(|text| is_key(text)));
            }
        }
        let unknown: Vec<_> = said.iter().filter(|key| !known.contains_key(*key)).collect();
        assert!(unknown.is_empty(), "no catalogue has {unknown:?}");
        // A key may be handed on before it is said, or be put together from its beginning or to its end.
        let is_made = |key: &str| {
            let is_begun = |begun: &str| {
                written.contains(&format!("\"{begun}-{{")) || written.contains(&format!("key(\"{begun}\","))
            };
            let is_ended = |end: &str| written.contains(&format!("}}{end}\""));
            key.match_indices('-').any(|(at, _)| is_begun(&key[..at]) || is_ended(&key[at..]))
        };
        let unused: Vec<_> = known
            .keys()
            .filter(|key| !said.contains(**key))
            .filter(|key| !written.contains(&format!("\"{key}\"")) && !is_made(key))
            .collect();
        assert!(unused.is_empty(), "nobody says {unused:?}");
    }

    #[test]
    fn what_is_the_same_for_all_is_in_the_first_language_of_the_server() {
        let speak = |codes: &[&str]| {
            let languages = codes.iter().map(|code| (*code).to_owned()).collect();
            Words::of_server(&Settings { languages, ..Settings::default() }).language
        };
        assert_eq!(speak(&["de", "en"]), Language::German);
        assert_eq!(speak(&["fr", "de"]), Language::English);
        assert_eq!(speak(&[]), Language::English);
    }

    #[test]
    fn a_browser_is_answered_in_the_language_it_likes_best() {
        let ask = |wish: &str| {
            Language::wanted(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, wish.parse().unwrap())]))
        };
        assert_eq!(ask("de-AT,de;q=0.9,en;q=0.8"), Language::German);
        assert_eq!(ask("fr, de;q=0.4, en;q=0.7"), Language::English);
        assert_eq!(ask("fr"), Language::English);
        assert_eq!(ask("de;q=0"), Language::English);
        assert_eq!(Language::wanted(&HeaderMap::new()), Language::English);
    }
}
