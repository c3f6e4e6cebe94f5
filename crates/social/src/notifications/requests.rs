//! Requests: people whose notifications are kept aside, until one lets them in or not.

use std::collections::HashMap;

use model::{AccountId, NotificationRequest, NotificationRequestId, Page, StatusId};

use crate::{
    AccountView, NotificationRequestView, Refusal, Result, Site, StatusView, Viewer, accounts, statuses,
    stream::{Topic, Update},
};

/// A page of my requests.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<NotificationRequestView>> {
    dress(site, me, store::notification_requests::list(&site.store, me, page).await?).await
}

/// One of my requests.
pub async fn show(site: &Site, me: AccountId, id: NotificationRequestId) -> Result<NotificationRequestView> {
    let request = find(site, me, id).await?;
    dress(site, me, vec![request]).await?.pop().ok_or(Refusal::NotFound.into())
}

async fn find(site: &Site, me: AccountId, id: NotificationRequestId) -> Result<NotificationRequest> {
    store::notification_requests::find(&site.store, me, id).await?.ok_or(Refusal::NotFound.into())
}

async fn dress(
    site: &Site,
    me: AccountId,
    requests: Vec<NotificationRequest>,
) -> Result<Vec<NotificationRequestView>> {
    let from: Vec<AccountId> = requests.iter().map(|request| request.from_account_id).collect();
    let about: Vec<StatusId> = requests.iter().filter_map(|request| request.last_status_id).collect();
    let people: HashMap<AccountId, AccountView> =
        accounts::show_all(site, &from).await?.into_iter().map(|view| (view.account.id, view)).collect();
    let shown: HashMap<StatusId, StatusView> = statuses::show_ids(site, Viewer::Account(me), &about)
        .await?
        .into_iter()
        .map(|view| (view.status.id, view))
        .collect();
    Ok(requests
        .into_iter()
        .filter_map(|request| {
            Some(NotificationRequestView {
                from: people.get(&request.from_account_id)?.clone(),
                last_status: request.last_status_id.and_then(|id| shown.get(&id).cloned()),
                request,
            })
        })
        .collect())
}

/// Lets these people in: what was kept aside of them stands among the others.
pub async fn accept(site: &Site, me: AccountId, ids: &[NotificationRequestId]) -> Result<()> {
    let requests = find_all(site, me, ids).await?;
    let mut tx = site.store.begin().await?;
    for request in &requests {
        store::notification_requests::permit(&mut tx, me, request.from_account_id).await?;
        store::notification_requests::release(&mut tx, me, request.from_account_id).await?;
        store::notification_requests::delete(&mut tx, request.id).await?;
    }
    tx.commit().await?;
    if !requests.is_empty() {
        site.hub.publish(Topic::User(me), &Update::NotificationsMerged);
    }
    Ok(())
}

/// Forgets what was kept aside of these people. What they do next is kept aside again.
pub async fn dismiss(site: &Site, me: AccountId, ids: &[NotificationRequestId]) -> Result<()> {
    let requests = find_all(site, me, ids).await?;
    let mut tx = site.store.begin().await?;
    for request in &requests {
        store::notification_requests::discard(&mut tx, me, request.from_account_id).await?;
        store::notification_requests::delete(&mut tx, request.id).await?;
    }
    Ok(tx.commit().await?)
}

async fn find_all(
    site: &Site,
    me: AccountId,
    ids: &[NotificationRequestId],
) -> Result<Vec<NotificationRequest>> {
    let mut found = Vec::new();
    for id in ids {
        found.push(find(site, me, *id).await?);
    }
    Ok(found)
}
