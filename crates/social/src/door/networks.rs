//! Networks from which not everything is allowed. They are kept in memory: every request asks.

use std::net::IpAddr;

use ipnet::IpNet;
use model::{AuditTarget, ClientAddress, Id, IpBlock, IpSeverity, Page, Permissions, Timestamp, limits};
use serde_json::{Value, json};

use crate::{Problem, Refusal, Result, Site, audit, staff::Staff};

/// The name of the setting that changes whenever something else is decided.
const MARK: &str = "ip_blocks.changed";

/// What was decided, kept in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Networks {
    mark: Option<String>,
    blocked: Vec<(IpNet, IpSeverity, Option<Timestamp>)>,
}

impl Networks {
    fn of(&self, address: IpAddr, now: Timestamp) -> Option<IpSeverity> {
        let address = address.to_canonical();
        let holding = self.blocked.iter().filter(|(network, _, expires_at)| {
            network.contains(&address) && expires_at.is_none_or(|at| at > now)
        });
        holding.map(|(_, severity, _)| *severity).max()
    }
}

/// What is not allowed from an address: the most of what was decided about the networks that it is in.
pub fn severity(site: &Site, address: ClientAddress) -> Option<IpSeverity> {
    let networks = site.blocked_networks();
    if networks.blocked.is_empty() {
        return None;
    }
    networks.of(address.0, site.now())
}

/// Takes over what was decided, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let mark = store::settings::find(&site.store, MARK).await?;
    if site.blocked_networks().mark == mark {
        return Ok(());
    }
    let page = Page::first(limits::IP_BLOCKS);
    let blocked = store::door::ips(&site.store, &page)
        .await?
        .into_iter()
        .filter_map(|block| Some((block.network.parse().ok()?, block.severity, block.expires_at)));
    site.set_blocked_networks(Networks { blocked: blocked.collect(), mark });
    Ok(())
}

/// What is said of a network.
#[derive(Clone, Debug)]
pub struct Draft {
    /// An address, or a network as `203.0.113.0/24`.
    pub network: String,
    /// What is not allowed.
    pub severity: IpSeverity,
    /// Why.
    pub comment: String,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// Where whoever decides is: nobody shuts themselves out.
    pub from: Option<ClientAddress>,
}

/// A page of what was decided, the latest first.
pub async fn list(site: &Site, by: &Staff, page: &Page) -> Result<Vec<IpBlock>> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::ips(&site.store, page).await?)
}

/// What was decided, under its id.
pub async fn find(site: &Site, by: &Staff, id: Id<IpBlock>) -> Result<IpBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::find_ip(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// Decides about a network.
pub async fn block(site: &Site, by: &Staff, draft: Draft) -> Result<IpBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    let known = store::door::ips(&site.store, &Page::first(limits::IP_BLOCKS)).await?.len();
    if i64::try_from(known).unwrap_or(i64::MAX) >= limits::IP_BLOCKS {
        return Err(Refusal::Conflict("as many networks are blocked as can be").into());
    }
    put(site, by, None, draft).await
}

/// Changes what was decided about a network.
pub async fn change(site: &Site, by: &Staff, id: Id<IpBlock>, draft: Draft) -> Result<IpBlock> {
    let old = find(site, by, id).await?;
    put(site, by, Some(&old), draft).await
}

/// Takes back what was decided about a network.
pub async fn unblock(site: &Site, by: &Staff, id: Id<IpBlock>) -> Result<()> {
    let old = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::door::delete_ip(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    mark(site, &mut tx).await?;
    tx.commit().await?;
    load(site).await
}

async fn put(site: &Site, by: &Staff, old: Option<&IpBlock>, draft: Draft) -> Result<IpBlock> {
    let network = read(&draft)?.to_string();
    let other = store::door::find_ip_of(&site.store, &network).await?;
    if other.is_some_and(|other| old.is_none_or(|old| old.id != other.id)) {
        return Err(invalid("has already been taken"));
    }
    let block = IpBlock {
        id: old.map_or_else(|| site.id(), |old| old.id),
        network,
        severity: draft.severity,
        comment: draft.comment,
        expires_at: draft.expires_at,
        created_at: old.map_or_else(|| site.now(), |old| old.created_at),
    };
    let mut tx = site.store.begin().await?;
    store::door::put_ip(&mut tx, &block).await?;
    let (action, details) = match old {
        None => ("create", json!({ "after": said(&block) })),
        Some(old) => ("update", json!({ "before": said(old), "after": said(&block) })),
    };
    audit::record(site, &mut tx, by, action, target(&block), details).await?;
    mark(site, &mut tx).await?;
    tx.commit().await?;
    load(site).await?;
    Ok(block)
}

fn read(draft: &Draft) -> Result<IpNet> {
    let text = draft.network.trim();
    let network = text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    let network: IpNet = network.ok_or_else(|| invalid("is not a valid IP address"))?;
    let network = network.trunc();
    let is_all_of_it = draft.from.is_some_and(|from| network.contains(&from.0.to_canonical()));
    if is_all_of_it && draft.severity == IpSeverity::NoAccess {
        return Err(invalid("is where you are yourself"));
    }
    if draft.comment.chars().count() > limits::COMMENT_CHARACTERS {
        let most = limits::COMMENT_CHARACTERS;
        let problem = Problem::new("comment", format!("is too long (maximum is {most} characters)"));
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    Ok(network)
}

fn invalid(message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("ip", message)]).into()
}

async fn mark(site: &Site, tx: &mut store::Tx) -> Result<()> {
    let mark = site.id::<IpBlock>().to_string();
    Ok(store::settings::set(tx, MARK, &mark, site.now()).await?)
}

fn target(block: &IpBlock) -> AuditTarget {
    AuditTarget::new("ip_block", block.id.get(), block.network.clone())
}

fn said(block: &IpBlock) -> Value {
    json!({ "severity": block.severity.as_str(), "comment": block.comment, "expires_at": block.expires_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_that_was_decided_about_an_address_holds_until_it_ends() {
        let at = Timestamp::from_millis;
        let blocked = vec![
            ("203.0.113.0/24".parse().unwrap(), IpSeverity::SignUpRequiresApproval, None),
            ("203.0.113.9/32".parse().unwrap(), IpSeverity::NoAccess, Some(at(10))),
            ("2001:db8::/32".parse().unwrap(), IpSeverity::SignUpBlock, None),
        ];
        let networks = Networks { mark: None, blocked };
        let of = |address: &str, now| networks.of(address.parse().unwrap(), at(now));
        assert_eq!(of("203.0.113.9", 9), Some(IpSeverity::NoAccess));
        assert_eq!(of("203.0.113.9", 10), Some(IpSeverity::SignUpRequiresApproval));
        assert_eq!(of("::ffff:203.0.113.8", 0), Some(IpSeverity::SignUpRequiresApproval));
        assert_eq!(of("2001:db8:1::1", 0), Some(IpSeverity::SignUpBlock));
        assert_eq!(of("198.51.100.1", 0), None);
    }
}
