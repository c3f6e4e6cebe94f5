//! Conversations of one account with few others, in direct statuses; and how far somebody has read.

use crate::{AccountId, Id, StatusId, Timestamp};

/// Identifies a conversation of one account.
pub type ConversationId = Id<Conversation>;

/// Direct statuses of one thread among the same people, as one of them has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Identifier.
    pub id: ConversationId,
    /// Whose.
    pub account_id: AccountId,
    /// The thread.
    pub thread_id: StatusId,
    /// The others, in order of id.
    pub participants: Vec<AccountId>,
    /// The newest statuses, oldest first.
    pub statuses: Vec<StatusId>,
    /// The newest status.
    pub last_status_id: StatusId,
    /// Whether there is something new.
    pub unread: bool,
}

/// How far an account has read a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// `home` or `notifications`.
    pub timeline: String,
    /// The newest that was read.
    pub last_read_id: i64,
    /// Counts up with every change.
    pub version: i64,
    /// When it was changed.
    pub updated_at: Timestamp,
}
