//! One's own timelines: home and lists. Each is a view: ids in memory, made from the database when first asked for and
//! kept current by events. The rules are those of `readers`.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{AccountId, Follow, List, ListId, Page, Status, StatusId, TagId, Visibility, limits};

use crate::{
    Refusal, Result, Site, StatusView, Viewer, hiding,
    home::Home,
    readers::{Place, Reader},
    statuses,
    walk::Walk,
};

/// My home timeline.
pub async fn home(site: &Site, me: AccountId, page: &Page) -> Result<Vec<StatusView>> {
    let timeline = loaded_home(site, me).await?;
    let viewer = Viewer::Account(me);
    if let Some(ids) = timeline.page(page) {
        return statuses::show_ids(site, viewer, &ids).await;
    }
    let older = scan_home(site, me, page).await?;
    statuses::show_all(site, viewer, older).await
}

/// A home timeline, in memory.
pub(crate) async fn loaded_home(site: &Site, me: AccountId) -> Result<Arc<Home>> {
    let timeline = site.homes.home(me);
    if !timeline.is_loaded() {
        let _turn = timeline.loading.lock().await;
        if !timeline.is_loaded() {
            timeline.load(&scan_home(site, me, &Page::first(limits::HOME_STATUSES as i64)).await?);
        }
    }
    Ok(timeline)
}

/// The timeline of one of my lists.
pub async fn list(site: &Site, me: AccountId, id: ListId, page: &Page) -> Result<Vec<StatusView>> {
    let list = store::lists::find(&site.store, me, id).await?.ok_or(Refusal::NotFound)?;
    let timeline = site.homes.list(me, id);
    if !timeline.is_loaded() {
        let _turn = timeline.loading.lock().await;
        if !timeline.is_loaded() {
            timeline.load(&scan_list(site, &list, &Page::first(limits::HOME_STATUSES as i64)).await?);
        }
    }
    let viewer = Viewer::Account(me);
    if let Some(ids) = timeline.page(page) {
        return statuses::show_ids(site, viewer, &ids).await;
    }
    let older = scan_list(site, &list, page).await?;
    statuses::show_all(site, viewer, older).await
}

/// What the database offers, with all that the rules ask about it.
struct Candidates<'a> {
    me: AccountId,
    follows: &'a HashMap<AccountId, Follow>,
    mentioned: HashSet<StatusId>,
    hidden: HashSet<StatusId>,
    tagged: HashSet<StatusId>,
    set_apart: &'a HashSet<AccountId>,
    limited: HashSet<AccountId>,
}

impl<'a> Candidates<'a> {
    async fn look_at(
        site: &Site,
        me: AccountId,
        statuses: &[Status],
        follows: &'a HashMap<AccountId, Follow>,
        tags: &[TagId],
        set_apart: &'a HashSet<AccountId>,
    ) -> Result<Self> {
        let direct: Vec<StatusId> =
            statuses.iter().filter(|s| s.visibility == Visibility::Direct).map(|s| s.id).collect();
        let ids: Vec<StatusId> = statuses.iter().map(|status| status.id).collect();
        let strangers = statuses.iter().map(|s| s.account_id).filter(|id| !follows.contains_key(id));
        let strangers: Vec<AccountId> = strangers.collect();
        Ok(Self {
            limited: store::moderation::limited_among(&site.store, &strangers).await?.into_iter().collect(),
            me,
            follows,
            mentioned: store::mentions::mentioning(&site.store, me, &direct).await?.into_iter().collect(),
            hidden: hiding::among(site, me, statuses).await?,
            tagged: store::tag_follows::carrying(&site.store, &ids, tags).await?.into_iter().collect(),
            set_apart,
        })
    }

    fn reader(&self, status: &Status) -> Reader<'_> {
        let replied_to = status.in_reply_to_account_id;
        Reader {
            id: self.me,
            follow: self.follows.get(&status.account_id),
            follows_replied_to: replied_to.is_some_and(|id| self.follows.contains_key(&id)),
            is_mentioned: self.mentioned.contains(&status.id),
            is_hidden: self.hidden.contains(&status.id),
            follows_tag: self.tagged.contains(&status.id),
            is_set_apart: self.set_apart.contains(&status.account_id),
            is_limited: self.limited.contains(&status.account_id),
        }
    }
}

async fn follows_of(site: &Site, me: AccountId) -> Result<HashMap<AccountId, Follow>> {
    let follows = store::follows::list_all_from(&site.store, me).await?;
    Ok(follows.into_iter().map(|follow| (follow.target_account_id, follow)).collect())
}

/// Reads a page of the home timeline from the database, however many candidates that takes.
async fn scan_home(site: &Site, me: AccountId, page: &Page) -> Result<Vec<Status>> {
    let store = &site.store;
    let follows = follows_of(site, me).await?;
    let tags = store::tag_follows::list_all(store, me).await?;
    let set_apart: HashSet<AccountId> =
        store::lists::exclusive_members(store, me).await?.into_iter().collect();
    let mut walk = Walk::patient(page, limits::STATUSES_PAGE.1);
    while let Some(step) = walk.next() {
        let by_people = store::timelines::home(store, me, &step).await?;
        let by_tags = store::timelines::tagged(store, &tags, &step).await?;
        let mut found = merge(&step, by_people, by_tags);
        walk.saw(&found);
        let candidates = Candidates::look_at(site, me, &found, &follows, &tags, &set_apart).await?;
        found.retain(|status| candidates.reader(status).belongs(status));
        walk.keep(found);
    }
    Ok(walk.finish())
}

/// The same for a list.
async fn scan_list(site: &Site, list: &List, page: &Page) -> Result<Vec<Status>> {
    let (store, me) = (&site.store, list.account_id);
    let follows = follows_of(site, me).await?;
    let members: HashSet<AccountId> = store::lists::members(store, list.id).await?.into_iter().collect();
    let tags = store::lists::tags(store, list.id, limits::LIST_TAGS).await?;
    let tags: Vec<TagId> = tags.into_iter().map(|tag| tag.id).collect();
    let nobody = HashSet::new();
    let mut walk = Walk::patient(page, limits::STATUSES_PAGE.1);
    while let Some(step) = walk.next() {
        let by_members = store::lists::timeline(store, list.id, &step).await?;
        let by_tags = store::timelines::tagged(store, &tags, &step).await?;
        let mut found = merge(&step, by_members, by_tags);
        walk.saw(&found);
        let candidates = Candidates::look_at(site, me, &found, &follows, &tags, &nobody).await?;
        found.retain(|status| {
            let place = Place {
                is_member: members.contains(&status.account_id),
                answers_member: status.in_reply_to_account_id.is_some_and(|id| members.contains(&id)),
                has_tag: candidates.tagged.contains(&status.id),
            };
            candidates.reader(status).reads_in(list, place, status)
        });
        walk.keep(found);
    }
    Ok(walk.finish())
}

/// The page of two lists together, newest first.
fn merge(page: &Page, one: Vec<Status>, other: Vec<Status>) -> Vec<Status> {
    if other.is_empty() {
        return one;
    }
    let mut all = one;
    all.extend(other);
    all.sort_by_key(|status| std::cmp::Reverse(status.id));
    all.dedup_by_key(|status| status.id);
    let limit = page.limit as usize;
    if page.is_upward() && all.len() > limit {
        all.drain(..all.len() - limit);
    }
    all.truncate(limit);
    all
}
