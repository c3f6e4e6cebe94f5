//! Trends: tags, statuses and pages that many people here and on other servers have lately to do with. They are worked
//! out once in some minutes from what is stored and kept in memory; what a viewer may not see or hides is left out for
//! them.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use model::{AccountId, Id, Status, StatusId, TagId, Timestamp, Visibility, limits};

use crate::{
    CardView, Result, Site, StatusView, TagDay, TagView, Viewer, preview_cards, tags,
    timelines::show_unhidden,
    trend_reviews::{self, Kind, decided, decided_links},
};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What was worked out last.
#[derive(Debug, Default)]
pub(crate) struct Trends(Mutex<Option<(Timestamp, Both)>>);

/// All that many have to do with, and what of it is shown.
type Both = (Arc<Found>, Arc<Found>);

impl Trends {
    /// What is going on is worked out anew when somebody asks next: something else may be shown now.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What is going on, the most first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) tags: Vec<TagId>,
    pub(crate) statuses: Vec<StatusId>,
    pub(crate) links: Vec<LinkView>,
    /// How much of it nobody has decided about.
    pub(crate) unreviewed: i64,
}

/// A page that many people point to.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// Its address.
    pub url: String,
    /// What is known of it.
    pub card: Option<CardView>,
    /// How many did so on each of the last days, today first.
    pub history: Vec<TagDay>,
}

/// Tags that many use.
pub async fn trending_tags(site: &Site, viewer: Viewer, limit: i64, offset: i64) -> Result<Vec<TagView>> {
    let found = found(site).await?;
    let wanted: Vec<TagId> = window(&found.tags, limit, offset).to_vec();
    let mut by_id: HashMap<TagId, model::Tag> =
        store::tags::list_by_ids(&site.store, &wanted).await?.into_iter().map(|tag| (tag.id, tag)).collect();
    tags::dress(site, viewer, wanted.iter().filter_map(|id| by_id.remove(id)).collect()).await
}

/// Statuses that many favourite and reblog.
pub async fn trending_statuses(
    site: &Site,
    viewer: Viewer,
    limit: i64,
    offset: i64,
) -> Result<Vec<StatusView>> {
    let found = found(site).await?;
    let order: HashMap<StatusId, usize> = (0..).zip(&found.statuses).map(|(at, id)| (*id, at)).collect();
    let mut candidates = store::statuses::list(&site.store, &found.statuses).await?;
    candidates.sort_by_key(|status| order.get(&status.id));
    let shown = show_unhidden(site, viewer, candidates).await?;
    Ok(window(&shown, limit, offset).to_vec())
}

/// Pages that many point to.
pub async fn trending_links(site: &Site, viewer: Viewer, limit: i64, offset: i64) -> Result<Vec<LinkView>> {
    let links = window(&found(site).await?.links, limit, offset).to_vec();
    with_cards(site, viewer, links).await
}

/// Pages with what is known of them.
pub(crate) async fn with_cards(
    site: &Site,
    viewer: Viewer,
    mut links: Vec<LinkView>,
) -> Result<Vec<LinkView>> {
    let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    let mut cards = preview_cards::show(site, viewer, &urls).await?;
    for link in &mut links {
        link.card = cards.remove(&link.url);
    }
    Ok(links)
}

pub(crate) fn window<T>(all: &[T], limit: i64, offset: i64) -> &[T] {
    let offset = usize::try_from(offset).unwrap_or_default().min(all.len());
    let end = offset.saturating_add(usize::try_from(limit).unwrap_or_default()).min(all.len());
    &all[offset..end]
}

/// What is going on and may be shown, as it was worked out not long ago.
async fn found(site: &Site) -> Result<Arc<Found>> {
    Ok(both(site).await?.1)
}

/// What is going on, whether or not it may be shown.
pub(crate) async fn candidates(site: &Site) -> Result<Arc<Found>> {
    Ok(both(site).await?.0)
}

async fn both(site: &Site) -> Result<Both> {
    let now = site.now();
    let is_fresh = |at: Timestamp| now.as_millis() - at.as_millis() < limits::TRENDS_MS && at <= now;
    let known = site.trends.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, both)) = known.filter(|(at, _)| is_fresh(*at)) {
        return Ok(both);
    }
    let mut all = Found {
        tags: used_tags(site, now).await?,
        statuses: liked_statuses(site, now).await?,
        links: shared_links(site, now).await?,
        unreviewed: 0,
    };
    let shown = Arc::new(sift(site, &mut all).await?);
    let both = (Arc::new(all), shown);
    *site.trends.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, both.clone()));
    Ok(both)
}

/// What may be shown of what is going on. Hosts of pages that come up are remembered, so that somebody can decide about
/// them.
async fn sift(site: &Site, all: &mut Found) -> Result<Found> {
    let hosts: HashSet<String> = all.links.iter().filter_map(|link| trend_reviews::host(&link.url)).collect();
    if !hosts.is_empty() {
        let mut tx = site.store.begin().await?;
        for host in hosts {
            store::trend_reviews::keep_publisher(&mut tx, site.id::<LinkView>().get(), &host).await?;
        }
        tx.commit().await?;
    }
    let mut unreviewed = 0;
    let mut may = |decided: Option<bool>| {
        unreviewed += i64::from(decided.is_none());
        decided.unwrap_or(!site.settings().trends_reviewed)
    };
    let tag_names: Vec<String> = all.tags.iter().map(ToString::to_string).collect();
    let tags = decided(site, Kind::Tag, &tag_names).await?;
    let status_names: Vec<String> = all.statuses.iter().map(ToString::to_string).collect();
    let statuses = decided(site, Kind::Status, &status_names).await?;
    let links = decided_links(site, &all.links).await?;
    let rules = site.tag_rules();
    let is_open = |id: &TagId| !rules.unlisted.contains(id) && !rules.unusable.contains(id);
    let mut shown = Found::default();
    for id in &all.tags {
        if may(tags.get(&id.to_string()).copied()) && is_open(id) {
            shown.tags.push(*id);
        }
    }
    for id in &all.statuses {
        if may(statuses.get(&id.to_string()).copied()) {
            shown.statuses.push(*id);
        }
    }
    for link in &all.links {
        if may(links.get(&link.url).copied()) {
            shown.links.push(link.clone());
        }
    }
    all.unreviewed = unreviewed;
    Ok(shown)
}

/// Tags by how many people used them today, and half as much yesterday.
async fn used_tags(site: &Site, now: Timestamp) -> Result<Vec<TagId>> {
    let today = now.as_millis().div_euclid(DAY_MS);
    let uses = store::explore::tag_uses_since(&site.store, today - 1, limits::TREND_ROWS).await?;
    let mut scores: HashMap<TagId, (i64, i64)> = HashMap::new();
    for (tag, day, accounts, count) in uses {
        let (people, uses) = scores.entry(tag).or_default();
        *people += if day == today { 2 * accounts } else { accounts };
        *uses += count;
    }
    let least = 2 * limits::TREND_ACCOUNTS;
    let mut ranked: Vec<(TagId, (i64, i64))> =
        scores.into_iter().filter(|(_, (people, _))| *people >= least).collect();
    ranked.sort_by_key(|(tag, score)| std::cmp::Reverse((*score, *tag)));
    Ok(ranked.into_iter().map(|(tag, _)| tag).take(limits::TRENDS).collect())
}

/// Statuses by favourites and reblogs of the last two days, of which half counts for each half day of their age.
async fn liked_statuses(site: &Site, now: Timestamp) -> Result<Vec<StatusId>> {
    let since = Id::<Status>::floor(now.plus_millis(-2 * DAY_MS));
    let store = &site.store;
    let mut counts: HashMap<StatusId, i64> = HashMap::new();
    for (id, count) in store::explore::favourited_since(store, since, limits::TREND_ROWS).await? {
        *counts.entry(id).or_default() += count;
    }
    for (id, count) in store::explore::reblogged_since(store, since, limits::TREND_ROWS).await? {
        *counts.entry(id).or_default() += count;
    }
    counts.retain(|_, count| *count >= limits::TREND_ACCOUNTS);
    let ids: Vec<StatusId> = counts.keys().copied().collect();
    let statuses = store::statuses::list(store, &ids).await?;
    let authors: Vec<AccountId> = statuses.iter().map(|status| status.account_id).collect();
    let willing: HashSet<AccountId> = store::accounts::list(store, &authors)
        .await?
        .into_iter()
        .filter(|author| author.discoverable && !author.is_suspended() && !author.is_limited())
        .map(|author| author.id)
        .collect();
    let may_trend = |status: &&Status| {
        willing.contains(&status.account_id)
            && status.visibility == Visibility::Public
            && !status.sensitive
            && !status.local_only
            && !status.is_reblog()
            && status.in_reply_to_id.is_none()
    };
    let mut ranked: Vec<(StatusId, f64)> = statuses
        .iter()
        .filter(may_trend)
        .map(|status| {
            let age = (now.as_millis() - status.created_at.as_millis()).max(0) as f64 / (12 * HOUR_MS) as f64;
            (status.id, counts[&status.id] as f64 * 0.5_f64.powf(age))
        })
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(other.0.cmp(&one.0)));
    Ok(ranked.into_iter().map(|(id, _)| id).take(limits::TRENDS).collect())
}

/// Pages by how many people pointed to them in the last two days.
async fn shared_links(site: &Site, now: Timestamp) -> Result<Vec<LinkView>> {
    let today = now.as_millis().div_euclid(DAY_MS);
    let first_day = today - limits::TAG_HISTORY_DAYS + 1;
    let since = StatusId::floor(Timestamp::from_millis(first_day * DAY_MS));
    let mut days: HashMap<String, HashMap<i64, Vec<AccountId>>> = HashMap::new();
    let found = store::explore::links_since(&site.store, since, limits::TREND_ROWS).await?;
    let authors: Vec<AccountId> = found.iter().map(|(_, _, by)| *by).collect();
    let limited = store::moderation::limited_among(&site.store, &authors).await?;
    for (url, id, by) in found.into_iter().filter(|(_, _, by)| !limited.contains(by)) {
        let day = id.time().as_millis().div_euclid(DAY_MS);
        days.entry(url).or_default().entry(day).or_default().push(by);
    }
    let people = |days: &HashMap<i64, Vec<AccountId>>, of: i64| {
        days.get(&of).map_or(0, |by| by.iter().collect::<HashSet<_>>().len() as i64)
    };
    let mut ranked: Vec<(i64, LinkView)> = Vec::new();
    for (url, days) in days {
        let score = 2 * people(&days, today) + people(&days, today - 1);
        if score < 2 * limits::TREND_ACCOUNTS {
            continue;
        }
        let day = |day: i64| TagDay {
            begins_at: Timestamp::from_millis(day * DAY_MS),
            accounts: people(&days, day),
            uses: days.get(&day).map_or(0, |by| by.len() as i64),
        };
        let history = (first_day..=today).rev().map(day).collect();
        ranked.push((score, LinkView { url, card: None, history }));
    }
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.url.cmp(&other.1.url)));
    Ok(ranked.into_iter().map(|(_, view)| view).take(limits::TRENDS).collect())
}
