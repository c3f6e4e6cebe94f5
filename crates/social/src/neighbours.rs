//! Neighbours: with which other servers this one has dealings. With all of them, unless an admin has decided that it is
//! only with those who are named (limited federation, as Mastodon calls it).

use std::collections::HashSet;

use crate::{Result, Site, domain_blocks, domains};

/// Has dealings with a domain and what is under it; answers its name as it is kept, and whether it was not allowed before.
pub async fn allow(site: &Site, domain: &str) -> Result<(String, bool)> {
    let domain = domain_blocks::normalize(site, domain)?;
    let is_new = store::domain_allows::insert(&site.store, site.id(), &domain, site.now()).await?;
    load(site).await?;
    Ok((domain, is_new))
}

/// Has dealings with a domain no longer, where only those who are named are welcome; answers its name as it was kept, and
/// whether it was allowed.
pub async fn disallow(site: &Site, domain: &str) -> Result<(String, bool)> {
    let domain = domain_blocks::normalize(site, domain)?;
    let was_allowed = store::domain_allows::delete(&site.store, &domain).await?;
    load(site).await?;
    Ok((domain, was_allowed))
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
    if !site.settings().limited_federation {
        return true;
    }
    let (host, allowed) = (host.to_ascii_lowercase(), site.allowed_domains());
    domains::and_above(&host).any(|domain| allowed.contains(domain))
}
