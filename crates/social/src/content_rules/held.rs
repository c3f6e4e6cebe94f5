//! Statuses that nobody but their author sees until staff decide: released, they go out as if they were published now;
//! removed, they are gone.

use model::{
    Event, HeldStatus, HitState, Page, Permissions, RuleHit, RuleHitId, Status, StatusId, Strike,
    StrikeAction, limits,
};
use serde_json::json;
use store::Tx;

use super::hits::{self, HitView};
use crate::{
    Problem, Refusal, Result, Site, accounts, audit,
    moderation::{Subject, strikes},
    sealed_files,
    staff::Staff,
    statuses,
};

/// What waits for staff, newest first.
pub async fn waiting(site: &Site, by: &Staff, page: &Page) -> Result<Vec<HitView>> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    let found = store::rule_hits::waiting(&site.store, page).await?;
    hits::dress(site, found).await
}

/// A hit whose status waits.
async fn find(site: &Site, by: &Staff, id: RuleHitId) -> Result<(RuleHit, Status)> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    let hit = store::rule_hits::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let (HitState::Waiting, Some(status)) = (hit.state, hit.status_id) else {
        return Err(Refusal::NotFound.into());
    };
    let status = store::statuses::find(&site.store, status).await?.ok_or(Refusal::NotFound)?;
    Ok((hit, status))
}

/// Has a status go out.
pub async fn release(site: &Site, by: &Staff, id: RuleHitId) -> Result<HitView> {
    let (hit, status) = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    let_go(site, &mut tx, status.id).await?;
    let released = RuleHit { state: HitState::Released, ..hit };
    store::rule_hits::update(&mut tx, &released).await?;
    let details = json!({ "status_id": status.id, "account_id": status.account_id });
    audit::record(site, &mut tx, by, "release", hits::target(&released), details).await?;
    tx.commit().await?;
    hits::one(site, released).await
}

/// A status is seen by whom it is for, in the transaction of whoever decides so. What was never seen is news now.
pub(super) async fn let_go(site: &Site, tx: &mut Tx, id: StatusId) -> Result<()> {
    let held = store::held_statuses::find(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    let status = store::statuses::find(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    let author = accounts::find(site, status.account_id).await?;
    let is_new = author.is_local() && !held.was_published;
    let created_at = if is_new { site.now() } else { status.created_at };
    if !store::held_statuses::release(tx, id, held.visibility, created_at).await? {
        return Err(Refusal::NotFound.into());
    }
    if is_new && let Some(mut poll) = store::polls::list(&mut *tx, &[id]).await?.pop() {
        let waited = created_at.as_millis() - status.created_at.as_millis();
        poll.expires_at = poll.expires_at.map(|end| end.plus_millis(waited));
        store::polls::update(tx, &poll).await?;
    }
    let status = Status { visibility: held.visibility, created_at, ..status };
    let shown = store::attachments::of_statuses(&mut *tx, &[id]).await?;
    sealed_files::put(site, tx, &status, &shown).await?;
    statuses::come_out(site, tx, &author, &status, &held).await
}

/// Removes a status; its author, if they live here, is told why.
pub async fn remove(site: &Site, by: &Staff, id: RuleHitId, text: &str) -> Result<HitView> {
    let (hit, status) = find(site, by, id).await?;
    if text.chars().count() > limits::REMOVAL_CHARACTERS {
        let message = format!("is too long (maximum is {} characters)", limits::REMOVAL_CHARACTERS);
        return Err(Refusal::Invalid(vec![Problem::new("text", message)]).into());
    }
    let subject = Subject::below(site, by, status.account_id).await?;
    let mut tx = site.store.begin().await?;
    let removed = RuleHit { state: HitState::Removed, status_id: None, ..hit };
    store::rule_hits::update(&mut tx, &removed).await?;
    statuses::delete::remove_in(site, &mut tx, &status).await?;
    if let Some(user) = &subject.user {
        let strike = Strike {
            id: site.id(),
            account_id: status.account_id,
            by_account_id: by.account_id(),
            action: StrikeAction::DeleteStatuses,
            text: text.trim().to_owned(),
            status_ids: vec![status.id],
            report_id: None,
            overruled_at: None,
            appeal: None,
        };
        store::strikes::insert(&mut tx, &strike).await?;
        store::events::record(&mut tx, site.id(), &Event::Struck { strike_id: strike.id }).await?;
        strikes::write_to(site, &mut tx, user, &strike).await?;
    }
    let details = json!({ "status_id": status.id, "account_id": status.account_id, "text": text.trim() });
    audit::record(site, &mut tx, by, "remove", hits::target(&removed), details).await?;
    tx.commit().await?;
    hits::one(site, removed).await
}

/// What was refused from elsewhere goes after its time.
pub(crate) async fn expire(site: &Site) -> Result<()> {
    let expired = store::held_statuses::expired(&site.store, site.now(), limits::HELD_EXPIRED).await?;
    for HeldStatus { status_id, .. } in expired {
        let Some(status) = store::statuses::find(&site.store, status_id).await? else { continue };
        let mut tx = site.store.begin().await?;
        statuses::delete::remove_in(site, &mut tx, &status).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A status goes that was held: there is nothing left to decide about it.
pub(crate) async fn gone(tx: &mut Tx, id: StatusId) -> Result<()> {
    for hit in store::rule_hits::of_status(&mut *tx, id).await? {
        if hit.state == HitState::Waiting {
            let removed = RuleHit { state: HitState::Removed, status_id: None, ..hit };
            store::rule_hits::update(tx, &removed).await?;
        }
    }
    Ok(())
}
