//! The end of a status: by its author, or because its server says so.

use model::{Account, Consent, Event, QuoteState, Status, StatusId, Visibility, event::DeletedStatus};

use store::Tx;

use super::show;
use crate::{Refusal, Result, Site, StatusView, Viewer, content_rules};

/// Deletes one's own status; answers it as it was, so that it can be written anew.
/// What it showed stays for a day, unless that is to go, too.
pub async fn delete(site: &Site, by: &Account, id: StatusId, with_media: bool) -> Result<StatusView> {
    let view = show(site, Viewer::Account(by.id), id).await?;
    if view.status.account_id != by.id {
        return Err(Refusal::NotFound.into());
    }
    remove_with(site, &view.status, with_media).await?;
    Ok(view)
}

/// A neighbour says that its person's status is gone. Answers whether it was known here; either way it will not
/// come back.
pub async fn delete_remote(site: &Site, author: &Account, uri: &str) -> Result<bool> {
    match store::statuses::find_by_uri(&site.store, uri).await? {
        Some(status) if status.account_id == author.id && !author.is_local() => {
            remove(site, &status).await?;
            Ok(true)
        }
        Some(_) => Err(Refusal::NotFound.into()),
        None => {
            store::tombstones::insert(&site.store, uri, site.now()).await?;
            Ok(false)
        }
    }
}

/// Removes a status with all that hangs on it, and leaves a tombstone.
pub(crate) async fn remove(site: &Site, status: &Status) -> Result<()> {
    remove_with(site, status, true).await
}

/// Removes statuses of somebody who has left, of whose end everybody has heard.
pub(crate) async fn remove_quietly(site: &Site, statuses: &[Status]) -> Result<()> {
    let mut tx = site.store.begin().await?;
    for status in statuses {
        take_out(site, &mut tx, status, true).await?;
    }
    Ok(tx.commit().await?)
}

/// Removes a status with all that hangs on it, in the transaction of whoever decides so.
pub(crate) async fn remove_in(site: &Site, tx: &mut Tx, status: &Status) -> Result<()> {
    if let Some(deleted) = take_out(site, tx, status, true).await? {
        store::events::record(tx, site.id(), &Event::StatusDeleted(deleted)).await?;
    }
    Ok(())
}

async fn remove_with(site: &Site, status: &Status, with_media: bool) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if let Some(deleted) = take_out(site, &mut tx, status, with_media).await? {
        store::events::record(&mut tx, site.id(), &Event::StatusDeleted(deleted)).await?;
    }
    // If somebody else was faster, they have told everybody; wait until that is durable.
    Ok(tx.commit().await?)
}

/// Takes a status out with all that hangs on it; answers what is remembered of it, unless it was gone already.
async fn take_out(
    site: &Site,
    tx: &mut Tx,
    status: &Status,
    with_media: bool,
) -> Result<Option<DeletedStatus>> {
    let held = store::held_statuses::find(&mut *tx, status.id).await?;
    if held.is_some() {
        content_rules::held::gone(tx, status.id).await?;
    }
    // What others have seen ends for them as what it was.
    let visibility = held.filter(|held| held.was_published).map_or(status.visibility, |held| held.visibility);
    let status = &Status { visibility, ..status.clone() };
    let concerned = store::statuses::concerned(&mut *tx, status.id).await?;
    let quote = store::quotes::find(&mut *tx, status.id).await?;
    let consent = store::consents::find(&mut *tx, status.id).await?;
    store::counters::drop_reblogs_of(tx, status.id).await?;
    let attached = store::attachments::ever_of(&mut *tx, status.id).await?;
    for attachment in attached.iter().filter(|_| with_media) {
        store::attachments::delete(tx, attachment).await?;
    }
    if !with_media {
        store::attachments::loosen(tx, status.id, status.account_id).await?;
    }
    if !store::statuses::delete(&mut *tx, status.id).await? {
        return Ok(None);
    }
    if visibility == Visibility::Held {
        // Nobody has heard of it, so nobody is told.
        store::tombstones::insert(&mut *tx, &status.uri, site.now()).await?;
        return Ok(None);
    }
    store::counters::withdrawn(tx, status).await?;
    if let Some(parent) = status.in_reply_to_id {
        store::counters::bump_replies(tx, parent, status, -1).await?;
    }
    if let Some(quote) = quote.filter(|quote| quote.state == QuoteState::Accepted)
        && let Some(quoted) = quote.quoted_status_id
    {
        store::counters::bump_quotes(tx, quoted, -1).await?;
    }
    if let Some(original) = status.reblog_of_id {
        store::counters::bump_reblogs(tx, original, -1).await?;
    }
    store::tombstones::insert(&mut *tx, &status.uri, site.now()).await?;
    Ok(Some(DeletedStatus {
        status_id: status.id,
        account_id: status.account_id,
        uri: status.uri.clone(),
        reblog_of_id: status.reblog_of_id,
        visibility: status.visibility,
        local_only: status.local_only,
        thread_id: Some(status.conversation_id),
        awaited_of: consent.filter(Consent::is_awaited).map(|consent| consent.account_id),
        concerned,
    }))
}

/// Removes a remote account with everything it published, and puts the counters of others right.
pub async fn forget_account(site: &Site, account: &Account) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::counters::drop_all_of(&mut tx, account.id).await?;
    store::accounts::delete(&mut tx, account.id).await?;
    Ok(tx.commit().await?)
}
