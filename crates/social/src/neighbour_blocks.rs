//! Neighbour blocks: what staff decided about other servers, and those under their names. What follows from it is the same
//! whoever asks: media policies, the gate of the inbox, what is fetched and delivered, and who is shown.

use std::collections::HashMap;

use aws_lc_rs::digest::{SHA256, digest};
use model::{
    AuditTarget, Event, NeighbourBlock, NeighbourBlockId, Page, Permissions, Severity, limits,
    settings::Shown,
};
use serde_json::{Value, json};
use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, Viewer, audit, domain_blocks, domains, media_policies, severances,
    staff::Staff,
};

/// The name of the setting that changes whenever something else is decided.
const MARK: &str = "neighbour_blocks.changed";

/// What was decided, by domain, kept in memory: every request of another server asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blocks {
    mark: Option<String>,
    by_domain: HashMap<String, Verdict>,
}

/// What holds for a host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How severe it is.
    pub severity: Option<Severity>,
    /// Whether its files are shown to nobody.
    pub rejects_media: bool,
    /// Whether its reports are not taken.
    pub rejects_reports: bool,
}

impl Verdict {
    /// Whether there are no dealings at all.
    pub fn is_suspended(self) -> bool {
        self.severity == Some(Severity::Suspend)
    }

    /// Whether its people are shown only to those who follow them.
    pub fn is_limited(self) -> bool {
        self.severity >= Some(Severity::Silence)
    }
}

impl Blocks {
    /// The strictest of what was decided about a host, given with its port if that is unusual, and all that it is under.
    fn of(&self, host: &str) -> Verdict {
        if self.by_domain.is_empty() {
            return Verdict::default();
        }
        let host = as_on_the_wire(host);
        let bare = host.rsplit_once(':').map_or(host.as_str(), |(bare, _)| bare);
        let found = domains::and_above(&host).chain(domains::and_above(bare));
        let found = found.filter_map(|domain| self.by_domain.get(domain));
        found.fold(Verdict::default(), |one, other| Verdict {
            severity: one.severity.max(other.severity),
            rejects_media: one.rejects_media || other.rejects_media || other.is_suspended(),
            rejects_reports: one.rejects_reports || other.rejects_reports,
        })
    }
}

impl Blocks {
    /// The domains of which no file is shown.
    pub(crate) fn without_media(&self) -> impl Iterator<Item = String> {
        let refused =
            self.by_domain.iter().filter(|(_, verdict)| verdict.rejects_media || verdict.is_suspended());
        refused.map(|(domain, _)| domain.clone())
    }
}

/// A host in lower case, its letters beyond ASCII as the network writes them: a name has one spelling here.
fn as_on_the_wire(host: &str) -> String {
    if host.is_ascii() {
        return host.to_ascii_lowercase();
    }
    let parsed = url::Url::parse(&format!("https://{host}/")).ok();
    let name = parsed.as_ref().and_then(url::Url::host_str).map(str::to_owned);
    name.unwrap_or_else(|| host.to_lowercase())
}

/// What holds for a host.
pub fn verdict(site: &Site, host: &str) -> Verdict {
    site.neighbour_blocks().of(host)
}

/// Takes over what was decided, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let mark = store::settings::find(&site.store, MARK).await?;
    if site.neighbour_blocks().mark == mark {
        return Ok(());
    }
    let by_domain = store::neighbour_blocks::list(&site.store).await?.into_iter().map(|block| {
        let verdict = Verdict {
            severity: Some(block.severity),
            rejects_media: block.reject_media,
            rejects_reports: block.reject_reports,
        };
        (block.domain, verdict)
    });
    site.set_neighbour_blocks(Blocks { by_domain: by_domain.collect(), mark });
    Ok(())
}

/// Takes over what was decided just now, with what rests on it.
pub(crate) async fn take_over(site: &Site) -> Result<()> {
    load(site).await?;
    media_policies::load(site).await
}

/// What is said of a neighbour.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its domain; people paste addresses, too.
    pub domain: String,
    /// How severe it is.
    pub severity: Severity,
    /// Whether its files are shown to nobody.
    pub reject_media: bool,
    /// Whether its reports are not taken.
    pub reject_reports: bool,
    /// Why, for staff.
    pub private_comment: Option<String>,
    /// Why, for everybody.
    pub public_comment: Option<String>,
    /// Whether its name is shown only in part.
    pub obfuscate: bool,
}

/// What became of a decision.
#[derive(Clone, Debug)]
pub enum Decided {
    /// It holds.
    Done(NeighbourBlock),
    /// Something as strict holds already, of the same name or one above it.
    Already(NeighbourBlock),
}

/// Decides about a neighbour, and those under its name.
pub async fn block(site: &Site, by: &Staff, draft: Draft) -> Result<Decided> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let block = compose(site, draft)?;
    if let Some(existing) = holding(site, &block.domain).await?
        && (existing.domain == block.domain || !block.is_stricter_than(&existing))
    {
        return Ok(Decided::Already(existing));
    }
    let mut tx = site.store.begin().await?;
    match put(site, &mut tx, by, None, &block).await {
        Err(crate::Error::Fault(_))
            if store::neighbour_blocks::find_of(&site.store, &block.domain).await?.is_some() =>
        {
            return Err(Refusal::Conflict("somebody decides about this server right now").into());
        }
        done => done?,
    }
    tx.commit().await?;
    take_over(site).await?;
    Ok(Decided::Done(block))
}

/// Changes what was decided about a neighbour; its domain stays.
pub async fn change(site: &Site, by: &Staff, id: NeighbourBlockId, draft: Draft) -> Result<NeighbourBlock> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let old = find(site, by, id).await?;
    let new = NeighbourBlock {
        id,
        domain: old.domain.clone(),
        created_at: old.created_at,
        ..compose(site, Draft { domain: old.domain.clone(), ..draft })?
    };
    let mut tx = site.store.begin().await?;
    put(site, &mut tx, by, Some(&old), &new).await?;
    tx.commit().await?;
    take_over(site).await?;
    Ok(new)
}

/// Takes back what was decided about a neighbour. Follows that it ended are restored.
pub async fn unblock(site: &Site, by: &Staff, id: NeighbourBlockId) -> Result<()> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let old = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    remove(site, &mut tx, by, &old).await?;
    tx.commit().await?;
    take_over(site).await
}

/// What was decided, under its id.
pub async fn find(site: &Site, by: &Staff, id: NeighbourBlockId) -> Result<NeighbourBlock> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::neighbour_blocks::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// What was decided about exactly this domain.
pub async fn find_of(site: &Site, by: &Staff, domain: &str) -> Result<NeighbourBlock> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let domain = domain_blocks::normalize(site, domain)?;
    Ok(store::neighbour_blocks::find_of(&site.store, &domain).await?.ok_or(Refusal::NotFound)?)
}

/// A page of what was decided, the latest first.
pub async fn page(site: &Site, by: &Staff, page: &Page) -> Result<Vec<NeighbourBlock>> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::neighbour_blocks::page(&site.store, page).await?)
}

/// Everything that was decided, by domain.
pub async fn all(site: &Site, by: &Staff) -> Result<Vec<NeighbourBlock>> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::neighbour_blocks::list(&site.store).await?)
}

/// What those who look may read of it.
#[derive(Clone, Debug)]
pub struct Published {
    /// What was decided, the most severe first.
    pub blocks: Vec<NeighbourBlock>,
    /// Whether the reasons are theirs to read, too.
    pub with_reasons: bool,
}

/// What a viewer may read of what was decided, if anything.
pub async fn published(site: &Site, viewer: Viewer) -> Result<Published> {
    let settings = site.settings();
    let is_shown = |to: Shown| match to {
        Shown::Nobody => false,
        Shown::Members => viewer.account_id().is_some(),
        Shown::Everybody => true,
    };
    if !is_shown(settings.blocks_shown) {
        return Err(Refusal::NotFound.into());
    }
    let mut blocks = store::neighbour_blocks::list(&site.store).await?;
    blocks.retain(|block| block.severity > Severity::Noop);
    blocks.sort_by(|one, other| (other.severity, &one.domain).cmp(&(one.severity, &other.domain)));
    Ok(Published { blocks, with_reasons: is_shown(settings.block_reasons_shown) })
}

/// How many follows would end, from here and to here, if there were no dealings with a domain any more.
pub async fn losses(site: &Site, domain: &str) -> Result<(i64, i64)> {
    let mut sum = (0, 0);
    for known in known_under(site, domain).await? {
        let (following, followers) = store::neighbour_blocks::count_follows(&site.store, &known).await?;
        sum = (sum.0 + following, sum.1 + followers);
    }
    Ok(sum)
}

/// What stands in place of a domain for those who look for it without being told it.
pub fn print(domain: &str) -> String {
    digest(&SHA256, domain.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Effect of a decision: everybody of the domain is dealt with as it says. It may have been taken back meanwhile: what
/// counts is what holds now.
pub async fn apply(site: &Site, domain: &str) -> Result<()> {
    load(site).await?;
    for known in known_under(site, domain).await? {
        let verdict = verdict(site, &known);
        mark(site, &known, verdict).await?;
        match verdict.is_suspended() {
            true => severances::sever_domain(site, &known, domain).await?,
            false => severances::restore_domain(site, &known).await?,
        }
    }
    Ok(())
}

/// Marks everybody of a domain as suspended or limited, or no longer.
async fn mark(site: &Site, domain: &str, verdict: Verdict) -> Result<()> {
    let mut tx = site.store.begin().await?;
    match verdict.is_suspended() {
        true => store::neighbour_blocks::suspend(&mut tx, domain, site.now()).await?,
        false => store::neighbour_blocks::release(&mut tx, domain).await?,
    }
    match verdict.is_limited() {
        true => store::neighbour_blocks::limit(&mut tx, domain, site.now()).await?,
        false => store::neighbour_blocks::unlimit(&mut tx, domain).await?,
    }
    Ok(tx.commit().await?)
}

/// The domains that this server knows people of, among a domain and those under it.
async fn known_under(site: &Site, domain: &str) -> Result<Vec<String>> {
    let mut known = store::accounts::domains(&site.store).await?;
    known.retain(|known| {
        let bare = known.rsplit_once(':').map_or(known.as_str(), |(bare, _)| bare);
        domains::and_above(known).chain(domains::and_above(bare)).any(|above| above == domain)
    });
    Ok(known)
}

/// The strictest decision that holds for a domain, its own first.
async fn holding(site: &Site, domain: &str) -> Result<Option<NeighbourBlock>> {
    for above in domains::and_above(domain) {
        if let Some(block) = store::neighbour_blocks::find_of(&site.store, above).await? {
            return Ok(Some(block));
        }
    }
    Ok(None)
}

/// Somebody of a neighbour came to be known: what was decided about their domain holds for them, too.
pub(crate) async fn met(site: &Site, tx: &mut Tx, domain: Option<&str>) -> Result<()> {
    match domain.filter(|domain| verdict(site, domain).is_limited()) {
        Some(domain) => Ok(store::neighbour_blocks::limit(tx, domain, site.now()).await?),
        None => Ok(()),
    }
}

fn compose(site: &Site, draft: Draft) -> Result<NeighbourBlock> {
    let Draft { domain, severity, reject_media, reject_reports, private_comment, public_comment, obfuscate } =
        draft;
    if domain.trim().is_empty() {
        return Err(Refusal::Invalid(vec![Problem::new("domain", "can't be blank")]).into());
    }
    let most = limits::COMMENT_CHARACTERS;
    for (field, comment) in [("private_comment", &private_comment), ("public_comment", &public_comment)] {
        if comment.as_ref().is_some_and(|comment| comment.chars().count() > most) {
            let message = format!("is too long (maximum is {most} characters)");
            return Err(Refusal::Invalid(vec![Problem::new(field, message)]).into());
        }
    }
    let said = |comment: Option<String>| comment.filter(|comment| !comment.trim().is_empty());
    Ok(NeighbourBlock {
        id: site.id(),
        domain: domain_blocks::normalize(site, &domain)?,
        severity,
        reject_media,
        reject_reports,
        private_comment: said(private_comment),
        public_comment: said(public_comment),
        obfuscate,
        created_at: site.now(),
    })
}

/// Keeps a decision, with what follows from it, in a transaction.
pub(crate) async fn put(
    site: &Site,
    tx: &mut Tx,
    by: &Staff,
    old: Option<&NeighbourBlock>,
    new: &NeighbourBlock,
) -> Result<()> {
    store::neighbour_blocks::put(tx, new).await?;
    let action = if old.is_none() { "create" } else { "update" };
    let details = match old {
        None => json!({ "after": said(new) }),
        Some(old) => json!({ "before": said(old), "after": said(new) }),
    };
    audit::record(site, tx, by, action, target(new), details).await?;
    decided(site, tx, &new.domain).await
}

/// Takes a decision back, in a transaction.
pub(crate) async fn remove(site: &Site, tx: &mut Tx, by: &Staff, old: &NeighbourBlock) -> Result<()> {
    store::neighbour_blocks::delete(tx, old.id).await?;
    audit::record(site, tx, by, "destroy", target(old), json!({ "before": said(old) })).await?;
    decided(site, tx, &old.domain).await
}

/// Has every process take over what is decided in this transaction.
pub(crate) async fn mark_changed(site: &Site, tx: &mut Tx) -> Result<()> {
    let mark = site.id::<NeighbourBlock>().to_string();
    Ok(store::settings::set(tx, MARK, &mark, site.now()).await?)
}

async fn decided(site: &Site, tx: &mut Tx, domain: &str) -> Result<()> {
    mark_changed(site, tx).await?;
    let event = Event::NeighbourDecided { domain: domain.to_owned() };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

fn target(block: &NeighbourBlock) -> AuditTarget {
    AuditTarget::new("domain_block", block.id.get(), block.domain.clone())
}

fn said(block: &NeighbourBlock) -> Value {
    json!({
        "severity": block.severity.as_str(),
        "reject_media": block.reject_media,
        "reject_reports": block.reject_reports,
        "private_comment": block.private_comment,
        "public_comment": block.public_comment,
        "obfuscate": block.obfuscate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(decided: &[(&str, Severity)]) -> Blocks {
        let verdict = |severity| Verdict { severity: Some(severity), ..Verdict::default() };
        let by_domain = decided.iter().map(|(domain, severity)| ((*domain).to_owned(), verdict(*severity)));
        Blocks { by_domain: by_domain.collect(), mark: None }
    }

    #[test]
    fn s_245_what_is_decided_holds_for_what_is_under_a_name_however_it_is_spelt() {
        let blocks = blocks(&[
            ("bad.example", Severity::Suspend),
            ("mild.bad.example", Severity::Noop),
            ("xn--mnchen-3ya.example", Severity::Silence),
        ]);
        for host in ["bad.example", "BAD.example", "a.b.bad.example", "bad.example:8443", "mild.bad.example"]
        {
            assert!(blocks.of(host).is_suspended(), "S-245: {host}");
        }
        for host in ["notbad.example", "example", "bad.example.evil.example", ""] {
            assert_eq!(blocks.of(host), Verdict::default(), "{host}");
        }
        for host in ["münchen.example", "MÜNCHEN.example", "xn--mnchen-3ya.example", "a.münchen.example"] {
            assert!(blocks.of(host).is_limited(), "S-245: {host}");
        }
        assert_eq!(blocks.of("munchen.example").severity, None, "a name that only looks like it is another");
    }
}
