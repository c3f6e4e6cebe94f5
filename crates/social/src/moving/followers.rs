//! What follows from a move here: whoever follows the old account follows the new one. In steps, each of them done for
//! good, so that it goes on where it was interrupted.

use model::{Account, AccountId, Event, Follow, FollowId, limits};
use store::Tx;

use super::carry;
use crate::{Result, Site, follows, hiding};

/// Effect of a move.
pub async fn bring(site: &Site, origin: AccountId, target: AccountId) -> Result<()> {
    let origin = store::accounts::find(&site.store, origin).await?;
    let target = store::accounts::find(&site.store, target).await?;
    let (Some(origin), Some(target)) = (origin, target) else { return Ok(()) };
    if origin.moved_to_id != Some(target.id) || target.is_suspended() {
        // It was taken back, or has come to nothing.
        return Ok(());
    }
    let mut after = FollowId::new(0);
    loop {
        let batch =
            store::follows::list_local_after(&site.store, origin.id, after, limits::MOVE_BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        let mut tx = site.store.begin().await?;
        for follow in &batch {
            if may_follow(site, follow.account_id, &target).await? {
                exchange(site, &mut tx, follow, &target).await?;
            }
        }
        tx.commit().await?;
        batch.iter().for_each(|follow| site.homes.forget(follow.account_id));
    }
    carry::notes(site, &origin, &target).await?;
    carry::blocks(site, &origin, &target).await?;
    carry::mutes(site, &origin, &target).await
}

/// Nobody is made to follow themselves, or across a block.
async fn may_follow(site: &Site, follower: AccountId, target: &Account) -> Result<bool> {
    let hidden = hiding::of(site, follower).await?;
    let is_apart = hidden.is_blocked(target.id)
        || hidden.is_blocking(target.id)
        || hidden.hides_domain(target.domain.as_deref());
    Ok(follower != target.id && target.moved_to_id.is_none() && !is_apart)
}

/// A follow of the old account becomes one of the new one, with what the follower chose and on the same lists. How many
/// they may follow does not matter: it is one for another.
async fn exchange(site: &Site, tx: &mut Tx, old: &Follow, target: &Account) -> Result<()> {
    let (follower, origin) = (old.account_id, old.target_account_id);
    let Some(old) = store::follows::find(&mut *tx, follower, origin).await? else { return Ok(()) };
    let is_followed = store::follows::find(&mut *tx, follower, target.id).await?.is_some()
        || store::follow_requests::find(&mut *tx, follower, target.id).await?.is_some();
    if !is_followed {
        let wish = Follow { id: site.id(), target_account_id: target.id, uri: None, ..old.clone() };
        let by = store::accounts::get(&mut *tx, follower).await?;
        follows::ask_or_establish(site, tx, wish, &by, target).await?;
    }
    for list in store::lists::of_holding(&mut *tx, follower, origin).await? {
        store::lists::add(&mut *tx, list, target.id).await?;
    }
    follows::dissolve(site, tx, old, Event::Unfollowed).await
}
