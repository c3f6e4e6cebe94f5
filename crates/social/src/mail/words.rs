//! The words of letters, by language, from the message catalogues in `locales/` (Project Fluent). Pages have others.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use model::User;

use crate::Site;

/// A language that letters are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Words {
    #[default]
    English,
    German,
}

impl Words {
    const ALL: [Self; 2] = [Self::English, Self::German];

    /// For a user: what they write in, or else what is spoken here.
    pub(crate) fn of(site: &Site, user: &User) -> Self {
        let own = user.preferences.language.as_deref().and_then(Self::called);
        own.unwrap_or_else(|| Self::of_site(site))
    }

    /// What is spoken here first, of what letters are written in.
    pub(crate) fn of_site(site: &Site) -> Self {
        site.settings().languages.iter().find_map(|code| Self::called(code)).unwrap_or_default()
    }

    fn called(code: &str) -> Option<Self> {
        let bare = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| bare.eq_ignore_ascii_case(language.code()))
    }

    fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    fn catalogue(self) -> &'static str {
        match self {
            Self::English => include_str!("../../locales/en.ftl"),
            Self::German => include_str!("../../locales/de.ftl"),
        }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| Words::English.read());
        static GERMAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| Words::German.read());
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        }
    }

    fn read(self) -> FluentBundle<FluentResource> {
        let name = self.code().parse().expect("a language of ours has a proper code");
        let mut bundle = FluentBundle::new_concurrent(vec![name]);
        // Marks around names would be seen as boxes where a mailbox shows plain text.
        bundle.set_use_isolating(false);
        let messages = FluentResource::try_new(self.catalogue().to_owned())
            .expect("a test reads every catalogue, so it can be read");
        bundle.add_resource(messages).expect("a test sees that no key is there twice");
        bundle
    }

    /// What stands under this key, with names in it (`$name`).
    pub(crate) fn fill(self, key: &str, names: &[(&'static str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in names {
            values.set(*name, FluentValue::from((*value).to_owned()));
        }
        self.write(key, &values)
    }

    /// What stands under this key, where it counts something (`$count`).
    pub(crate) fn count(self, key: &str, count: i64) -> String {
        let mut values = FluentArgs::new();
        values.set("count", FluentValue::from(count));
        self.write(key, &values)
    }

    fn write(self, key: &str, values: &FluentArgs<'_>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "the catalogues have no {key}");
            return key.to_owned();
        };
        bundle.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The keys of a catalogue with the names of the values that each needs.
    fn keys(words: Words) -> BTreeMap<String, Vec<String>> {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut last = String::new();
        for line in words.catalogue().lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                last = key.to_owned();
                assert!(keys.insert(last.clone(), Vec::new()).is_none(), "{key} is there twice in {words:?}");
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
    fn every_letter_is_written_in_every_language() {
        for words in Words::ALL {
            words.read();
            assert_eq!(keys(words), keys(Words::English), "{words:?}");
        }
    }
}
