//! Filters: words and statuses that somebody does not want to meet unprepared.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, StatusId, Timestamp};

/// Identifies a filter.
pub type FilterId = Id<Filter>;

/// What is not to be met unprepared, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Identifier.
    pub id: FilterId,
    /// Whose filter it is.
    pub account_id: AccountId,
    /// Its name.
    pub title: String,
    /// Where it applies.
    pub contexts: Vec<FilterContext>,
    /// What is done with what it finds.
    pub action: FilterAction,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// The words.
    pub keywords: Vec<FilterKeyword>,
    /// The statuses.
    pub statuses: Vec<FilterStatus>,
}

/// Identifies a keyword.
pub type FilterKeywordId = Id<FilterKeyword>;

/// A word or phrase of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterKeyword {
    /// Identifier.
    pub id: FilterKeywordId,
    /// The word or phrase.
    pub keyword: String,
    /// Whether it must stand by itself.
    pub whole_word: bool,
}

/// Identifies a status in a filter.
pub type FilterStatusId = Id<FilterStatus>;

/// One status of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterStatus {
    /// Identifier.
    pub id: FilterStatusId,
    /// The status.
    pub status_id: StatusId,
}

/// Where a filter applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterContext {
    /// Home timelines and lists.
    Home,
    /// Notifications.
    Notifications,
    /// Public and tag timelines.
    Public,
    /// Threads.
    Thread,
    /// Profiles.
    Account,
}

impl FilterContext {
    /// All contexts.
    pub const ALL: [Self; 5] = [Self::Home, Self::Notifications, Self::Public, Self::Thread, Self::Account];

    /// The word used in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Notifications => "notifications",
            Self::Public => "public",
            Self::Thread => "thread",
            Self::Account => "account",
        }
    }

    /// Reads the word used in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.as_str() == word)
    }
}

/// What is done with what a filter finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterAction {
    /// It is shown after a warning.
    Warn,
    /// It is not shown.
    Hide,
    /// Its pictures are blurred.
    Blur,
}

impl FilterAction {
    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Hide => "hide",
            Self::Blur => "blur",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Warn, Self::Hide, Self::Blur].into_iter().find(|action| action.as_str() == word)
    }
}
