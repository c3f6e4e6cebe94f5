//! The instance: figures about this server, and whom to ask.

use model::{Role, limits};

use crate::{Credentials, Result, Site, accounts, neighbours};

/// Days that count as a month.
const MONTH_DAYS: i64 = 28;

/// Figures about this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Members.
    pub users: i64,
    /// Members who published something in the last four weeks.
    pub active_month: i64,
    /// Members who published something in the last half year.
    pub active_half_year: i64,
    /// Statuses published here.
    pub statuses: i64,
    /// Neighbours whose people are known here.
    pub domains: i64,
}

/// Figures about this server, counted now.
pub async fn stats(site: &Site) -> Result<Stats> {
    let day_ms = 24 * 3_600_000;
    let since = |days: i64| site.now().plus_millis(-days * day_ms);
    Ok(Stats {
        users: store::users::count(&site.store).await?,
        active_month: store::users::count_active(&site.store, since(MONTH_DAYS)).await?,
        active_half_year: store::users::count_active(&site.store, since(6 * MONTH_DAYS)).await?,
        statuses: store::statuses::count_local(&site.store).await?,
        domains: store::accounts::count_domains(&site.store).await?,
    })
}

/// The neighbours that this server knows people of.
pub async fn peers(site: &Site) -> Result<Vec<String>> {
    let mut known = store::accounts::domains(&site.store).await?;
    known.retain(|domain| neighbours::is_welcome(site, domain));
    Ok(known)
}

/// Neighbours whose domain has this in it.
pub async fn search_peers(site: &Site, text: &str) -> Result<Vec<String>> {
    let text = text.trim().to_lowercase();
    let mut peers = peers(site).await?;
    peers.retain(|peer| peer.contains(&text));
    peers.sort_by_key(|peer| !peer.starts_with(&text));
    peers.truncate(limits::PEERS_FOUND);
    Ok(peers)
}

/// Whom to ask about this server: whom the settings name, or its first owner.
pub async fn contact(site: &Site) -> Result<Option<Credentials>> {
    let named = site.settings().contact_account.clone();
    if !named.is_empty()
        && let Some(account) = accounts::find_by_handle(site, named.trim_start_matches('@'), None).await?
    {
        return accounts::credentials(site, account.id).await.map(Some);
    }
    match store::users::find_first_of_role(&site.store, Role::OWNER).await? {
        None => Ok(None),
        Some(user) => accounts::credentials(site, user.account_id).await.map(Some),
    }
}
