//! Report: what somebody told those who run the server.

use model::Instance;
use serde::Serialize;
use social::AccountView;

use super::Account;

/// <https://docs.joinmastodon.org/entities/Report/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Report {
    pub id: String,
    pub action_taken: bool,
    pub action_taken_at: Option<String>,
    pub category: &'static str,
    pub comment: String,
    /// Whether the server of the account hears of it.
    pub forwarded: bool,
    pub created_at: String,
    pub status_ids: Vec<String>,
    pub rule_ids: Vec<String>,
    pub collection_ids: [(); 0],
    pub target_account: Account,
}

impl Report {
    /// A report as the one who made it sees it.
    pub fn new(instance: &Instance, report: &model::Report, target: &AccountView) -> Self {
        Self {
            id: report.id.to_string(),
            action_taken: report.resolved_at.is_some(),
            action_taken_at: report.resolved_at.map(model::Timestamp::to_rfc3339_millis),
            category: report.category.as_str(),
            comment: report.comment.clone(),
            forwarded: report.forwarded,
            created_at: report.id.time().to_rfc3339_millis(),
            status_ids: report.status_ids.iter().map(ToString::to_string).collect(),
            rule_ids: report.rule_ids.iter().map(ToString::to_string).collect(),
            collection_ids: [],
            target_account: Account::new(instance, target),
        }
    }
}
