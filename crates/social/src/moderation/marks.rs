//! Doing what was decided, and undoing it, within the transaction of whoever decides.

use model::{Event, Status, StatusId, StrikeAction, limits};
use store::Tx;

use super::Subject;
use crate::{Refusal, Result, Site, statuses};

const DAY_MS: i64 = 24 * 3_600_000;

/// Does what was decided to an account. What is done to statuses is not done here.
pub(super) async fn apply(site: &Site, tx: &mut Tx, subject: &Subject, action: StrikeAction) -> Result<()> {
    let (id, now) = (subject.account.id, site.now());
    match action {
        StrikeAction::Freeze => store::moderation::set_disabled(tx, subject.user()?.id, Some(now)).await?,
        StrikeAction::Sensitize => store::moderation::set_sensitized(tx, id, Some(now)).await?,
        StrikeAction::Limit => store::moderation::set_limited(tx, id, Some(now)).await?,
        StrikeAction::Suspend => suspend(site, tx, subject).await?,
        StrikeAction::Warn | StrikeAction::MarkStatuses | StrikeAction::DeleteStatuses => {}
    }
    Ok(())
}

/// Takes back what was done to an account; answers whether it had been done.
pub(super) async fn undo(site: &Site, tx: &mut Tx, subject: &Subject, action: StrikeAction) -> Result<bool> {
    let account = &subject.account;
    Ok(match action {
        StrikeAction::Freeze => {
            let Some(user) = &subject.user else { return Ok(false) };
            store::moderation::set_disabled(tx, user.id, None).await?;
            user.disabled_at.is_some()
        }
        StrikeAction::Sensitize => {
            store::moderation::set_sensitized(tx, account.id, None).await?;
            account.sensitized_at.is_some()
        }
        StrikeAction::Limit => {
            store::moderation::set_limited(tx, account.id, None).await?;
            account.is_limited()
        }
        StrikeAction::Suspend => restore(site, tx, subject).await?,
        StrikeAction::Warn | StrikeAction::MarkStatuses | StrikeAction::DeleteStatuses => false,
    })
}

/// Nothing of the account is shown any more. For some time there is a way back.
async fn suspend(site: &Site, tx: &mut Tx, subject: &Subject) -> Result<()> {
    let (account, now) = (&subject.account, site.now());
    if account.is_local() && subject.user.is_none() {
        return Err(Refusal::Forbidden("suspend somebody who has left").into());
    }
    if !store::moderation::suspend(tx, account.id, now).await? {
        return Ok(());
    }
    store::moderation::plan_erasure(tx, account.id, now.plus_millis(limits::SUSPENSION_DAYS * DAY_MS))
        .await?;
    if account.is_local() {
        return tell_neighbours(site, tx, subject).await;
    }
    end_or_restore_follows(site, tx, subject).await
}

/// The account is shown again, as it was.
async fn restore(site: &Site, tx: &mut Tx, subject: &Subject) -> Result<bool> {
    let account = &subject.account;
    if account.is_local() && subject.user.is_none() {
        return Err(Refusal::Forbidden("bring back somebody who has left").into());
    }
    if !store::moderation::restore(tx, account.id).await? {
        return Ok(false);
    }
    store::moderation::drop_erasure(tx, account.id).await?;
    match account.is_local() {
        true => tell_neighbours(site, tx, subject).await?,
        false => end_or_restore_follows(site, tx, subject).await?,
    }
    Ok(true)
}

/// There may be many follows, so they follow after the decision.
async fn end_or_restore_follows(site: &Site, tx: &mut Tx, subject: &Subject) -> Result<()> {
    let event = Event::StrangerDecided { account_id: subject.account.id };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// Other servers hear that the account is suspended, or no longer.
async fn tell_neighbours(site: &Site, tx: &mut Tx, subject: &Subject) -> Result<()> {
    let event = Event::ProfileChanged { account_id: subject.account.id };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// Does what was decided to statuses of an account.
pub(super) async fn apply_to(
    site: &Site,
    tx: &mut Tx,
    statuses: &[Status],
    action: StrikeAction,
) -> Result<()> {
    for status in statuses {
        match action {
            StrikeAction::MarkStatuses if !status.sensitive => {
                statuses::mark(site, tx, status, true).await?;
            }
            StrikeAction::DeleteStatuses => statuses::delete::remove_in(site, tx, status).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Statuses that were marked are shown again to everybody. What was deleted is gone.
pub(super) async fn undo_to(site: &Site, tx: &mut Tx, ids: &[StatusId]) -> Result<()> {
    for status in store::statuses::list(&mut *tx, ids).await? {
        if status.sensitive {
            statuses::mark(site, tx, &status, false).await?;
        }
    }
    Ok(())
}
