//! Lists: some of the people whom one follows, to be read on their own.

use crate::{AccountId, Id};

/// Identifies a list.
pub type ListId = Id<List>;

/// A timeline of chosen accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Identifier.
    pub id: ListId,
    /// Whose list it is.
    pub account_id: AccountId,
    /// Its name.
    pub title: String,
    /// Which answers to others are shown.
    pub replies_policy: RepliesPolicy,
    /// Whether its members' statuses stay out of the home timeline.
    pub is_exclusive: bool,
}

/// Which answers to others a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepliesPolicy {
    /// Those to accounts that the owner follows.
    Followed,
    /// Those to members of the list.
    List,
    /// None.
    None,
}

impl RepliesPolicy {
    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::List => "list",
            Self::None => "none",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Followed, Self::List, Self::None].into_iter().find(|policy| policy.as_str() == word)
    }
}
