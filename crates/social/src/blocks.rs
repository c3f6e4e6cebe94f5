//! Blocks: being kept apart from somebody. It ends follows in both directions, and they are told.

use model::{Account, AccountId, Block, Event, Follow, Page};
use store::Tx;

use crate::{AccountView, Result, Site, accounts};

/// Blocks an account. A second time changes nothing; blocking oneself does nothing.
pub async fn block(site: &Site, by: &Account, target: AccountId, uri: Option<String>) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if target.id == by.id {
        return Ok(());
    }
    let block = Block { id: site.id(), account_id: by.id, target_account_id: target.id, uri };
    let mut tx = site.store.begin().await?;
    make(site, &mut tx, block).await?;
    tx.commit().await?;
    forget(site, by.id, target.id);
    Ok(())
}

/// Makes a block, if there is none, and ends what there was between the two.
pub(crate) async fn make(site: &Site, tx: &mut Tx, block: Block) -> Result<()> {
    let (by, target) = (block.account_id, block.target_account_id);
    end_follows(site, tx, by, target).await?;
    if store::blocks::insert(&mut *tx, &block, site.now()).await? {
        store::endorsements::delete(&mut *tx, by, target).await?;
        store::notifications::delete_between(&mut *tx, by, target).await?;
        store::conversations::delete_with(&mut *tx, by, target).await?;
        store::events::record(tx, site.id(), &Event::Blocked(block)).await?;
    }
    Ok(())
}

/// Takes a block back. Follows do not come back with it.
pub async fn unblock(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    let target = accounts::find(site, target).await?;
    let mut tx = site.store.begin().await?;
    if let Some(block) = store::blocks::find(&mut tx, by.id, target.id).await? {
        store::blocks::delete(&mut tx, block.id).await?;
        store::events::record(&mut tx, site.id(), &Event::Unblocked(block)).await?;
    }
    tx.commit().await?;
    forget(site, by.id, target.id);
    Ok(())
}

/// Whom I block, with the id to page by.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<(i64, AccountView)>> {
    accounts::dress_paged(site, store::blocks::list(&site.store, me, page).await?).await
}

/// Ends the follows and requests between two accounts; `by` is the one who wants so.
pub(crate) async fn end_follows(site: &Site, tx: &mut Tx, by: AccountId, other: AccountId) -> Result<()> {
    end_follow(site, tx, by, other, Event::Unfollowed).await?;
    end_follow(site, tx, other, by, Event::FollowRejected).await
}

async fn end_follow(
    site: &Site,
    tx: &mut Tx,
    from: AccountId,
    to: AccountId,
    event: fn(Follow) -> Event,
) -> Result<()> {
    let mut ended = None;
    if let Some(follow) = store::follows::find(&mut *tx, from, to).await? {
        store::follows::delete(&mut *tx, follow.id).await?;
        store::counters::bump_follow(&mut *tx, from, to, -1).await?;
        store::lists::remove_from_all_of(&mut *tx, from, to).await?;
        ended = Some(follow);
    }
    if let Some(request) = store::follow_requests::find(&mut *tx, from, to).await? {
        store::follow_requests::delete(&mut *tx, request.id).await?;
        ended = ended.or(Some(request));
    }
    if let Some(follow) = ended {
        store::events::record(tx, site.id(), &event(follow)).await?;
    }
    Ok(())
}

/// What both see has changed.
pub(crate) fn forget(site: &Site, one: AccountId, other: AccountId) {
    for account in [one, other] {
        site.hidings.forget(account);
        site.homes.forget(account);
    }
}
