//! Conversation mutes: not hearing of a thread any more.

use model::{Account, AccountId, Status, StatusId};

use crate::{Result, Site, Viewer, statuses};

/// Mutes the conversation of a status.
pub async fn mute(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_visible(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    store::conversation_mutes::insert(&mut tx, by.id, status.conversation_id).await?;
    tx.commit().await?;
    Ok(status)
}

/// Hears of the conversation of a status again.
pub async fn unmute(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_visible(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    store::conversation_mutes::delete(&mut tx, by.id, status.conversation_id).await?;
    tx.commit().await?;
    Ok(status)
}

/// Whether the account does not want to hear of the conversation of a status.
pub(crate) async fn is_muted(site: &Site, by: AccountId, status: StatusId) -> Result<bool> {
    let Some(status) = store::statuses::find(&site.store, status).await? else { return Ok(false) };
    Ok(!store::conversation_mutes::among(&site.store, by, &[status.conversation_id]).await?.is_empty())
}
