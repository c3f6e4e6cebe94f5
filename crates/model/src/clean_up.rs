//! Clean-ups: what becomes of somebody's old statuses by itself.

use serde::{Deserialize, Serialize};

use crate::{AccountId, StatusId};

/// Days after which a status may go, as Mastodon offers them.
pub const CLEAN_UP_DAYS: [i64; 8] = [7, 14, 30, 61, 91, 183, 365, 730];

/// Which of somebody's statuses go by themselves, and which stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CleanUpWish {
    /// How old a status must be; one of [`CLEAN_UP_DAYS`].
    pub days: i64,
    /// Whether direct ones stay.
    pub keeps_direct: bool,
    /// Whether pinned ones stay.
    pub keeps_pinned: bool,
    /// Whether those with a poll stay.
    pub keeps_polls: bool,
    /// Whether those with media stay.
    pub keeps_media: bool,
    /// Whether those stay that their author favourited.
    pub keeps_favourited: bool,
    /// Whether those stay that their author bookmarked.
    pub keeps_bookmarked: bool,
    /// Those stay that were favourited as often.
    pub favourites: Option<i64>,
    /// Those stay that were reblogged as often.
    pub reblogs: Option<i64>,
}

impl Default for CleanUpWish {
    /// What is offered at first; as Mastodon.
    fn default() -> Self {
        Self {
            days: 14,
            keeps_direct: true,
            keeps_pinned: true,
            keeps_polls: false,
            keeps_media: false,
            keeps_favourited: true,
            keeps_bookmarked: true,
            favourites: None,
            reblogs: None,
        }
    }
}

/// A clean-up, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanUp {
    /// Whose.
    pub account_id: AccountId,
    /// Which statuses go.
    pub wish: CleanUpWish,
    /// Statuses up to this one were looked at in this round.
    pub looked_until: StatusId,
}
