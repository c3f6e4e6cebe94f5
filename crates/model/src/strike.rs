//! Strikes: what staff decided about an account, as its person sees it, and what they say against it.

use crate::{AccountId, Id, ReportId, StatusId, Timestamp};

/// Identifies a strike.
pub type StrikeId = Id<Strike>;

/// What staff decided about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strike {
    /// Identifier; when it was decided is part of it.
    pub id: StrikeId,
    /// About whom.
    pub account_id: AccountId,
    /// Who decided; nobody if it was done on the command line or by the program. The person never learns it.
    pub by_account_id: Option<AccountId>,
    /// What was decided.
    pub action: StrikeAction,
    /// What the person is told, in the words of staff.
    pub text: String,
    /// The statuses that it is about.
    pub status_ids: Vec<StatusId>,
    /// The report from which it came.
    pub report_id: Option<ReportId>,
    /// When it was taken back.
    pub overruled_at: Option<Timestamp>,
    /// What the person says against it.
    pub appeal: Option<Appeal>,
}

/// What somebody says against a strike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// In their words.
    pub text: String,
    /// When.
    pub made_at: Timestamp,
    /// When staff answered it.
    pub decided_at: Option<Timestamp>,
    /// Whether they agreed, so that the strike counts no more.
    pub is_granted: bool,
}

impl Appeal {
    /// Whether staff have still to answer it.
    pub fn is_open(&self) -> bool {
        self.decided_at.is_none()
    }
}

/// What staff can decide about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrikeAction {
    /// Its person is told something, and no more.
    Warn,
    /// Its person may not sign in.
    Freeze,
    /// Some of its statuses are hidden until somebody asks for them.
    MarkStatuses,
    /// Some of its statuses are gone.
    DeleteStatuses,
    /// What it shows is hidden until somebody asks for it.
    Sensitize,
    /// Only those who follow it meet it.
    Limit,
    /// Nothing of it is shown any more.
    Suspend,
}

impl StrikeAction {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Warn,
        Self::Freeze,
        Self::MarkStatuses,
        Self::DeleteStatuses,
        Self::Sensitize,
        Self::Limit,
        Self::Suspend,
    ];

    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "none",
            Self::Freeze => "disable",
            Self::MarkStatuses => "mark_statuses_as_sensitive",
            Self::DeleteStatuses => "delete_statuses",
            Self::Sensitize => "sensitive",
            Self::Limit => "silence",
            Self::Suspend => "suspend",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }

    /// Whether it is done to statuses rather than to the account.
    pub const fn is_about_statuses(self) -> bool {
        matches!(self, Self::MarkStatuses | Self::DeleteStatuses)
    }
}

/// Identifies a preset.
pub type WarningPresetId = Id<WarningPreset>;

/// A text that staff tell again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningPreset {
    /// Identifier.
    pub id: WarningPresetId,
    /// What staff call it.
    pub title: String,
    /// What people are told.
    pub text: String,
}
