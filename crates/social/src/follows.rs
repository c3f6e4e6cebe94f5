//! Follows: reading somebody, asking to, and being asked.

use model::{Account, AccountId, Event, Follow, Page};
use store::Tx;

use crate::{AccountView, Refusal, Result, Site, Viewer, accounts};

/// What a follower wants to see; what is not said stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// Reblogs, too (at first: yes).
    pub reblogs: Option<bool>,
    /// A notification for each status (at first: no).
    pub notify: Option<bool>,
}

/// Follows an account, or asks to. Those of neighbours and those who are locked are asked; a neighbour's
/// repeated wish is granted again, since it may have lost our answer.
pub async fn follow(
    site: &Site,
    by: &Account,
    target: AccountId,
    choice: Choice,
    uri: Option<String>,
) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if by.id == target.id {
        return Err(Refusal::Forbidden("follow yourself").into());
    }
    let mut tx = site.store.begin().await?;
    let wish = Follow {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        uri,
        show_reblogs: choice.reblogs.unwrap_or(true),
        notify: choice.notify.unwrap_or(false),
    };
    if let Some(follow) = store::follows::find(&mut tx, by.id, target.id).await? {
        let follow = changed(follow, choice, wish.uri);
        store::follows::update(&mut tx, &follow).await?;
        if !by.is_local() {
            record(site, &mut tx, Event::Followed(follow)).await?;
        }
    } else if let Some(request) = store::follow_requests::find(&mut tx, by.id, target.id).await? {
        store::follow_requests::update(&mut tx, &changed(request, choice, wish.uri)).await?;
    } else if target.locked || !target.is_local() {
        if store::follow_requests::insert(&mut tx, &wish).await? {
            record(site, &mut tx, Event::FollowRequested(wish)).await?;
        }
    } else {
        establish(site, &mut tx, wish).await?;
    }
    tx.commit().await?;
    site.homes.forget(by.id);
    Ok(())
}

fn changed(mut follow: Follow, choice: Choice, uri: Option<String>) -> Follow {
    follow.show_reblogs = choice.reblogs.unwrap_or(follow.show_reblogs);
    follow.notify = choice.notify.unwrap_or(follow.notify);
    follow.uri = uri.or(follow.uri);
    follow
}

async fn establish(site: &Site, tx: &mut Tx, follow: Follow) -> Result<()> {
    if store::follows::insert(tx, &follow).await? {
        store::counters::bump_follow(tx, follow.account_id, follow.target_account_id, 1).await?;
        record(site, tx, Event::Followed(follow)).await?;
    }
    Ok(())
}

/// Stops following, or withdraws the request.
pub async fn unfollow(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    end(site, by.id, target, Event::Unfollowed).await?;
    site.homes.forget(by.id);
    Ok(())
}

/// The one who was asked consents.
pub async fn accept(site: &Site, target: &Account, from: AccountId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let Some(request) = store::follow_requests::find(&mut tx, from, target.id).await? else {
        return Err(Refusal::NotFound.into());
    };
    store::follow_requests::delete(&mut tx, request.id).await?;
    establish(site, &mut tx, request).await?;
    tx.commit().await?;
    site.homes.forget(from);
    Ok(())
}

/// The one who was asked, or is followed, refuses.
pub async fn reject(site: &Site, target: &Account, from: AccountId) -> Result<()> {
    if !end(site, from, target.id, Event::FollowRejected).await? {
        return Err(Refusal::NotFound.into());
    }
    site.homes.forget(from);
    Ok(())
}

/// Ends a follow or a request; answers whether there was one.
async fn end(
    site: &Site,
    from: AccountId,
    target: AccountId,
    event: impl Fn(Follow) -> Event,
) -> Result<bool> {
    let mut tx = site.store.begin().await?;
    let follow = store::follows::find(&mut tx, from, target).await?;
    let request = store::follow_requests::find(&mut tx, from, target).await?;
    if let Some(follow) = &follow {
        store::follows::delete(&mut tx, follow.id).await?;
        store::counters::bump_follow(&mut tx, from, target, -1).await?;
    }
    if let Some(request) = &request {
        store::follow_requests::delete(&mut tx, request.id).await?;
    }
    let Some(ended) = follow.or(request) else { return Ok(false) };
    record(site, &mut tx, event(ended)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn record(site: &Site, tx: &mut Tx, event: Event) -> Result<()> {
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// The follow of `to` by `from`.
pub async fn find(site: &Site, from: AccountId, to: AccountId) -> Result<Option<Follow>> {
    Ok(store::follows::find(&site.store, from, to).await?)
}

/// The request of `from` to follow `to`.
pub async fn find_request(site: &Site, from: AccountId, to: AccountId) -> Result<Option<Follow>> {
    Ok(store::follow_requests::find(&site.store, from, to).await?)
}

/// Who asks to follow me.
pub async fn requests(site: &Site, me: &Account, page: &Page) -> Result<Vec<(i64, AccountView)>> {
    accounts::dress_paged(site, store::follow_requests::list_to(&site.store, me.id, page).await?).await
}

/// Who follows an account; nobody, if it keeps that to itself.
pub async fn followers(
    site: &Site,
    viewer: Viewer,
    of: AccountId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let account = accounts::find(site, of).await?;
    if account.hide_collections && !viewer.is(of) {
        return Ok(Vec::new());
    }
    accounts::dress_paged(site, store::follows::list_to(&site.store, of, page).await?).await
}

/// Whom an account follows; nobody, if it keeps that to itself.
pub async fn following(
    site: &Site,
    viewer: Viewer,
    of: AccountId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let account = accounts::find(site, of).await?;
    if account.hide_collections && !viewer.is(of) {
        return Ok(Vec::new());
    }
    accounts::dress_paged(site, store::follows::list_from(&site.store, of, page).await?).await
}
