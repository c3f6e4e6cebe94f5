//! Pins: statuses that somebody shows at the top of their profile.

use model::{Account, AccountId, Event, Status, StatusId, Visibility, limits};

use crate::{Problem, Refusal, Result, Site, StatusView, Viewer, statuses};

/// Pins a status of one's own.
pub async fn pin(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_visible(site, Viewer::Account(by.id), id).await?;
    check(by, &status)?;
    let mut tx = site.store.begin().await?;
    let most = site.settings().statuses.pinned;
    let is_pinned = !store::pins::among(&mut tx, by.id, &[id]).await?.is_empty();
    if !is_pinned && by.is_local() && store::pins::count(&mut tx, by.id).await? >= most as i64 {
        return Err(refused(format!("cannot be pinned: there are {most} pinned statuses already")));
    }
    if store::pins::insert(&mut tx, site.id(), by.id, id).await? {
        let event = Event::Pinned { account_id: by.id, status_id: id };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    tx.commit().await?;
    Ok(status)
}

fn check(by: &Account, status: &Status) -> Result<()> {
    if status.account_id != by.id {
        return Err(refused("of somebody else cannot be pinned".into()));
    }
    if status.is_reblog() {
        return Err(refused("that is a reblog cannot be pinned".into()));
    }
    if matches!(status.visibility, Visibility::Direct | Visibility::Held) {
        return Err(refused("for the people mentioned cannot be pinned".into()));
    }
    Ok(())
}

fn refused(message: String) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("status", message)]).into()
}

/// No longer shows a status at the top.
pub async fn unpin(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_visible(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    if store::pins::delete(&mut tx, by.id, id).await? {
        let event = Event::Unpinned { account_id: by.id, status_id: id };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    tx.commit().await?;
    Ok(status)
}

/// A neighbour tells what one of its people pinned, most recent first: these are pinned now, and no others. Nobody needs
/// to hear of it.
pub async fn receive(site: &Site, by: &Account, ids: &[StatusId]) -> Result<()> {
    let mut pinned = Vec::new();
    for status in store::statuses::list(&site.store, ids).await? {
        if check(by, &status).is_ok() {
            pinned.push(status.id);
        }
    }
    let mut tx = site.store.begin().await?;
    let before = store::pins::list(&mut tx, by.id, limits::PINS_SHOWN).await?;
    for id in before.into_iter().filter(|id| !pinned.contains(id)) {
        store::pins::delete(&mut tx, by.id, id).await?;
    }
    for id in ids.iter().rev().filter(|id| pinned.contains(id)) {
        store::pins::insert(&mut tx, site.id(), by.id, *id).await?;
    }
    Ok(tx.commit().await?)
}

/// What an account has pinned, as far as the viewer may see it, most recent first.
pub async fn list(site: &Site, viewer: Viewer, of: AccountId, limit: i64) -> Result<Vec<StatusView>> {
    let ids = store::pins::list(&site.store, of, limit).await?;
    statuses::show_ids(site, viewer, &ids).await
}
