//! Neighbours: with which other servers this one has dealings. With all of them, unless an admin has decided that it is
//! only with those who are named (limited federation, as Mastodon calls it).

use std::collections::HashSet;

use model::{AuditTarget, Id, Page, Permissions};
use serde_json::json;
pub use store::domain_allows::{DomainAllow, DomainAllow as Allowed};

use crate::{Problem, Refusal, Result, Site, audit, domain_blocks, domains, neighbour_blocks, staff::Staff};

/// Has dealings with a domain and what is under it; answers also whether it was not allowed before.
pub async fn allow(site: &Site, by: &Staff, domain: &str) -> Result<(Allowed, bool)> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    if domain.trim().is_empty() {
        return Err(Refusal::Invalid(vec![Problem::new("domain", "can't be blank")]).into());
    }
    let domain = domain_blocks::normalize(site, domain)?;
    let allowed = Allowed { id: site.id(), domain, created_at: site.now() };
    let mut tx = site.store.begin().await?;
    let is_new =
        store::domain_allows::insert(&mut tx, allowed.id, &allowed.domain, allowed.created_at).await?;
    if is_new {
        audit::record(site, &mut tx, by, "create", target(&allowed), json!({})).await?;
    }
    let found = store::domain_allows::find_of(&mut tx, &allowed.domain).await?.unwrap_or(allowed);
    tx.commit().await?;
    load(site).await?;
    Ok((found, is_new))
}

/// Has dealings with a domain no longer, where only those who are named are welcome; answers its name as it was kept, and
/// whether it was allowed.
pub async fn disallow(site: &Site, by: &Staff, domain: &str) -> Result<(String, bool)> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let domain = domain_blocks::normalize(site, domain)?;
    let mut tx = site.store.begin().await?;
    let found = store::domain_allows::find_of(&mut tx, &domain).await?;
    if let Some(allowed) = &found {
        store::domain_allows::delete(&mut tx, &domain).await?;
        audit::record(site, &mut tx, by, "destroy", target(allowed), json!({})).await?;
    }
    tx.commit().await?;
    load(site).await?;
    Ok((domain, found.is_some()))
}

fn target(allowed: &Allowed) -> AuditTarget {
    AuditTarget::new("domain_allow", allowed.id.get(), allowed.domain.clone())
}

/// The neighbour that is allowed, under its id.
pub async fn find(site: &Site, by: &Staff, id: Id<Allowed>) -> Result<Allowed> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::domain_allows::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// A page of those that are allowed, the latest first.
pub async fn page(site: &Site, by: &Staff, page: &Page) -> Result<Vec<Allowed>> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::domain_allows::page(&site.store, page).await?)
}

/// The domains that are allowed, in order.
pub async fn allowed(site: &Site) -> Result<Vec<String>> {
    Ok(store::domain_allows::list(&site.store).await?)
}

/// Takes over which domains are allowed, so that changes made on the command line count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    if !site.settings().limited_federation {
        return Ok(());
    }
    let allowed: HashSet<String> = store::domain_allows::list(&site.store).await?.into_iter().collect();
    if *site.allowed_domains() != allowed {
        site.set_allowed_domains(allowed);
    }
    Ok(())
}

/// Whether this server has dealings with a host, given with its port if that is unusual.
pub fn is_welcome(site: &Site, host: &str) -> bool {
    if neighbour_blocks::verdict(site, host).is_suspended() {
        return false;
    }
    if !site.settings().limited_federation {
        return true;
    }
    let (host, allowed) = (host.to_ascii_lowercase(), site.allowed_domains());
    domains::and_above(&host).any(|domain| allowed.contains(domain))
}
