//! Talks: what staff ask somebody who was reported before anything is decided, and what they answer. Staff speak as the
//! server: who of them wrote something is known to them alone.

use std::collections::BTreeMap;

use model::{Account, AuditTarget, Report, ReportId, ReportMessage, User, limits};
use serde_json::json;

use super::{check_text, reports};
use crate::{Refusal, Result, Site, Staff, accounts, audit, notices};

/// What was said about a report, oldest first.
pub async fn of_report(site: &Site, by: &Staff, id: ReportId) -> Result<Vec<ReportMessage>> {
    reports::find(site, by, id).await?;
    Ok(store::report_messages::of_report(&site.store, id, limits::TALK_MESSAGES).await?)
}

/// Staff write to whom a report is about, if they are at home here.
pub async fn write(site: &Site, by: &Staff, id: ReportId, text: &str) -> Result<ReportMessage> {
    let report = reports::find(site, by, id).await?;
    let about = accounts::find(site, report.target_account_id).await?;
    let Some(user) = store::users::find_by_account(&site.store, about.id).await? else {
        return Err(Refusal::Conflict("they are not at home here; forward the report to their server").into());
    };
    let message =
        ReportMessage { by_account_id: by.account_id(), ..said(site, &report, &about, text).await? };
    let mut tx = site.store.begin().await?;
    store::report_messages::insert(&mut tx, &message).await?;
    notices::asked(site, &mut tx, &user, &message.text).await?;
    let target = AuditTarget::new("report", report.id.get(), report.id.to_string());
    audit::record(site, &mut tx, by, "write_message", target, json!({ "text": message.text })).await?;
    tx.commit().await?;
    Ok(message)
}

/// What is said, before it is known by whom.
async fn said(site: &Site, report: &Report, about: &Account, text: &str) -> Result<ReportMessage> {
    let text = text.trim();
    check_text("text", text, limits::TALK_CHARACTERS)?;
    let before = store::report_messages::of_report(&site.store, report.id, limits::TALK_MESSAGES).await?;
    if before.len() as i64 >= limits::TALK_MESSAGES {
        return Err(Refusal::Conflict("enough was said about this report").into());
    }
    Ok(ReportMessage {
        id: site.id(),
        report_id: report.id,
        account_id: about.id,
        by_account_id: None,
        is_by_staff: true,
        text: text.to_owned(),
        seen_at: None,
    })
}

/// What staff and somebody said to each other about one report.
#[derive(Clone, Debug)]
pub struct Talk {
    /// About which.
    pub report_id: ReportId,
    /// What was said, oldest first.
    pub messages: Vec<ReportMessage>,
}

/// The talks with somebody, the latest first. From now on they have seen them.
pub async fn mine(site: &Site, user: &User) -> Result<Vec<Talk>> {
    let found =
        store::report_messages::of_account(&site.store, user.account_id, limits::TALK_MESSAGES).await?;
    if found.iter().any(|message| message.is_by_staff && message.seen_at.is_none()) {
        store::report_messages::see(&site.store, user.account_id, site.now()).await?;
    }
    let mut talks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for message in found.into_iter().rev() {
        talks.entry(message.report_id).or_default().push(message);
    }
    let talk = |(report_id, messages)| Talk { report_id, messages };
    Ok(talks.into_iter().rev().map(talk).collect())
}

/// Whether staff told somebody something that they have not seen yet.
pub async fn is_asked(site: &Site, user: &User) -> Result<bool> {
    Ok(store::report_messages::is_unseen(&site.store, user.account_id).await?)
}

/// Somebody answers what staff asked them.
pub async fn answer(site: &Site, by: &User, id: ReportId, text: &str) -> Result<()> {
    let before = store::report_messages::of_report(&site.store, id, 1).await?;
    if before.first().is_none_or(|first| first.account_id != by.account_id) {
        return Err(Refusal::NotFound.into());
    }
    let report = store::reports::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let me = accounts::find(site, by.account_id).await?;
    let message = ReportMessage { is_by_staff: false, ..said(site, &report, &me, text).await? };
    let mut tx = site.store.begin().await?;
    store::report_messages::insert(&mut tx, &message).await?;
    notices::answered(site, &mut tx, &me, &message).await?;
    Ok(tx.commit().await?)
}
