//! Endorsements: accounts that somebody shows on their profile as worth following.

use model::{Account, AccountId, Page};

use crate::{AccountView, Problem, Refusal, Result, Site, accounts, follows};

/// Shows an account on one's profile. One must follow it.
pub async fn endorse(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if follows::find(site, by.id, target.id).await?.is_none() {
        let problem = Problem::new("account", "must be one that you follow before it can be endorsed");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let mut tx = site.store.begin().await?;
    store::endorsements::insert(&mut tx, site.id(), by.id, target.id).await?;
    Ok(tx.commit().await?)
}

/// No longer shows an account.
pub async fn unendorse(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    let target = accounts::find(site, target).await?;
    let mut tx = site.store.begin().await?;
    store::endorsements::delete(&mut tx, by.id, target.id).await?;
    Ok(tx.commit().await?)
}

/// Whom an account endorses, with the id to page by.
pub async fn list(site: &Site, of: AccountId, page: &Page) -> Result<Vec<(i64, AccountView)>> {
    let account = accounts::find(site, of).await?;
    accounts::dress_paged(site, store::endorsements::list(&site.store, account.id, page).await?).await
}
