//! Who may see a status.

use serde::{Deserialize, Serialize};

/// Who may see a status, from most to least open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody; listed in public timelines.
    Public,
    /// Everybody; not listed in public timelines.
    Unlisted,
    /// Followers and the people mentioned.
    Private,
    /// The people mentioned.
    Direct,
    /// Nobody but its author, until staff decide. No status has it by anybody's wish, and none that others have seen.
    Held,
}

impl Visibility {
    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Private => "private",
            Self::Direct => "direct",
            Self::Held => "held",
        }
    }

    /// Reads the word used in storage.
    pub fn stored(word: &str) -> Option<Self> {
        if word == Self::Held.as_str() { Some(Self::Held) } else { Self::parse(word) }
    }

    /// Reads the word by which an author says who may see a status.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Public, Self::Unlisted, Self::Private, Self::Direct].into_iter().find(|v| v.as_str() == word)
    }

    /// Whether anybody may see the status, signed in or not.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }
}
