//! House texts: terms of service and privacy policies, each as it counted at one time.

use crate::{Id, Timestamp};

/// Identifies a house text.
pub type HouseTextId = Id<HouseText>;

/// A text that counts from some day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseText {
    /// Identifier.
    pub id: HouseTextId,
    /// What it is.
    pub kind: HouseTextKind,
    /// Markdown.
    pub text: String,
    /// What is different from the one before, in Markdown.
    pub changelog: String,
    /// The day from which on it counts, since the beginning of 1970; none while it is being written.
    pub effective_day: Option<i64>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// What a house text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HouseTextKind {
    /// What those agree to who use this server.
    Terms,
    /// What this server keeps and tells of people.
    Privacy,
}

impl HouseTextKind {
    /// The word used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Terms, Self::Privacy].into_iter().find(|kind| kind.as_str() == word)
    }
}
