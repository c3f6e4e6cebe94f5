//! Settings: what an admin decides about the site while it runs. What must be known before the database opens is
//! configuration, and not here.

use crate::limits;

/// What an admin has decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How large statuses and polls may be.
    pub statuses: StatusLimits,
}

/// How large statuses and polls may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLimits {
    /// Characters in a status, content warning included; a link counts as 23.
    pub characters: usize,
    /// Attachments of a status.
    pub attachments: usize,
    /// Options of a poll.
    pub poll_options: usize,
    /// Characters in an option of a poll.
    pub poll_option_characters: usize,
    /// Statuses that one can pin to one's profile.
    pub pinned: usize,
}

impl Default for StatusLimits {
    fn default() -> Self {
        Self {
            characters: limits::STATUS_CHARACTERS,
            attachments: limits::STATUS_ATTACHMENTS,
            poll_options: limits::POLL_OPTIONS,
            poll_option_characters: limits::POLL_OPTION_CHARACTERS,
            pinned: limits::PINNED_STATUSES,
        }
    }
}
