//! Taking back what a rule did.

use model::{
    ContentRuleId, HitState, LetterKind, Page, Permissions, Report, RuleAction, RuleHit, RuleHitId,
    Timestamp, limits,
};
use serde_json::json;
use store::{Tx, rule_hits::Wanted};

use super::{
    existing, held,
    hits::{self, HitView},
};
use crate::{
    Problem, Refusal, Result, Site, audit,
    mail::{
        self,
        letters::{Note, write},
    },
    staff::Staff,
    statuses,
};

const HOUR_MS: i64 = 3_600_000;

/// Takes back one thing that a rule did.
pub async fn undo(site: &Site, by: &Staff, id: RuleHitId) -> Result<HitView> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    let hit = store::rule_hits::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    if !is_open(&hit) {
        let problem = Problem::new("hit", "cannot be undone any more");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let undone = take_back(site, by, hit).await?;
    hits::one(site, undone).await
}

/// Takes back all that a rule did and that can be; answers how much that was.
pub async fn undo_all(site: &Site, by: &Staff, id: ContentRuleId) -> Result<usize> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    existing(site, id).await?;
    let wanted = Wanted { rule: Some(id), undone: Some(false), ..Wanted::default() };
    let found = store::rule_hits::list(&site.store, wanted, &Page::first(limits::HITS_UNDONE)).await?;
    let mut undone = 0;
    for hit in found.into_iter().filter(is_open) {
        match take_back(site, by, hit).await {
            Ok(_) => undone += 1,
            // Somebody else was faster, or the status is gone.
            Err(crate::Error::Refusal(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(undone)
}

fn is_open(hit: &RuleHit) -> bool {
    hit.undone_at.is_none() && matches!(hit.state, HitState::Done | HitState::Waiting)
}

async fn take_back(site: &Site, by: &Staff, hit: RuleHit) -> Result<RuleHit> {
    let now = site.now();
    let mut undone = RuleHit { state: HitState::Undone, undone_at: Some(now), ..hit };
    let mut tx = site.store.begin().await?;
    match (undone.action, undone.status_id) {
        (RuleAction::MarkSensitive, Some(id)) => {
            let status = store::statuses::find(&mut tx, id).await?;
            if let Some(status) = status.filter(|status| status.sensitive) {
                statuses::mark(site, &mut tx, &status, false).await?;
            }
        }
        (RuleAction::Report, _) => resolve(by, &mut tx, &undone, now).await?,
        (RuleAction::Hold | RuleAction::Refuse, Some(id)) => {
            held::let_go(site, &mut tx, id).await?;
            undone.state = HitState::Released;
        }
        (RuleAction::Refuse | RuleAction::Ask, None) => {
            let until = now.plus_millis(limits::ALLOWED_HOURS * HOUR_MS);
            undone.allowed_until = Some(until);
            tell(site, &mut tx, &undone, until).await?;
        }
        // The status is gone, and so is what was done with it.
        _ => {}
    }
    store::rule_hits::update(&mut tx, &undone).await?;
    let details = json!({ "action": undone.action.as_str(), "account_id": undone.account_id });
    audit::record(site, &mut tx, by, "undo", hits::target(&undone), details).await?;
    tx.commit().await?;
    Ok(undone)
}

async fn resolve(by: &Staff, tx: &mut Tx, hit: &RuleHit, now: Timestamp) -> Result<()> {
    let Some(id) = hit.report_id else { return Ok(()) };
    let found = store::reports::find(&mut *tx, id).await?;
    let Some(report) = found.filter(|report| report.resolved_at.is_none()) else { return Ok(()) };
    let resolved = Report { resolved_at: Some(now), resolved_by: by.account_id(), updated_at: now, ..report };
    Ok(store::reports::update(tx, &resolved).await?)
}

/// Writes to an author that they may publish what they were refused.
async fn tell(site: &Site, tx: &mut Tx, hit: &RuleHit, until: Timestamp) -> Result<()> {
    let Some(user) = store::users::find_by_account(&mut *tx, hit.account_id).await? else { return Ok(()) };
    if !mail::is_on(site) {
        return Ok(());
    }
    let username = store::accounts::get(&mut *tx, hit.account_id).await?.username;
    let until = until.to_http_date();
    let names = [("rule", hit.rule_name.as_str()), ("until", until.as_str())];
    let note = Note { kind: LetterKind::Strike, key: "rule-undone", names: &names, with_advice: false };
    mail::queue(site, tx, write(site, &user, &username, &note)).await
}
