//! Archives: all that somebody published here, in one file for themselves.

use crate::{AccountId, Id, Timestamp};

/// Identifies an archive.
pub type ArchiveId = Id<Archive>;

/// An archive that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// Identifier.
    pub id: ArchiveId,
    /// Whose.
    pub account_id: AccountId,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// How often making it was begun.
    pub tries: i64,
    /// When it was made, or given up.
    pub finished_at: Option<Timestamp>,
    /// The file, if it was made.
    pub file: Option<String>,
    /// Its length.
    pub bytes: i64,
}
