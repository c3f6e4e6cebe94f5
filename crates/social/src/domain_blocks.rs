//! Domain blocks of one account: wanting nothing from a neighbour's server, and nobody there as a follower.

use model::{Account, AccountId, DomainBlock, Page, limits};

use crate::{Problem, Refusal, Result, Site, blocks};

/// Blocks a domain and ends the follows to and from it.
pub async fn block(site: &Site, by: &Account, domain: &str) -> Result<()> {
    let domain = normalize(site, domain)?;
    let block = DomainBlock { id: site.id(), domain };
    let mut tx = site.store.begin().await?;
    let follows =
        store::follows::with_domain(&mut tx, by.id, &block.domain, limits::DOMAIN_BLOCK_FOLLOWS).await?;
    for follow in &follows {
        let other = if follow.account_id == by.id { follow.target_account_id } else { follow.account_id };
        blocks::end_follows(site, &mut tx, by.id, other).await?;
    }
    store::domain_blocks::insert(&mut tx, by.id, &block, site.now()).await?;
    store::notifications::delete_from_domain(&mut tx, by.id, &block.domain).await?;
    tx.commit().await?;
    forget(site, by.id);
    Ok(())
}

/// Takes a domain block back.
pub async fn unblock(site: &Site, by: &Account, domain: &str) -> Result<()> {
    let domain = normalize(site, domain)?;
    let mut tx = site.store.begin().await?;
    store::domain_blocks::delete(&mut tx, by.id, &domain).await?;
    tx.commit().await?;
    forget(site, by.id);
    Ok(())
}

/// The domains that I block.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<DomainBlock>> {
    Ok(store::domain_blocks::list(&site.store, me, page).await?)
}

/// How many I follow there, and how many there follow me: whom a block would part me from.
pub async fn preview(site: &Site, me: AccountId, domain: &str) -> Result<(usize, usize)> {
    let domain = normalize(site, domain)?;
    let follows = store::follows::with_domain(&site.store, me, &domain, limits::DOMAIN_BLOCK_FOLLOWS).await?;
    let following = follows.iter().filter(|follow| follow.account_id == me).count();
    Ok((following, follows.len() - following))
}

/// The domain as it stands in handles. People paste addresses, too.
pub(crate) fn normalize(site: &Site, text: &str) -> Result<String> {
    let text = text.trim().trim_start_matches('@');
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let parsed = url::Url::parse(&address).ok();
    let host = parsed.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    let domain = match parsed.as_ref().and_then(url::Url::port) {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    if host.is_empty() {
        return Err(Refusal::Invalid(vec![Problem::new("domain", "is not a valid domain name")]).into());
    }
    if site.instance.is_home(&domain) {
        return Err(Refusal::Invalid(vec![Problem::new("domain", "cannot be this server")]).into());
    }
    Ok(domain)
}

/// Those who live there see less of this account from now on, so nobody's memory can stay.
fn forget(site: &Site, account: AccountId) {
    site.hidings.forget_all();
    site.homes.forget(account);
}
