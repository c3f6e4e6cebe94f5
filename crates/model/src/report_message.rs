//! What staff and somebody who was reported say to each other.

use crate::{AccountId, Id, ReportId, Timestamp};

/// Identifies a message about a report.
pub type ReportMessageId = Id<ReportMessage>;

/// Something that staff and somebody who was reported say to each other about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportMessage {
    /// Identifier; when it was written is part of it.
    pub id: ReportMessageId,
    /// About which report.
    pub report_id: ReportId,
    /// Whom the report is about.
    pub account_id: AccountId,
    /// Who of the staff wrote it. The other side never learns that.
    pub by_account_id: Option<AccountId>,
    /// Whether staff wrote it, and not whom it is about.
    pub is_by_staff: bool,
    /// What is said.
    pub text: String,
    /// When the one whom it is about saw it, if staff wrote it.
    pub seen_at: Option<Timestamp>,
}
