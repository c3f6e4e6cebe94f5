//! Edits: what a status said before.

use crate::{AttachedThen, Id, StatusId, Timestamp, account::Emoji};

/// Identifies a version of a status.
pub type StatusEditId = Id<StatusEdit>;

/// One version of a status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusEdit {
    /// Identifier.
    pub id: StatusEditId,
    /// The status.
    pub status_id: StatusId,
    /// Safe HTML.
    pub content: String,
    /// Content warning, plain text.
    pub spoiler_text: String,
    /// Whether to hide media until asked.
    pub sensitive: bool,
    /// Custom emoji that the text used.
    pub emojis: Vec<Emoji>,
    /// The answers of its poll; none without one.
    pub poll_options: Vec<String>,
    /// What it carried.
    pub attachments: Vec<AttachedThen>,
    /// When it was published.
    pub created_at: Timestamp,
}
