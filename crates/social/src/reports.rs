//! Reports: telling those who run the server about an account.

use std::collections::BTreeSet;

use model::{
    Account, AccountId, Event, Report, ReportCategory, ReportId, RuleId, Status, StatusId, Visibility, limits,
};

use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, Throttle, Viewer, accounts, neighbour_blocks, notices, statuses,
};

/// What somebody tells.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// About whom.
    pub target: AccountId,
    /// The statuses that show it.
    pub status_ids: Vec<StatusId>,
    /// In their words.
    pub comment: String,
    /// What it is about.
    pub category: ReportCategory,
    /// The rules that it breaks.
    pub rule_ids: Vec<RuleId>,
    /// Whether other servers are to hear of it, without hearing who reports.
    pub forward: bool,
    /// Which servers; the account's own unless something is said.
    pub forward_to: Option<Vec<String>>,
}

/// What another server tells about an account of this one.
#[derive(Clone, Debug)]
pub struct Told {
    /// About whom.
    pub target: AccountId,
    /// The statuses that show it.
    pub status_ids: Vec<StatusId>,
    /// In their words.
    pub comment: String,
    /// The address of the report.
    pub uri: Option<String>,
}

/// Keeps a report for those who run the server. Statuses that are not the account's, or that the one who reports
/// may not see, are not there for them: then there is no report, as on Mastodon.
pub async fn report(site: &Site, by: &Account, new: NewReport) -> Result<Report> {
    let target = accounts::find(site, new.target).await?;
    if new.comment.chars().count() > limits::REPORT_CHARACTERS {
        let most = limits::REPORT_CHARACTERS;
        let problem = Problem::new("comment", format!("is too long (maximum is {most} characters)"));
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let wanted: BTreeSet<StatusId> = new.status_ids.into_iter().take(limits::REPORT_STATUSES).collect();
    let wanted: Vec<StatusId> = wanted.into_iter().collect();
    let shown = statuses::show_ids(site, Viewer::Account(by.id), &wanted).await?;
    let theirs =
        |id: &StatusId| shown.iter().any(|view| view.status.id == *id && view.status.account_id == target.id);
    if !wanted.iter().all(theirs) {
        return Err(Refusal::NotFound.into());
    }
    let rule_ids = store::rules::among(&site.store, &new.rule_ids).await?;
    if !new.rule_ids.iter().all(|id| rule_ids.contains(id)) {
        let problem = Problem::new("rule_ids", "does not reference valid rules");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let domains = hearers(&target, new.forward, new.forward_to);
    let report = Report {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        // Whoever names rules means them.
        category: if rule_ids.is_empty() { new.category } else { ReportCategory::Violation },
        comment: new.comment,
        status_ids: wanted,
        rule_ids,
        resolved_at: None,
        uri: None,
        forwarded: target.domain.as_ref().is_some_and(|home| domains.contains(home)),
        assigned_to: None,
        resolved_by: None,
        updated_at: site.now(),
        is_automatic: false,
    };
    let mut tx = site.store.begin().await?;
    store::reports::insert(&mut tx, &report).await?;
    notices::reported(site, &mut tx, &report, &target).await?;
    let event = Event::Reported { report_id: report.id, domains };
    store::events::record(&mut tx, site.id(), &event).await?;
    tx.commit().await?;
    Ok(report)
}

/// The neighbours that hear of a report: those that were chosen, or else the account's own.
fn hearers(target: &Account, is_wanted: bool, chosen: Option<Vec<String>>) -> Vec<String> {
    let Some(home) = target.domain.as_ref().filter(|_| is_wanted) else { return Vec::new() };
    match chosen {
        None => vec![home.clone()],
        Some(chosen) => {
            let chosen = chosen.iter().take(limits::REPORT_STATUSES);
            chosen.map(|domain| domain.trim().to_lowercase()).filter(|domain| !domain.is_empty()).collect()
        }
    }
}

/// Keeps what another server reports about an account of this one. Who there complains is mostly not said, so a status
/// counts if anybody there may have seen it.
pub async fn receive(site: &Site, by: &Account, told: Told) -> Result<()> {
    let target = accounts::find(site, told.target).await?;
    if !target.is_local() || by.is_local() {
        return Err(Refusal::Forbidden("report an account of another server here").into());
    }
    let domain = by.domain.as_deref().unwrap_or_default();
    if neighbour_blocks::verdict(site, domain).rejects_reports {
        return Err(Refusal::Forbidden("report anybody here from there").into());
    }
    let taken = site.throttles.take(site.now(), Throttle::Reports, domain);
    if taken.is_some_and(|allowance| allowance.is_exceeded) {
        return Err(Refusal::Conflict("too many reports come from there").into());
    }
    let wanted: Vec<StatusId> = told.status_ids.into_iter().take(limits::REPORT_STATUSES).collect();
    let mut status_ids = Vec::new();
    for status in store::statuses::list(&site.store, &wanted).await? {
        if status.account_id == target.id && is_known_at(site, &status, domain).await? {
            status_ids.push(status.id);
        }
    }
    let report = Report {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        category: ReportCategory::Other,
        comment: markup::sanitize::plain_lines(&told.comment, limits::REMOTE_REPORT_CHARACTERS),
        status_ids,
        rule_ids: Vec::new(),
        resolved_at: None,
        uri: told.uri,
        forwarded: false,
        assigned_to: None,
        resolved_by: None,
        updated_at: site.now(),
        is_automatic: false,
    };
    let mut tx = site.store.begin().await?;
    if store::reports::insert(&mut tx, &report).await? {
        notices::reported(site, &mut tx, &report, &target).await?;
        let event = Event::Reported { report_id: report.id, domains: Vec::new() };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    Ok(tx.commit().await?)
}

/// The server itself tells staff about an account.
pub(crate) async fn by_itself(site: &Site, about: &Account, comment: String) -> Result<()> {
    let report = automatic(site, about, comment, Vec::new());
    let mut tx = site.store.begin().await?;
    keep_automatic(site, &mut tx, &report, about).await?;
    Ok(tx.commit().await?)
}

/// A report that nobody made.
pub(crate) fn automatic(site: &Site, about: &Account, comment: String, status_ids: Vec<StatusId>) -> Report {
    Report {
        id: site.id(),
        account_id: about.id,
        target_account_id: about.id,
        category: ReportCategory::Other,
        comment,
        status_ids,
        rule_ids: Vec::new(),
        resolved_at: None,
        uri: None,
        forwarded: false,
        assigned_to: None,
        resolved_by: None,
        updated_at: site.now(),
        is_automatic: true,
    }
}

/// Keeps a report that nobody made, in the transaction of what led to it.
pub(crate) async fn keep_automatic(site: &Site, tx: &mut Tx, report: &Report, about: &Account) -> Result<()> {
    store::reports::insert(&mut *tx, report).await?;
    notices::reported(site, tx, report, about).await?;
    let event = Event::Reported { report_id: report.id, domains: Vec::new() };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// The report with this id.
pub async fn find(site: &Site, id: ReportId) -> Result<Option<Report>> {
    Ok(store::reports::find(&site.store, id).await?)
}

/// Whether somebody of a neighbour may have seen a status.
async fn is_known_at(site: &Site, status: &Status, domain: &str) -> Result<bool> {
    if status.local_only {
        return Ok(false);
    }
    if status.visibility.is_open() {
        return Ok(true);
    }
    let mentions = store::mentions::list(&site.store, &[status.id]).await?;
    if mentions.iter().any(|mention| mention.domain.as_deref() == Some(domain)) {
        return Ok(true);
    }
    Ok(status.visibility == Visibility::Private
        && store::follows::has_follower_at(&site.store, status.account_id, domain).await?)
}

/// Reports that nobody has dealt with, oldest first.
pub async fn open(site: &Site) -> Result<Vec<Report>> {
    Ok(store::reports::list_open(&site.store, limits::REPORTS_SHOWN).await?)
}
