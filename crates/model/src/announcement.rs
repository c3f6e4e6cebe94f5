//! Announcements: what the people who run a server tell everybody on it.

use crate::{AccountId, Id, Timestamp, UserId};

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
    /// Since when it is shown, or from when on it will be.
    pub published_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Whether it is still being written, so that nobody sees it.
    pub is_draft: bool,
    /// Whether those who were there have been told.
    pub is_told: bool,
}

impl Announcement {
    /// Whether people see it at `now`.
    pub fn is_shown(&self, now: Timestamp) -> bool {
        !self.is_draft && self.published_at <= now && self.ends_at.is_none_or(|end| end > now)
    }
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

/// An announcement on its way by mail to everybody who wants that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementMailing {
    /// What is sent.
    pub announcement_id: AnnouncementId,
    /// The last user who was looked at; their ids grow.
    pub after_user_id: UserId,
    /// Letters that were written.
    pub written: i64,
    /// Since when.
    pub begun_at: Timestamp,
    /// When everybody had been looked at, or it was taken back.
    pub ended_at: Option<Timestamp>,
}
