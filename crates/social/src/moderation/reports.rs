//! Reports as staff see them and deal with them. What they show is shown because somebody who could see it reported it; each
//! look at a direct status is written down.

use std::collections::HashMap;

use model::{
    AccountId, AuditTarget, Page, Permissions, Report, ReportCategory, ReportId, Rule, RuleId, StatusId,
    Visibility,
};
use serde_json::json;
pub use store::reports::Wanted;

use super::dossiers::{self, Dossier};
use crate::{Flags, Refusal, Result, Site, Staff, StatusView, Viewer, audit, statuses};

/// A report as staff see it.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// The report.
    pub report: Report,
    /// Who told.
    pub by: Option<Dossier>,
    /// About whom.
    pub about: Option<Dossier>,
    /// Who deals with it.
    pub assigned_to: Option<Dossier>,
    /// Who dealt with it.
    pub resolved_by: Option<Dossier>,
    /// What shows it.
    pub statuses: Vec<StatusView>,
    /// The rules that it breaks.
    pub rules: Vec<Rule>,
}

/// Reports, newest first. Direct statuses are shown where one report is looked at, and not here.
pub async fn list(site: &Site, by: &Staff, wanted: Wanted, page: &Page) -> Result<Vec<ReportView>> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    let found = store::reports::list(&site.store, wanted, page).await?;
    let mut views = dress(site, found).await?;
    for view in &mut views {
        view.statuses.retain(|status| status.status.visibility != Visibility::Direct);
    }
    Ok(views)
}

/// One report, with all that it shows.
pub async fn show(site: &Site, by: &Staff, id: ReportId) -> Result<ReportView> {
    let report = find(site, by, id).await?;
    let view = dress(site, vec![report]).await?.pop().ok_or(Refusal::NotFound)?;
    let is_direct = |status: &&StatusView| status.status.visibility == Visibility::Direct;
    let direct: Vec<StatusId> = view.statuses.iter().filter(is_direct).map(|view| view.status.id).collect();
    if !direct.is_empty() {
        let mut tx = site.store.begin().await?;
        let details = json!({ "status_ids": direct });
        audit::record(site, &mut tx, by, "read_direct_statuses", target(&view.report), details).await?;
        tx.commit().await?;
    }
    Ok(view)
}

/// One report, without direct statuses: what is done with it shows none.
pub async fn glance(site: &Site, by: &Staff, id: ReportId) -> Result<ReportView> {
    let report = find(site, by, id).await?;
    let mut view = dress(site, vec![report]).await?.pop().ok_or(Refusal::NotFound)?;
    view.statuses.retain(|status| status.status.visibility != Visibility::Direct);
    Ok(view)
}

/// A report by its number, as it is stored.
pub async fn find(site: &Site, by: &Staff, id: ReportId) -> Result<Report> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    Ok(store::reports::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

fn target(report: &Report) -> AuditTarget {
    AuditTarget::new("report", report.id.get(), report.id.to_string())
}

/// What is done with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One deals with it oneself.
    Assign,
    /// Nobody deals with it.
    Unassign,
    /// It is dealt with.
    Resolve,
    /// It is not.
    Reopen,
}

/// Does something with a report.
pub async fn step(site: &Site, by: &Staff, id: ReportId, step: Step) -> Result<()> {
    let mut report = find(site, by, id).await?;
    let now = site.now();
    let word = match step {
        Step::Assign => {
            report.assigned_to = by.account_id();
            "assign_to_self"
        }
        Step::Unassign => {
            report.assigned_to = None;
            "unassign"
        }
        Step::Resolve => {
            (report.resolved_at, report.resolved_by) = (Some(now), by.account_id());
            "resolve"
        }
        Step::Reopen => {
            (report.resolved_at, report.resolved_by) = (None, None);
            "reopen"
        }
    };
    report.updated_at = now;
    keep(site, by, &report, word, json!({})).await
}

/// Says what a report is about.
pub async fn change(
    site: &Site,
    by: &Staff,
    id: ReportId,
    category: Option<ReportCategory>,
    rule_ids: Option<&[RuleId]>,
) -> Result<()> {
    let mut report = find(site, by, id).await?;
    let before = json!({ "category": report.category.as_str(), "rule_ids": report.rule_ids });
    report.category = category.unwrap_or(report.category);
    if let Some(ids) = rule_ids {
        report.rule_ids = store::rules::among(&site.store, ids).await?;
    }
    if report.category != ReportCategory::Violation {
        report.rule_ids = Vec::new();
    }
    report.updated_at = site.now();
    let after = json!({ "category": report.category.as_str(), "rule_ids": report.rule_ids });
    keep(site, by, &report, "update", json!({ "before": before, "after": after })).await
}

async fn keep(
    site: &Site,
    by: &Staff,
    report: &Report,
    action: &str,
    details: serde_json::Value,
) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::reports::update(&mut tx, report).await?;
    audit::record(site, &mut tx, by, action, target(report), details).await?;
    Ok(tx.commit().await?)
}

/// Adds to reports what staff see beside them.
pub(crate) async fn dress(site: &Site, reports: Vec<Report>) -> Result<Vec<ReportView>> {
    let mut people: Vec<AccountId> = reports
        .iter()
        .flat_map(|report| {
            let staff = report.assigned_to.into_iter().chain(report.resolved_by);
            [report.account_id, report.target_account_id].into_iter().chain(staff)
        })
        .collect();
    people.sort_unstable();
    people.dedup();
    let people: HashMap<AccountId, Dossier> = dossiers::gather(site, &people)
        .await?
        .into_iter()
        .map(|dossier| (dossier.view.account.id, dossier))
        .collect();
    let mut named: Vec<RuleId> = reports.iter().flat_map(|report| &report.rule_ids).copied().collect();
    named.sort_unstable();
    named.dedup();
    let rules: HashMap<RuleId, Rule> =
        store::rules::ever(&site.store, &named).await?.into_iter().map(|rule| (rule.id, rule)).collect();
    let mut views = Vec::with_capacity(reports.len());
    for report in reports {
        // As their author sees them, who sees all of them; without what the author did with them.
        let author = Viewer::Account(report.target_account_id);
        let shown = statuses::show_ids(site, author, &report.status_ids).await?;
        let plain = |view: StatusView| StatusView {
            flags: Flags::default(),
            own_reactions: Vec::new(),
            filtered: Vec::new(),
            poll: view.poll.clone().map(|poll| crate::PollView { own_votes: Vec::new(), ..poll }),
            has_viewer: false,
            ..view
        };
        let person = |id: AccountId| people.get(&id).cloned();
        views.push(ReportView {
            by: person(report.account_id).filter(|_| !report.is_automatic),
            about: person(report.target_account_id),
            assigned_to: report.assigned_to.and_then(person),
            resolved_by: report.resolved_by.and_then(person),
            statuses: shown.into_iter().map(plain).collect(),
            rules: report.rule_ids.iter().filter_map(|id| rules.get(id).cloned()).collect(),
            report,
        });
    }
    Ok(views)
}
