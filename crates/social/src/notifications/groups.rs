//! Groups: "five people favourited this" instead of five lines.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{AccountId, Notification, NotificationId, NotificationKind, Page, StatusId, Timestamp, limits};
use store::{notification_groups::Extent, notifications::Chosen};

use super::{
    matters::{self, Matter},
    severances,
};
use crate::{AccountView, Refusal, Result, Site, StatusView, Viewer, accounts, markers, shelf, statuses};

const HOUR_MS: i64 = 3_600_000;

/// A group as shown.
#[derive(Clone, Debug)]
pub struct Group {
    /// The newest notification of the page, which stands for the others.
    pub newest: Notification,
    /// How many there are.
    pub count: i64,
    /// The newest of them all.
    pub most_recent: NotificationId,
    /// The oldest and the newest on this page, and when that happened.
    pub page: (NotificationId, NotificationId, Timestamp),
    /// Who caused the newest ones.
    pub samples: Vec<AccountId>,
    /// The follows that were lost, if it tells of some.
    pub severance: Option<model::AccountSeverance>,
    /// What the newest is about, where that is no status.
    pub matter: Option<Matter>,
}

/// A page of groups, with the people and statuses in them.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// The groups, newest first.
    pub groups: Vec<Group>,
    /// Everybody in them, each once.
    pub people: Vec<Arc<AccountView>>,
    /// What they are about, each once.
    pub statuses: Vec<StatusView>,
}

/// The name of the group to which something that happens now belongs.
pub(super) async fn key(
    site: &Site,
    to: AccountId,
    kind: NotificationKind,
    status: Option<StatusId>,
) -> Result<Option<String>> {
    if !kind.is_groupable() {
        return Ok(None);
    }
    let hour = site.now().as_millis() / HOUR_MS;
    let prefix = match status {
        None => kind.as_str().to_owned(),
        Some(id) => format!("{}-{id}", kind.as_str()),
    };
    let last = store::notification_groups::last_key(&site.store, to, kind, status).await?;
    let began = last.as_deref().and_then(|key| key.rsplit('-').next()?.parse::<i64>().ok());
    let hour = began.filter(|began| hour - began <= limits::GROUP_HOURS).unwrap_or(hour);
    Ok(Some(format!("{prefix}-{hour}")))
}

/// A page of my notifications in groups. Kinds that are not to be grouped stand alone.
pub async fn list(
    site: &Site,
    me: AccountId,
    chosen: &Chosen<'_>,
    grouped: &[NotificationKind],
    page: &Page,
) -> Result<Groups> {
    let found = store::notification_groups::list(&site.store, me, chosen, grouped, page).await?;
    dress(site, me, found, grouped, chosen.filtered, (page.above(), page.below())).await
}

/// One of my groups.
pub async fn show(site: &Site, me: AccountId, key: &str) -> Result<Groups> {
    let found = newest(site, me, key).await?;
    dress(site, me, vec![found], &NotificationKind::ALL, true, (0, i64::MAX)).await
}

async fn newest(site: &Site, me: AccountId, key: &str) -> Result<Notification> {
    let found = match alone(key) {
        Some(id) => store::notifications::find(&site.store, me, id).await?.filter(|n| n.group() == key),
        None => store::notification_groups::newest(&site.store, me, key).await?,
    };
    found.ok_or(Refusal::NotFound.into())
}

/// The notification that is a group of its own.
fn alone(key: &str) -> Option<NotificationId> {
    key.strip_prefix("ungrouped-")?.parse().ok()
}

/// Who is in one of my groups, newest first.
pub async fn people(site: &Site, me: AccountId, key: &str) -> Result<Vec<AccountView>> {
    let newest = newest(site, me, key).await?;
    let ids = match alone(key) {
        Some(_) => vec![newest.from_account_id],
        None => store::notification_groups::accounts(&site.store, me, key, limits::GROUP_ACCOUNTS).await?,
    };
    accounts::show_all(site, &ids).await
}

/// Forgets one of my groups; without it, nothing happens.
pub async fn dismiss(site: &Site, me: AccountId, key: &str) -> Result<()> {
    match alone(key) {
        Some(id) => {
            store::notifications::delete(&site.store, me, id).await?;
        }
        None => {
            store::notification_groups::delete(&site.store, me, key).await?;
        }
    }
    Ok(())
}

/// How many groups I have not read, up to a limit.
pub async fn count_unread(
    site: &Site,
    me: AccountId,
    chosen: &Chosen<'_>,
    grouped: &[NotificationKind],
    limit: i64,
) -> Result<usize> {
    let page = Page { since_id: markers::last_read(site, me, "notifications").await?, ..Page::first(limit) };
    Ok(store::notification_groups::list(&site.store, me, chosen, grouped, &page).await?.len())
}

async fn dress(
    site: &Site,
    me: AccountId,
    found: Vec<Notification>,
    grouped: &[NotificationKind],
    filtered: bool,
    window: (i64, i64),
) -> Result<Groups> {
    let stands_alone = |n: &Notification| n.group_key.is_none() || !grouped.contains(&n.kind);
    let keys: Vec<String> =
        found.iter().filter(|n| !stands_alone(n)).filter_map(|n| n.group_key.clone()).collect();
    let extents: HashMap<String, Extent> =
        store::notification_groups::extents(&site.store, me, &keys, filtered, window)
            .await?
            .into_iter()
            .map(|extent| (extent.key.clone(), extent))
            .collect();
    let mut samples: HashMap<String, Vec<AccountId>> = HashMap::new();
    let rows = store::notification_groups::samples(
        &site.store,
        me,
        &keys,
        filtered,
        window.1,
        limits::GROUP_SAMPLES,
    )
    .await?;
    for (key, account) in rows {
        samples.entry(key).or_default().push(account);
    }
    let groups = found.into_iter().map(|mut newest| {
        if stands_alone(&newest) {
            newest.group_key = None;
        }
        match newest.group_key.as_ref().and_then(|key| extents.get(key)) {
            None => Group::alone(newest),
            Some(extent) => Group::of(newest, extent, &mut samples),
        }
    });
    let groups: Vec<Group> = groups.collect();
    beside(site, me, groups).await
}

impl Group {
    fn alone(newest: Notification) -> Self {
        Self {
            count: 1,
            most_recent: newest.id,
            page: (newest.id, newest.id, newest.created_at),
            samples: vec![newest.from_account_id],
            severance: None,
            matter: None,
            newest,
        }
    }

    fn of(newest: Notification, extent: &Extent, samples: &mut HashMap<String, Vec<AccountId>>) -> Self {
        Self {
            count: extent.count,
            most_recent: extent.newest,
            page: (extent.page_oldest, extent.page_newest, extent.page_newest_at),
            samples: samples.remove(&extent.key).unwrap_or_else(|| vec![newest.from_account_id]),
            severance: None,
            matter: None,
            newest,
        }
    }
}

/// Who of those who caused notifications is suspended.
async fn suspended_among(site: &Site, notifications: &[Notification]) -> Result<HashSet<AccountId>> {
    let from: Vec<AccountId> = notifications.iter().map(|one| one.from_account_id).collect();
    let found = shelf::accounts(site, &from).await?;
    Ok(found.into_iter().filter(|(_, view)| view.account.is_suspended()).map(|(id, _)| id).collect())
}

/// Adds the people and statuses. A group about a status that I may no longer see is left out.
async fn beside(site: &Site, me: AccountId, mut groups: Vec<Group>) -> Result<Groups> {
    let mut about: Vec<StatusId> = groups.iter().filter_map(|group| group.newest.status_id).collect();
    about.sort_unstable();
    about.dedup();
    let lost = severances::among(site, groups.iter().map(|group| &group.newest)).await?;
    for group in &mut groups {
        group.severance = severances::of(&group.newest, &lost);
    }
    let statuses = statuses::show_ids(site, Viewer::Account(me), &about).await?;
    let seen: HashSet<StatusId> = statuses.iter().map(|view| view.status.id).collect();
    groups.retain(|group| group.newest.status_id.is_none_or(|id| seen.contains(&id)));
    let newest: Vec<Notification> = groups.iter().map(|group| group.newest.clone()).collect();
    let mut matters = matters::of(site, me, &newest).await?;
    let suspended = suspended_among(site, &newest).await?;
    groups.retain_mut(|group| match matters.take(&group.newest) {
        Some(matter) if !suspended.contains(&group.newest.from_account_id) => {
            group.matter = matter;
            true
        }
        _ => false,
    });
    let mut ids: Vec<AccountId> = groups.iter().flat_map(|group| group.samples.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = shelf::accounts(site, &ids).await?;
    let people = ids.iter().filter_map(|id| found.get(id).cloned()).collect();
    Ok(Groups { groups, people, statuses })
}
