//! Blocklists: decisions about many neighbours at once. What a list would change is shown before it does, and what it changed
//! is undone as a whole.

mod file;
mod fires;
pub mod subscriptions;

use std::collections::{HashMap, HashSet};

pub use file::Wrong;
use model::{
    AuditTarget, Blocklist, BlocklistChange, BlocklistEntry, BlocklistId, BlocklistSubscriptionId, Event,
    NeighbourBlock, Page, Permissions, Severity, limits,
};
use serde_json::json;
use store::Tx;

use crate::{Refusal, Result, Site, audit, domains, neighbour_blocks, staff::Staff};

/// What a list would do about a neighbour.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the list says.
    pub entry: BlocklistEntry,
    /// What holds now.
    pub now: Option<NeighbourBlock>,
    /// How much that differs.
    pub verdict: Difference,
    /// Follows from here and to here that would end.
    pub losses: (i64, i64),
}

/// How what a list says differs from what holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Nothing was decided yet.
    New,
    /// The list is stricter.
    Stricter,
    /// The list is milder.
    Milder,
    /// It is the same, but for its comment.
    Same,
}

impl Difference {
    /// The word that apps read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stricter => "stricter",
            Self::Milder => "milder",
            Self::Same => "same",
        }
    }
}

/// Which lines of a list count.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Only those at least as severe.
    pub least: Severity,
    /// Whether what holds becomes milder, too, where the list is.
    pub overwrites: bool,
}

impl Choice {
    fn takes(self, proposal: &Proposal) -> bool {
        let counts = match proposal.verdict {
            Difference::New | Difference::Stricter => true,
            Difference::Milder => self.overwrites,
            Difference::Same => false,
        };
        counts && proposal.entry.severity() >= self.least
    }
}

/// What was decided, as a file.
pub async fn export(site: &Site, by: &Staff) -> Result<String> {
    file::write(&neighbour_blocks::all(site, by).await?)
}

/// The same as FIRES writes it.
pub async fn export_snapshot(site: &Site, by: &Staff) -> Result<String> {
    Ok(fires::write(site, &neighbour_blocks::all(site, by).await?))
}

/// What a file would change, and which of its lines make no sense.
pub async fn preview(site: &Site, by: &Staff, text: &str) -> Result<(Vec<Proposal>, Vec<Wrong>)> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let (entries, wrong) = file::read(site, text)?;
    Ok((proposals(site, entries).await?, wrong))
}

/// Applies a file; answers the list, with how many neighbours it changed something about.
pub async fn apply(
    site: &Site,
    by: &Staff,
    name: &str,
    text: &str,
    choice: Choice,
) -> Result<(Blocklist, usize)> {
    let (proposals, _) = preview(site, by, text).await?;
    let taken: Vec<Proposal> = proposals.into_iter().filter(|proposal| choice.takes(proposal)).collect();
    take(site, by, (name, None), taken).await
}

/// The lists that were applied, the latest first.
pub async fn page(site: &Site, by: &Staff, page: &Page) -> Result<Vec<Blocklist>> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::blocklists::page(&site.store, page).await?)
}

/// A list that was applied, with what it changed.
pub async fn show(site: &Site, by: &Staff, id: BlocklistId) -> Result<(Blocklist, Vec<BlocklistChange>)> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    let list = store::blocklists::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    Ok((list, store::blocklists::changes(&site.store, id, most()).await?))
}

/// Undoes a list as a whole; answers how many neighbours are dealt with as before. What was decided differently since then
/// stays as it is.
pub async fn undo(site: &Site, by: &Staff, id: BlocklistId) -> Result<usize> {
    let (list, changes) = show(site, by, id).await?;
    if list.undone_at.is_some() {
        return Err(Refusal::Conflict("this list is undone already").into());
    }
    let undone = take_back(site, changes).await?;
    let mut tx = site.store.begin().await?;
    store::blocklists::undo(&mut tx, id, site.now()).await?;
    audit::record(site, &mut tx, by, "undo", target(&list), json!({ "changes": undone })).await?;
    tx.commit().await?;
    neighbour_blocks::take_over(site).await?;
    Ok(undone)
}

/// What entries would change.
async fn proposals(site: &Site, entries: Vec<BlocklistEntry>) -> Result<Vec<Proposal>> {
    let held: HashMap<String, NeighbourBlock> = store::neighbour_blocks::list(&site.store)
        .await?
        .into_iter()
        .map(|block| (block.domain.clone(), block))
        .collect();
    let suspended = entries.iter().filter(|entry| entry.severity() == Severity::Suspend);
    let losses = losses(site, &suspended.map(|entry| entry.domain.as_str()).collect()).await?;
    Ok(entries
        .into_iter()
        .map(|entry| {
            let now = held.get(&entry.domain).cloned();
            let verdict = difference(site, &entry, now.as_ref());
            let losses = losses.get(&entry.domain).copied().unwrap_or_default();
            Proposal { entry, now, verdict, losses }
        })
        .collect())
}

fn difference(site: &Site, entry: &BlocklistEntry, now: Option<&NeighbourBlock>) -> Difference {
    let Some(now) = now else { return Difference::New };
    let wanted = block(site, entry, Some(now));
    let is_same = (now.severity, now.reject_media, now.reject_reports)
        == (wanted.severity, wanted.reject_media, wanted.reject_reports);
    // A server that is suspended has no media and no reports that could be taken.
    if is_same || (now.severity, wanted.severity) == (Severity::Suspend, Severity::Suspend) {
        Difference::Same
    } else if wanted.is_stricter_than(now) {
        Difference::Stricter
    } else {
        Difference::Milder
    }
}

fn block(site: &Site, entry: &BlocklistEntry, now: Option<&NeighbourBlock>) -> NeighbourBlock {
    NeighbourBlock {
        id: now.map_or_else(|| site.id(), |now| now.id),
        domain: entry.domain.clone(),
        severity: entry.severity(),
        reject_media: entry.reject_media,
        reject_reports: entry.reject_reports,
        private_comment: now.and_then(|now| now.private_comment.clone()),
        public_comment: entry
            .public_comment
            .clone()
            .or_else(|| now.and_then(|now| now.public_comment.clone())),
        obfuscate: entry.obfuscate,
        created_at: now.map_or_else(|| site.now(), |now| now.created_at),
    }
}

/// How many follows would end with each of these domains.
async fn losses(site: &Site, listed: &HashSet<&str>) -> Result<HashMap<String, (i64, i64)>> {
    let mut sums: HashMap<String, (i64, i64)> = HashMap::new();
    for known in store::accounts::domains(&site.store).await? {
        let bare = known.rsplit_once(':').map_or(known.as_str(), |(bare, _)| bare);
        let above =
            domains::and_above(&known).chain(domains::and_above(bare)).find(|name| listed.contains(name));
        if let Some(above) = above {
            let (following, followers) = store::neighbour_blocks::count_follows(&site.store, &known).await?;
            let sum = sums.entry(above.to_owned()).or_default();
            *sum = (sum.0 + following, sum.1 + followers);
        }
    }
    Ok(sums)
}

/// Does what was proposed, and keeps what was before.
async fn take(
    site: &Site,
    by: &Staff,
    (name, subscription_id): (&str, Option<BlocklistSubscriptionId>),
    proposals: Vec<Proposal>,
) -> Result<(Blocklist, usize)> {
    let cut = name.trim().chars().take(limits::ROLE_NAME_CHARACTERS * 3).collect();
    let list = Blocklist {
        id: site.id(),
        name: cut,
        subscription_id,
        by_name: by.name().to_owned(),
        created_at: site.now(),
        undone_at: None,
    };
    let mut tx = site.store.begin().await?;
    store::blocklists::insert(&mut tx, &list).await?;
    for proposal in &proposals {
        let block = block(site, &proposal.entry, proposal.now.as_ref());
        let change = BlocklistChange {
            domain: block.domain.clone(),
            before: proposal.now.as_ref().map(Into::into),
            after: (&block).into(),
        };
        store::blocklists::note(&mut tx, list.id, &change).await?;
        store::neighbour_blocks::put(&mut tx, &block).await?;
        decided(site, &mut tx, &block.domain).await?;
    }
    neighbour_blocks::mark_changed(site, &mut tx).await?;
    let details = json!({ "changes": proposals.len() });
    audit::record(site, &mut tx, by, "import", target(&list), details).await?;
    tx.commit().await?;
    neighbour_blocks::take_over(site).await?;
    Ok((list, proposals.len()))
}

/// Takes back what was changed, as far as it still holds.
async fn take_back(site: &Site, changes: Vec<BlocklistChange>) -> Result<usize> {
    let mut undone = 0;
    let mut tx = site.store.begin().await?;
    for change in changes {
        let Some(now) = store::neighbour_blocks::find_of(&mut tx, &change.domain).await? else { continue };
        if BlocklistEntry::from(&now) != change.after {
            continue;
        }
        match &change.before {
            None => drop(store::neighbour_blocks::delete(&mut tx, now.id).await?),
            Some(before) => {
                let block = NeighbourBlock {
                    public_comment: before.public_comment.clone(),
                    ..block(site, before, Some(&now))
                };
                store::neighbour_blocks::put(&mut tx, &block).await?;
            }
        }
        decided(site, &mut tx, &change.domain).await?;
        undone += 1;
    }
    neighbour_blocks::mark_changed(site, &mut tx).await?;
    tx.commit().await?;
    Ok(undone)
}

async fn decided(site: &Site, tx: &mut Tx, domain: &str) -> Result<()> {
    let event = Event::NeighbourDecided { domain: domain.to_owned() };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

fn most() -> i64 {
    i64::try_from(limits::BLOCKLIST_LINES).unwrap_or(i64::MAX)
}

fn target(list: &Blocklist) -> AuditTarget {
    AuditTarget::new("blocklist", list.id.get(), list.name.clone())
}
