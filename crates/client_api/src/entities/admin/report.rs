//! Reports as staff see them.

use model::Instance;
use serde::Serialize;
use social::{Viewer, moderation::reports::ReportView};

use super::Account;
use crate::entities;

/// <https://docs.joinmastodon.org/entities/Admin_Report/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Report {
    pub id: String,
    pub action_taken: bool,
    pub action_taken_at: Option<String>,
    pub category: &'static str,
    pub comment: String,
    pub forwarded: bool,
    pub created_at: String,
    pub updated_at: String,
    pub account: Option<Account>,
    pub target_account: Option<Account>,
    pub assigned_account: Option<Account>,
    pub action_taken_by_account: Option<Account>,
    pub statuses: Vec<entities::Status>,
    pub rules: Vec<entities::Rule>,
    pub collections: [(); 0],
}

impl Report {
    /// A report as staff see it.
    pub fn new(instance: &Instance, view: &ReportView) -> Self {
        let report = &view.report;
        let person = |dossier: &_| Account::new(instance, dossier);
        let status = |view| entities::Status::new(instance, Viewer::Nobody, view);
        Self {
            id: report.id.to_string(),
            action_taken: report.resolved_at.is_some(),
            action_taken_at: report.resolved_at.map(model::Timestamp::to_rfc3339_millis),
            category: report.category.as_str(),
            comment: report.comment.clone(),
            forwarded: report.forwarded,
            created_at: report.id.time().to_rfc3339_millis(),
            updated_at: report.updated_at.to_rfc3339_millis(),
            account: view.by.as_ref().map(person),
            target_account: view.about.as_ref().map(person),
            assigned_account: view.assigned_to.as_ref().map(person),
            action_taken_by_account: view.resolved_by.as_ref().map(person),
            statuses: view.statuses.iter().map(status).collect(),
            rules: view.rules.iter().map(Into::into).collect(),
            collections: [],
        }
    }
}
