//! Announcements: what the people who run a server tell everybody on it.

use crate::{AccountId, Id, Timestamp};

/// Identifies an announcement.
pub type AnnouncementId = Id<Announcement>;

/// Something that everybody on this server is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Identifier.
    pub id: AnnouncementId,
    /// The text as it was written.
    pub text: String,
    /// The text as safe HTML.
    pub content: String,
    /// When what it tells of begins.
    pub starts_at: Option<Timestamp>,
    /// When what it tells of ends; from then on it is not shown.
    pub ends_at: Option<Timestamp>,
    /// Whether only the days of beginning and end matter.
    pub all_day: bool,
    /// Since when it is shown.
    pub published_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Somebody's reaction to an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// To what.
    pub announcement_id: AnnouncementId,
    /// By whom.
    pub account_id: AccountId,
    /// An emoji, or the shortcode of one of this server.
    pub name: String,
}
