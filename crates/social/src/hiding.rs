//! Hiding: whom a viewer does not want to see, and who does not want to be seen by them. Every door through which
//! somebody's words could come asks here: timelines, threads, notifications, search and streams.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use model::{Account, AccountId, Status, StatusId, Timestamp, limits};
use moka::sync::Cache;

use crate::{Result, Site, Viewer};

/// What each of the accounts that looked lately hides.
#[derive(Debug)]
pub(crate) struct Hidings {
    known: Cache<AccountId, Arc<Hidden>>,
    /// How often something was forgotten, so that nothing is kept that was read before.
    changes: AtomicU64,
}

impl Default for Hidings {
    fn default() -> Self {
        Self { known: Cache::new(limits::HIDINGS), changes: AtomicU64::new(0) }
    }
}

impl Hidings {
    /// A block, mute or domain block of the account was made or undone (or one against it).
    pub(crate) fn forget(&self, account: AccountId) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate(&account);
    }

    /// A domain was blocked, or no longer: that concerns all who live there.
    pub(crate) fn forget_all(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate_all();
    }
}

/// Whom one account hides, and who hides from it.
#[derive(Debug, Default)]
pub struct Hidden {
    blocked: HashSet<AccountId>,
    blocking: HashSet<AccountId>,
    muted: HashMap<AccountId, Mute>,
    domains: HashSet<String>,
}

#[derive(Clone, Copy, Debug)]
struct Mute {
    hides_notifications: bool,
    expires_at: Option<Timestamp>,
}

impl Hidden {
    /// Whether the account's words are kept out of what is not asked for by name: timelines, threads, search,
    /// streams.
    pub fn hides(&self, account: &Account, now: Timestamp) -> bool {
        self.hides_id(account.id, now) || self.hides_domain(account.domain.as_deref())
    }

    /// The same for an account of which only the id is known, domain blocks aside.
    pub fn hides_id(&self, account: AccountId, now: Timestamp) -> bool {
        self.is_blocked(account) || self.blocking.contains(&account) || self.is_muted(account, now)
    }

    /// Whether everything from a neighbour is hidden.
    pub fn hides_domain(&self, domain: Option<&str>) -> bool {
        domain.is_some_and(|domain| self.domains.contains(domain))
    }

    /// Whether this account blocks the other.
    pub fn is_blocked(&self, account: AccountId) -> bool {
        self.blocked.contains(&account)
    }

    /// Whether the other blocks this account.
    pub fn is_blocking(&self, account: AccountId) -> bool {
        self.blocking.contains(&account)
    }

    /// Whether this account mutes the other, now.
    pub fn is_muted(&self, account: AccountId, now: Timestamp) -> bool {
        self.muted.get(&account).is_some_and(|mute| mute.holds(now))
    }

    /// Whether this account mutes the other in notifications, too.
    pub fn mutes_notifications(&self, account: AccountId, now: Timestamp) -> bool {
        self.muted.get(&account).is_some_and(|mute| mute.hides_notifications && mute.holds(now))
    }

    /// Until when this account mutes the other; `None` if it does not, or for ever.
    pub fn muted_until(&self, account: AccountId) -> Option<Timestamp> {
        self.muted.get(&account).and_then(|mute| mute.expires_at)
    }

    /// Whether nothing is hidden, so that nothing need be asked.
    pub fn is_empty(&self) -> bool {
        self.blocked.is_empty()
            && self.blocking.is_empty()
            && self.muted.is_empty()
            && self.domains.is_empty()
    }
}

impl Mute {
    fn holds(self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|at| at > now)
    }
}

/// Whom the account hides. Kept in memory until that changes.
pub async fn of(site: &Site, account: AccountId) -> Result<Arc<Hidden>> {
    let hidings = &site.hidings;
    if let Some(known) = hidings.known.get(&account) {
        return Ok(known);
    }
    let before = hidings.changes.load(Ordering::Acquire);
    let hidden = Arc::new(load(site, account).await?);
    hidings.known.insert(account, Arc::clone(&hidden));
    if hidings.changes.load(Ordering::Acquire) != before {
        hidings.known.invalidate(&account);
    }
    Ok(hidden)
}

/// Whom the viewer hides: a visitor hides nobody.
pub async fn of_viewer(site: &Site, viewer: Viewer) -> Result<Arc<Hidden>> {
    match viewer.account_id() {
        None => Ok(Arc::default()),
        Some(me) => of(site, me).await,
    }
}

/// Whom each of these statuses involves: its author, whom it answers and names, and the same of what it carries.
async fn involved(site: &Site, statuses: &[Status]) -> Result<HashMap<StatusId, Vec<AccountId>>> {
    let carried: Vec<StatusId> = statuses.iter().filter_map(|status| status.reblog_of_id).collect();
    let carried: HashMap<StatusId, Status> = store::statuses::list(&site.store, &carried)
        .await?
        .into_iter()
        .map(|status| (status.id, status))
        .collect();
    let originals: Vec<StatusId> = statuses.iter().map(Status::original_id).collect();
    let mut named: HashMap<StatusId, Vec<AccountId>> = HashMap::new();
    for mention in store::mentions::list(&site.store, &originals).await? {
        named.entry(mention.status_id).or_default().push(mention.account_id);
    }
    Ok(statuses
        .iter()
        .map(|status| {
            let original = status.reblog_of_id.and_then(|id| carried.get(&id)).unwrap_or(status);
            let mut who = vec![status.account_id, original.account_id];
            who.extend(original.in_reply_to_account_id);
            who.extend(named.get(&original.id).into_iter().flatten());
            (status.id, who)
        })
        .collect())
}

/// Which of these statuses have no place in the account's own timelines, because somebody whom they involve is
/// hidden.
pub(crate) async fn among(site: &Site, account: AccountId, statuses: &[Status]) -> Result<HashSet<StatusId>> {
    let hidden = of(site, account).await?;
    if hidden.is_empty() || statuses.is_empty() {
        return Ok(HashSet::new());
    }
    let involved = involved(site, statuses).await?;
    let mut ids: Vec<AccountId> = involved.values().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let now = site.now();
    let people = store::accounts::list(&site.store, &ids).await?;
    let out: HashSet<AccountId> =
        people.iter().filter(|person| hidden.hides(person, now)).map(|person| person.id).collect();
    Ok(involved
        .into_iter()
        .filter(|(_, who)| who.iter().any(|id| out.contains(id)))
        .map(|(status, _)| status)
        .collect())
}

/// The other way round: every account in whose own timelines the status has no place.
pub(crate) async fn from_whom(site: &Site, status: &Status) -> Result<HashSet<AccountId>> {
    let involved = involved(site, std::slice::from_ref(status)).await?;
    let involved: Vec<AccountId> = involved.into_values().flatten().collect();
    Ok(store::hiding::hiding_any(&site.store, &involved, site.now()).await?.into_iter().collect())
}

async fn load(site: &Site, account: AccountId) -> Result<Hidden> {
    let store = &site.store;
    let muted = store::hiding::muted_by(store, account).await?;
    let mut blocking: HashSet<AccountId> =
        store::hiding::blocking(store, account).await?.into_iter().collect();
    if let Some(domain) = store::accounts::find(store, account).await?.and_then(|account| account.domain) {
        blocking.extend(store::hiding::blocking_domain(store, &domain).await?);
    }
    Ok(Hidden {
        blocked: store::hiding::blocked_by(store, account).await?.into_iter().collect(),
        blocking,
        muted: muted
            .into_iter()
            .map(|(id, hides_notifications, expires_at)| (id, Mute { hides_notifications, expires_at }))
            .collect(),
        domains: store::hiding::domains_blocked_by(store, account).await?.into_iter().collect(),
    })
}
