//! Deciding: staff warn somebody, freeze, limit or suspend an account, hide what it shows, or mark and delete statuses of it.
//! The person is told what was decided and why, and by nobody's name.

use model::{
    AccountId, Report, ReportId, Status, StatusId, Strike, StrikeAction, WarningPresetId, event::Event,
    limits,
};
use serde_json::json;
use store::Tx;

use super::{ACTING, Subject, forget, marks, needs_one, strikes};
use crate::{Problem, Refusal, Result, Site, Staff, audit};

/// What is decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What.
    pub action: StrikeAction,
    /// What the person is told, in the words of staff.
    pub text: String,
    /// A text that is told before that.
    pub preset: Option<WarningPresetId>,
    /// The report from which it came.
    pub report: Option<ReportId>,
    /// The statuses that it is about; those of the report, unless something is said.
    pub statuses: Vec<StatusId>,
    /// Whether a letter tells of it, too, where mail is sent.
    pub by_mail: bool,
}

impl Decision {
    /// Something that comes from no report and says nothing.
    pub fn plain(action: StrikeAction) -> Self {
        Self { action, text: String::new(), preset: None, report: None, statuses: Vec::new(), by_mail: true }
    }
}

/// Decides something about an account, does it, and tells the person. Reports about the account are dealt with by it; a
/// warning alone deals with the one from which it comes.
pub async fn decide(site: &Site, by: &Staff, target: AccountId, decision: Decision) -> Result<Strike> {
    needs_one(by, &ACTING)?;
    let subject = Subject::below(site, by, target).await?;
    let report = from_report(site, &subject, decision.report).await?;
    let text = told(site, &decision).await?;
    let meant = meant(site, &subject, report.as_ref(), &decision).await?;
    let strike = Strike {
        id: site.id(),
        account_id: target,
        by_account_id: by.account_id(),
        action: decision.action,
        text,
        status_ids: meant.iter().map(|status| status.id).collect(),
        report_id: decision.report,
        overruled_at: None,
        appeal: None,
    };
    let mut tx = site.store.begin().await?;
    marks::apply(site, &mut tx, &subject, decision.action).await?;
    marks::apply_to(site, &mut tx, &meant, decision.action).await?;
    store::strikes::insert(&mut tx, &strike).await?;
    let closed = close(site, by, &mut tx, &strike, report).await?;
    let details = json!({
        "strike_id": strike.id.to_string(), "text": strike.text, "status_ids": strike.status_ids,
        "resolved_report_ids": closed,
    });
    audit::record(site, &mut tx, by, word(decision.action), subject.target(), details).await?;
    store::events::record(&mut tx, site.id(), &Event::Struck { strike_id: strike.id }).await?;
    if let Some(user) = subject.user.as_ref().filter(|_| decision.by_mail) {
        strikes::write_to(site, &mut tx, user, &strike).await?;
    }
    tx.commit().await?;
    forget(site, target);
    Ok(strike)
}

/// What the log calls it.
pub(super) fn word(action: StrikeAction) -> &'static str {
    match action {
        StrikeAction::Warn => "warn",
        other => other.as_str(),
    }
}

/// The report from which it comes, which must be about the account.
async fn from_report(site: &Site, subject: &Subject, id: Option<ReportId>) -> Result<Option<Report>> {
    let Some(id) = id else { return Ok(None) };
    let found = store::reports::find(&site.store, id).await?;
    let found = found.filter(|report| report.target_account_id == subject.account.id);
    Ok(Some(found.ok_or(Refusal::NotFound)?))
}

async fn told(site: &Site, decision: &Decision) -> Result<String> {
    let preset = match decision.preset {
        None => None,
        Some(id) => Some(store::strikes::preset(&site.store, id).await?.ok_or(Refusal::NotFound)?.text),
    };
    let own = Some(decision.text.trim().to_owned()).filter(|text| !text.is_empty());
    let text = preset.into_iter().chain(own).collect::<Vec<_>>().join("\n\n");
    if text.chars().count() > limits::STRIKE_CHARACTERS {
        let message = format!("is too long (maximum is {} characters)", limits::STRIKE_CHARACTERS);
        return Err(Refusal::Invalid(vec![Problem::new("text", message)]).into());
    }
    Ok(text)
}

/// The statuses that are meant: those that were chosen, or those of the report. Others' are left out.
async fn meant(
    site: &Site,
    subject: &Subject,
    report: Option<&Report>,
    decision: &Decision,
) -> Result<Vec<Status>> {
    let reported = report.map(|report| report.status_ids.as_slice()).unwrap_or_default();
    let ids = if decision.statuses.is_empty() { reported } else { &decision.statuses };
    let ids = &ids[..ids.len().min(limits::STRIKE_STATUSES)];
    let mut found = store::statuses::list(&site.store, ids).await?;
    // What nobody reported, and not everybody may see, is none of staff's business.
    found.retain(|status| {
        status.account_id == subject.account.id
            && (status.visibility.is_open() || reported.contains(&status.id))
    });
    if decision.action.is_about_statuses() && found.is_empty() {
        return Err(Refusal::Invalid(vec![Problem::new("status_ids", "can't be blank")]).into());
    }
    Ok(found)
}

/// What was reported is dealt with.
async fn close(
    site: &Site,
    by: &Staff,
    tx: &mut Tx,
    strike: &Strike,
    report: Option<Report>,
) -> Result<Vec<String>> {
    let open = match strike.action {
        StrikeAction::Warn => report.into_iter().filter(|report| report.resolved_at.is_none()).collect(),
        _ => store::reports::open_about(&mut *tx, strike.account_id, limits::REPORTS_CLOSED).await?,
    };
    let now = site.now();
    for report in &open {
        let closed = Report {
            resolved_at: Some(now),
            resolved_by: by.account_id(),
            updated_at: now,
            ..report.clone()
        };
        store::reports::update(tx, &closed).await?;
    }
    Ok(open.iter().map(|report| report.id.to_string()).collect())
}
