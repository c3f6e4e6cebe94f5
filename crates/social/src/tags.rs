//! Tags: how people find each other across servers. They can be followed and shown on a profile.

use std::collections::{HashMap, HashSet};

use model::{
    Account, AccountId, Event, FeaturedTagId, Page, Status, StatusId, Tag, TagId, Timestamp, Visibility,
    limits,
};
use store::Tx;

use crate::{FeaturedTagView, Problem, Refusal, Result, Site, TagDay, TagView, Viewer, accounts};

const DAY_MS: i64 = 24 * 3_600_000;

/// Tags whose name begins with `text`, with or without the `#`.
pub async fn search(site: &Site, text: &str, limit: i64, offset: i64) -> Result<Vec<Tag>> {
    let name = markup::extract::tag_key(text.trim().trim_start_matches('#'));
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = store::tags::search(&site.store, &name, limit, offset).await?;
    let rules = site.tag_rules();
    found.retain(|tag| !rules.unlisted.contains(&tag.id));
    Ok(found)
}

/// The tag with this name, in whatever spelling.
pub async fn find(site: &Site, name: &str) -> Result<Option<Tag>> {
    Ok(store::tags::find(&site.store, &markup::extract::tag_key(name)).await?)
}

/// The tag with this name; one that nobody has used yet has no id.
pub(crate) async fn find_or_unused(site: &Site, name: &str) -> Result<Tag> {
    Ok(find(site, name).await?.unwrap_or_else(|| Tag {
        id: TagId::new(0),
        name: markup::extract::tag_key(name),
        display_name: name.to_owned(),
    }))
}

/// The tag with this name; a name that is none is refused.
pub(crate) async fn find_or_make(site: &Site, tx: &mut Tx, name: &str) -> Result<Tag> {
    let name = checked(name)?;
    Ok(store::tags::find_or_insert(tx, site.id(), &markup::extract::tag_key(name), name).await?)
}

/// The tag that an app wants to watch; one that nobody has used yet is made, so that its first use is heard.
pub async fn watched(site: &Site, name: &str) -> Result<Option<TagId>> {
    if let Some(tag) = find(site, name).await? {
        return Ok(Some(tag.id));
    }
    if checked(name).is_err() {
        return Ok(None);
    }
    let mut tx = site.store.begin().await?;
    let tag = find_or_make(site, &mut tx, name).await?;
    tx.commit().await?;
    Ok(Some(tag.id))
}

/// A name as it stands after a `#`.
fn checked(name: &str) -> Result<&str> {
    let name = name.trim().trim_start_matches('#');
    let is_tag = markup::extract::tags(&format!("#{name}")) == [name];
    if !is_tag || name.len() > limits::TAG_BYTES {
        return Err(Refusal::Invalid(vec![Problem::new("name", "is not a hashtag")]).into());
    }
    Ok(name)
}

/// A tag as the viewer sees it; one that nobody has used yet is a tag all the same.
pub async fn show(site: &Site, viewer: Viewer, name: &str) -> Result<TagView> {
    let name = checked(name).map_err(|_| Refusal::NotFound)?;
    let tag = find_or_unused(site, name).await?;
    dress(site, viewer, vec![tag]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// The setting that says how the names of all tags are folded.
const FOLDED: (&str, &str) = ("tags_folded", "2");

/// Brings together tags that were kept apart when names were folded otherwise.
pub async fn catch_up(site: &Site) -> Result<()> {
    let (setting, form) = FOLDED;
    if store::settings::find(&site.store, setting).await?.as_deref() == Some(form) {
        return Ok(());
    }
    let mut last = TagId::new(i64::MIN);
    loop {
        let batch = store::tags::list_after(&site.store, last, limits::SEARCH_BATCH).await?;
        let Some(newest) = batch.last() else { break };
        last = newest.id;
        let mut tx = site.store.begin().await?;
        for tag in &batch {
            fold(&mut tx, tag).await?;
        }
        tx.commit().await?;
    }
    Ok(store::settings::set(&site.store, setting, form, site.now()).await?)
}

async fn fold(tx: &mut Tx, tag: &Tag) -> Result<()> {
    let name = markup::extract::tag_key(&tag.name);
    if name == tag.name || name.is_empty() {
        return Ok(());
    }
    match store::tags::find(&mut *tx, &name).await? {
        Some(known) => store::tags::merge(tx, known.id, tag.id).await?,
        None => store::tags::rename(tx, tag.id, &name).await?,
    }
    Ok(())
}

/// Adds to tags what is shown beside them, in a fixed number of queries.
pub async fn dress(site: &Site, viewer: Viewer, tags: Vec<Tag>) -> Result<Vec<TagView>> {
    let ids: Vec<TagId> = tags.iter().map(|tag| tag.id).collect();
    let today = day(site.now());
    let mut uses: HashMap<(TagId, i64), (i64, i64)> = HashMap::new();
    let since = today - limits::TAG_HISTORY_DAYS + 1;
    for (tag, day, accounts, count) in store::tag_follows::history(&site.store, &ids, since).await? {
        uses.insert((tag, day), (accounts, count));
    }
    let (followed, featured): (HashSet<TagId>, HashSet<TagId>) = match viewer.account_id() {
        None => Default::default(),
        Some(me) => (
            store::tag_follows::followed_among(&site.store, me, &ids).await?.into_iter().collect(),
            store::tag_follows::featured_among(&site.store, me, &ids).await?.into_iter().collect(),
        ),
    };
    let history = |tag: TagId| {
        let day = |day: i64| {
            let (accounts, count) = uses.get(&(tag, day)).copied().unwrap_or_default();
            TagDay { begins_at: Timestamp::from_millis(day * DAY_MS), accounts, uses: count }
        };
        (since..=today).rev().map(day).collect()
    };
    let is_somebody = viewer != Viewer::Nobody;
    Ok(tags
        .into_iter()
        .map(|tag| TagView {
            history: history(tag.id),
            following: is_somebody.then(|| followed.contains(&tag.id)),
            featuring: is_somebody.then(|| featured.contains(&tag.id)),
            tag,
        })
        .collect())
}

/// The day of a moment, counted since the epoch.
fn day(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(DAY_MS)
}

/// Counts the tags of a new public status.
pub(crate) async fn count_uses(site: &Site, tx: &mut Tx, status: &Status) -> Result<()> {
    if status.visibility != Visibility::Public {
        return Ok(());
    }
    let today = day(status.created_at.min(site.now()));
    for (_, tag) in store::tags::list(&mut *tx, &[status.id]).await? {
        store::tag_follows::count_use(&mut *tx, tag.id, today, status.account_id).await?;
    }
    Ok(())
}

/// Follows a tag: public statuses with it come into the home timeline.
pub async fn follow(site: &Site, me: AccountId, name: &str) -> Result<TagView> {
    let mut tx = site.store.begin().await?;
    let tag = find_or_make(site, &mut tx, name).await?;
    store::tag_follows::follow(&mut tx, site.id(), me, tag.id).await?;
    tx.commit().await?;
    site.homes.forget(me);
    show(site, Viewer::Account(me), &tag.name).await
}

/// Stops following a tag.
pub async fn unfollow(site: &Site, me: AccountId, name: &str) -> Result<TagView> {
    if let Some(tag) = find(site, name).await? {
        let mut tx = site.store.begin().await?;
        store::tag_follows::unfollow(&mut tx, me, tag.id).await?;
        tx.commit().await?;
        site.homes.forget(me);
    }
    show(site, Viewer::Account(me), name).await
}

/// The tags that I follow, with the id to page by.
pub async fn followed(site: &Site, me: AccountId, page: &Page) -> Result<Vec<(i64, TagView)>> {
    let rows = store::tag_follows::list(&site.store, me, page).await?;
    let (ids, tags): (Vec<i64>, Vec<Tag>) = rows.into_iter().map(|(id, tag)| (id.get(), tag)).unzip();
    Ok(ids.into_iter().zip(dress(site, Viewer::Account(me), tags).await?).collect())
}

/// Shows a tag on my profile.
pub async fn feature(site: &Site, me: AccountId, name: &str) -> Result<TagView> {
    let mut tx = site.store.begin().await?;
    let tag = find_or_make(site, &mut tx, name).await?;
    let is_there = !store::tag_follows::featured_among(&mut tx, me, &[tag.id]).await?.is_empty();
    if !is_there && store::tag_follows::count_featured(&mut tx, me).await? >= limits::FEATURED_TAGS {
        let message = format!("cannot be featured: there are {} already", limits::FEATURED_TAGS);
        return Err(Refusal::Invalid(vec![Problem::new("tag", message)]).into());
    }
    if !is_there {
        store::tag_follows::feature(&mut tx, site.id(), me, tag.id).await?;
        let event = Event::TagFeatured { account_id: me, tag_id: tag.id };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    tx.commit().await?;
    show(site, Viewer::Account(me), &tag.name).await
}

/// No longer shows a tag on my profile.
pub async fn unfeature(site: &Site, me: AccountId, name: &str) -> Result<TagView> {
    if let Some(tag) = find(site, name).await? {
        let mut tx = site.store.begin().await?;
        if !store::tag_follows::featured_among(&mut tx, me, &[tag.id]).await?.is_empty() {
            store::tag_follows::unfeature(&mut tx, me, tag.id).await?;
            let event = Event::TagUnfeatured { account_id: me, tag_id: tag.id };
            store::events::record(&mut tx, site.id(), &event).await?;
        }
        tx.commit().await?;
    }
    show(site, Viewer::Account(me), name).await
}

/// The same, by the id of the featured tag.
pub async fn unfeature_by_id(site: &Site, me: AccountId, id: FeaturedTagId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let Some(tag_id) = store::tag_follows::unfeature_by_id(&mut tx, me, id).await? else {
        return Err(Refusal::NotFound.into());
    };
    store::events::record(&mut tx, site.id(), &Event::TagUnfeatured { account_id: me, tag_id }).await?;
    Ok(tx.commit().await?)
}

/// A neighbour tells which tags one of its people features: these are now, and no others. Nobody needs to hear of it.
pub async fn receive_featured(site: &Site, by: &Account, names: &[String]) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let mut told = Vec::new();
    for name in names.iter().filter(|name| checked(name).is_ok()).take(limits::FEATURED_TAGS as usize) {
        told.push(find_or_make(site, &mut tx, name).await?.id);
    }
    for (id, tag, ..) in store::tag_follows::featured(&mut tx, by.id, limits::FEATURED_TAGS).await? {
        if !told.contains(&tag.id) {
            store::tag_follows::unfeature_by_id(&mut tx, by.id, id).await?;
        }
    }
    for tag in told {
        store::tag_follows::feature(&mut tx, site.id(), by.id, tag).await?;
    }
    Ok(tx.commit().await?)
}

/// What an account features, with how much of it it published.
pub async fn featured(site: &Site, of: AccountId) -> Result<Vec<FeaturedTagView>> {
    let account = accounts::find(site, of).await?;
    let rows = store::tag_follows::featured(&site.store, account.id, limits::FEATURED_TAGS).await?;
    let view = |(id, tag, statuses_count, last_status_at)| FeaturedTagView {
        id,
        tag,
        statuses_count,
        last_status_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Tags that I have used lately and could show on my profile.
pub async fn suggestions(site: &Site, me: AccountId) -> Result<Vec<TagView>> {
    let month = site.now().plus_millis(-30 * DAY_MS);
    let since = StatusId::new(month.as_millis().max(0) << model::id::SEQUENCE_BITS);
    let tags = store::tag_follows::recent(&site.store, me, since, limits::FEATURED_TAG_SUGGESTIONS).await?;
    dress(site, Viewer::Account(me), tags).await
}
