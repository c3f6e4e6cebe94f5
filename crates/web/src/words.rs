//! The words of pages, by language, from the message catalogues in `locales/` (Project Fluent). A page speaks the
//! language that its visitor's browser asks for. Every key of one catalogue is in the others: a test sees to that.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use http::{HeaderMap, header};

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

    fn catalogue(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en.ftl"),
            Self::German => include_str!("../locales/de.ftl"),
        }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| Language::English.read());
        static GERMAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| Language::German.read());
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        }
    }

    fn read(self) -> FluentBundle<FluentResource> {
        let name = self.code().parse().expect("a language of ours has a proper code");
        let mut bundle = FluentBundle::new_concurrent(vec![name]);
        // Names are kept apart from the text around them by `bdi`, where they stand in a page.
        bundle.set_use_isolating(false);
        let messages = FluentResource::try_new(self.catalogue().to_owned())
            .expect("a test reads every catalogue, so it can be read");
        bundle.add_resource(messages).expect("a test sees that no key is there twice");
        bundle
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

    /// What stands under this key.
    pub(crate) fn say(self, key: &str) -> String {
        self.write(key, None)
    }

    /// The same, where the text counts something (`$count`).
    pub(crate) fn count(self, key: &str, count: i64) -> String {
        let mut values = FluentArgs::new();
        values.set("count", FluentValue::from(count));
        self.write(key, Some(&values))
    }

    /// The same, where the text has names in it (`$name`).
    pub(crate) fn fill(self, key: &str, names: &[(&'static str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in names {
            values.set(*name, FluentValue::from((*value).to_owned()));
        }
        self.write(key, Some(&values))
    }

    fn write(self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.language.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "the catalogues have no {key}");
            return key.to_owned();
        };
        // A value that is missing is shown by its name; the tests of the catalogues find that.
        bundle.format_pattern(pattern, values, &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The keys of a catalogue with the names of the values that each needs.
    fn keys(language: Language) -> BTreeMap<String, Vec<String>> {
        let mut keys = BTreeMap::new();
        let mut last = String::new();
        for line in language.catalogue().lines() {
            if let Some((key, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                last = key.to_owned();
                assert!(
                    keys.insert(last.clone(), Vec::new()).is_none(),
                    "{key} is there twice in {language:?}"
                );
            }
            for part in line.split('$').skip(1) {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
                let known = keys.get_mut(&last).expect("a value belongs to a message");
                if !known.iter().any(|name| *name == part[..end]) {
                    known.push(part[..end].to_owned());
                    known.sort();
                }
            }
        }
        keys
    }

    #[test]
    fn every_language_has_the_same_messages_with_the_same_values() {
        let english = keys(Language::English);
        assert!(!english.is_empty());
        for language in Language::ALL {
            assert_eq!(keys(language), english, "{language:?}");
            for key in english.keys() {
                let bundle = language.bundle();
                assert!(bundle.get_message(key).is_some_and(|message| message.value().is_some()), "{key}");
            }
        }
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
