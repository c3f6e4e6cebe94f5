//! Reports: telling those who run the server about an account.

use model::{Account, AccountId, Report, ReportCategory, ReportId, RuleId, StatusId, limits};

use crate::{Problem, Refusal, Result, Site, Viewer, accounts, statuses};

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
}

/// Keeps a report for those who run the server. Statuses that are not the account's, or that the one who reports
/// may not see, are left out.
pub async fn report(site: &Site, by: &Account, new: NewReport) -> Result<Report> {
    let target = accounts::find(site, new.target).await?;
    if new.comment.chars().count() > limits::REPORT_CHARACTERS {
        let most = limits::REPORT_CHARACTERS;
        let problem = Problem::new("comment", format!("is too long (maximum is {most} characters)"));
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let wanted: Vec<StatusId> = new.status_ids.into_iter().take(limits::REPORT_STATUSES).collect();
    let shown = statuses::show_ids(site, Viewer::Account(by.id), &wanted).await?;
    let theirs = shown.iter().filter(|view| view.status.account_id == target.id);
    let rule_ids = store::rules::among(&site.store, &new.rule_ids).await?;
    let report = Report {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        // Whoever names rules means them.
        category: if rule_ids.is_empty() { new.category } else { ReportCategory::Violation },
        comment: new.comment,
        status_ids: theirs.map(|view| view.status.id).collect(),
        rule_ids,
        resolved_at: None,
    };
    store::reports::insert(&site.store, &report).await?;
    Ok(report)
}

/// Reports that nobody has dealt with, oldest first.
pub async fn open(site: &Site) -> Result<Vec<Report>> {
    Ok(store::reports::list_open(&site.store, limits::REPORTS_SHOWN).await?)
}

/// Marks a report as dealt with.
pub async fn resolve(site: &Site, id: ReportId) -> Result<()> {
    match store::reports::resolve(&site.store, id, site.now()).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
