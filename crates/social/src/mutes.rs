//! Mutes: not seeing somebody, for ever or for a while, without their noticing.

use model::{Account, AccountId, Mute, Page, Timestamp};

use crate::{AccountView, Result, Site, accounts};

/// Mutes an account, or changes how it is muted. Muting oneself does nothing.
pub async fn mute(
    site: &Site,
    by: &Account,
    target: AccountId,
    hides_notifications: bool,
    expires_at: Option<Timestamp>,
) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if target.id == by.id {
        return Ok(());
    }
    let mute = Mute {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        hides_notifications,
        expires_at,
    };
    let mut tx = site.store.begin().await?;
    store::mutes::upsert(&mut tx, &mute, site.now()).await?;
    tx.commit().await?;
    forget(site, by.id);
    Ok(())
}

/// Takes a mute back.
pub async fn unmute(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    let target = accounts::find(site, target).await?;
    let mut tx = site.store.begin().await?;
    store::mutes::delete(&mut tx, by.id, target.id).await?;
    tx.commit().await?;
    forget(site, by.id);
    Ok(())
}

/// Whom I mute, with the id to page by and the end of each mute.
pub async fn list(
    site: &Site,
    me: AccountId,
    page: &Page,
) -> Result<Vec<(i64, AccountView, Option<Timestamp>)>> {
    let rows = store::mutes::list(&site.store, me, site.now(), page).await?;
    let (mutes, accounts): (Vec<Mute>, Vec<Account>) = rows.into_iter().unzip();
    let views = accounts::dress(site, accounts).await?;
    Ok(mutes.into_iter().zip(views).map(|(mute, view)| (mute.id.get(), view, mute.expires_at)).collect())
}

/// Removes the mutes that have ended. They hide nothing any more even before that.
pub(crate) async fn expire(site: &Site) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let whose = store::mutes::delete_expired(&mut tx, site.now()).await?;
    tx.commit().await?;
    for account in whose {
        forget(site, account);
    }
    Ok(())
}

pub(crate) fn forget(site: &Site, account: AccountId) {
    site.hidings.forget(account);
    site.homes.forget(account);
}
