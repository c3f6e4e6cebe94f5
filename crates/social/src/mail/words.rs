//! The words of letters, by language, from the message catalogues in `locales/` (Project Fluent). Pages have others.

use std::sync::LazyLock;

use model::User;

use crate::{Catalogue, Site};

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

    fn text(self) -> &'static str {
        match self {
            Self::English => include_str!("../../locales/en.ftl"),
            Self::German => include_str!("../../locales/de.ftl"),
        }
    }

    /// What stands between each three digits of a number.
    fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }

    fn catalogue(self) -> &'static Catalogue {
        static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Words::English.read());
        static GERMAN: LazyLock<Catalogue> = LazyLock::new(|| Words::German.read());
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        }
    }

    fn read(self) -> Catalogue {
        Catalogue::read(self.code(), self.text(), self.thousands())
    }

    /// What stands under this key, with names in it (`$name`).
    pub(crate) fn fill(self, key: &str, names: &[(&'static str, &str)]) -> String {
        self.catalogue().say(key, None, names)
    }

    /// What stands under this key, where it counts something (`$count`).
    pub(crate) fn count(self, key: &str, count: i64) -> String {
        self.catalogue().say(key, Some(count), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_written_in_every_language() {
        for words in Words::ALL {
            assert_eq!(words.catalogue().keys(), Words::English.catalogue().keys(), "{words:?}");
        }
    }
}
