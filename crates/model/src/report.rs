//! Reports: somebody tells those who run the server about an account.

use crate::{AccountId, Id, RuleId, StatusId, Timestamp};

/// Identifies a report.
pub type ReportId = Id<Report>;

/// What somebody told about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Identifier.
    pub id: ReportId,
    /// Who tells.
    pub account_id: AccountId,
    /// About whom.
    pub target_account_id: AccountId,
    /// What it is about.
    pub category: ReportCategory,
    /// In their words.
    pub comment: String,
    /// The statuses that show it.
    pub status_ids: Vec<StatusId>,
    /// The rules that it breaks.
    pub rule_ids: Vec<RuleId>,
    /// When somebody dealt with it.
    pub resolved_at: Option<Timestamp>,
    /// The address that another server gave it, if it came from there.
    pub uri: Option<String>,
    /// Whether the server of the account hears of it.
    pub forwarded: bool,
    /// Who of the staff deals with it.
    pub assigned_to: Option<AccountId>,
    /// Who of the staff dealt with it.
    pub resolved_by: Option<AccountId>,
    /// When something of it last changed.
    pub updated_at: Timestamp,
    /// Whether a content rule made it: nobody tells then, and who tells is whom it is about.
    pub is_automatic: bool,
}

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportCategory {
    /// Unwanted advertising.
    Spam,
    /// Something against the law.
    Legal,
    /// Something against the rules of the server.
    Violation,
    /// Anything else.
    Other,
}

impl ReportCategory {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Legal => "legal",
            Self::Violation => "violation",
            Self::Other => "other",
        }
    }

    /// Reads the word used in storage and by apps.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Spam, Self::Legal, Self::Violation, Self::Other]
            .into_iter()
            .find(|category| category.as_str() == word)
    }
}
