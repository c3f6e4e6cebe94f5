//! Lists that people take along from server to server, and one that is being brought in.

use crate::{AccountId, Id, Timestamp};

/// Identifies an import.
pub type ImportId = Id<Import>;

/// A list that somebody brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Identifier.
    pub id: ImportId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What is on it.
    pub kind: Portable,
    /// Whether what is here already and not on the list goes.
    pub overwrites: bool,
    /// Whether that is done.
    pub is_pruned: bool,
    /// Lines in all.
    pub lines_total: i64,
    /// Lines that were looked at.
    pub lines_done: i64,
    /// Lines of these that came to nothing.
    pub lines_failed: i64,
    /// When it was brought.
    pub created_at: Timestamp,
    /// When the last line was done.
    pub finished_at: Option<Timestamp>,
}

/// A line of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Its number in the file.
    pub position: i64,
    /// Its cells, in the order of [`Portable::headers`].
    pub cells: Vec<String>,
    /// Why it came to nothing.
    pub problem: Option<ImportProblem>,
}

/// What people take along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portable {
    /// Whom they follow.
    Following,
    /// Whom they block.
    Blocks,
    /// Whom they mute.
    Mutes,
    /// The domains that they block.
    DomainBlocks,
    /// What they bookmarked.
    Bookmarks,
    /// Their lists.
    Lists,
}

impl Portable {
    /// All of it.
    pub const ALL: [Self; 6] =
        [Self::Following, Self::Lists, Self::Mutes, Self::Blocks, Self::DomainBlocks, Self::Bookmarks];

    /// The name of its file, as Mastodon calls it; also the word in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Following => "following_accounts",
            Self::Blocks => "blocked_accounts",
            Self::Mutes => "muted_accounts",
            Self::DomainBlocks => "blocked_domains",
            Self::Bookmarks => "bookmarks",
            Self::Lists => "lists",
        }
    }

    /// Reads that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What stands in its columns, in the words of Mastodon's files.
    pub const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Following => &["Account address", "Show boosts", "Notify on new posts", "Languages"],
            Self::Blocks => &["Account address"],
            Self::Mutes => &["Account address", "Hide notifications"],
            Self::DomainBlocks => &["#domain"],
            Self::Bookmarks => &["#uri"],
            Self::Lists => &["List name", "Account address"],
        }
    }

    /// Whether its file begins with those words, as Mastodon's do.
    pub const fn has_headers(self) -> bool {
        matches!(self, Self::Following | Self::Mutes)
    }
}

/// Why a line came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// It says nothing that could be understood.
    Unreadable,
    /// Nobody and nothing of that name was found, or its server did not answer.
    NotFound,
    /// It may not be done, for instance across a block.
    Refused,
}

impl ImportProblem {
    /// The word in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NotFound => "not-found",
            Self::Refused => "refused",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Unreadable, Self::NotFound, Self::Refused].into_iter().find(|it| it.as_str() == word)
    }
}
