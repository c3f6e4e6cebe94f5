//! Timelines. Home is a view: ids in memory, made from one query when first asked for and kept current by events.
//! `belongs` alone decides what stands in it, for the rebuild and for the live update.

use std::collections::{HashMap, HashSet};

use model::{Account, AccountId, Follow, Page, Status, StatusId, Visibility, limits};
pub use store::timelines::Origin;

use crate::{
    Result, Site, StatusView, Viewer, accounts, hiding,
    home::Reader,
    statuses,
    stream::{Topic, Update},
    tags,
    walk::Walk,
};

pub use crate::home::Homes;

/// My home timeline.
pub async fn home(site: &Site, me: AccountId, page: &Page) -> Result<Vec<StatusView>> {
    let timeline = site.homes.get(me);
    if !timeline.is_loaded() {
        let _turn = timeline.loading.lock().await;
        if !timeline.is_loaded() {
            timeline.load(&scan_home(site, me, &Page::first(limits::HOME_STATUSES as i64)).await?);
        }
    }
    let viewer = Viewer::Account(me);
    if let Some(ids) = timeline.page(page) {
        return statuses::show_ids(site, viewer, &ids).await;
    }
    let older = scan_home(site, me, page).await?;
    statuses::show_all(site, viewer, older).await
}

/// Reads a page of the home timeline from the database, however many candidates that takes.
async fn scan_home(site: &Site, me: AccountId, page: &Page) -> Result<Vec<Status>> {
    let follows: HashMap<AccountId, Follow> = store::follows::list_all_from(&site.store, me)
        .await?
        .into_iter()
        .map(|follow| (follow.target_account_id, follow))
        .collect();
    let mut walk = Walk::patient(page, limits::STATUSES_PAGE.1);
    while let Some(step) = walk.next() {
        let candidates = store::timelines::home(&site.store, me, &step).await?;
        walk.saw(&candidates);
        walk.keep(keep_home(site, me, &follows, candidates).await?);
    }
    Ok(walk.finish())
}

async fn keep_home(
    site: &Site,
    me: AccountId,
    follows: &HashMap<AccountId, Follow>,
    candidates: Vec<Status>,
) -> Result<Vec<Status>> {
    let direct: Vec<StatusId> =
        candidates.iter().filter(|s| s.visibility == Visibility::Direct).map(|s| s.id).collect();
    let mentioned: HashSet<StatusId> =
        store::mentions::mentioning(&site.store, me, &direct).await?.into_iter().collect();
    let hidden = hiding::among(site, me, &candidates).await?;
    Ok(candidates
        .into_iter()
        .filter(|status| {
            let replied_to = status.in_reply_to_account_id;
            Reader {
                id: me,
                follow: follows.get(&status.account_id),
                follows_replied_to: replied_to.is_some_and(|id| follows.contains_key(&id)),
                is_mentioned: mentioned.contains(&status.id),
                is_hidden: hidden.contains(&status.id),
            }
            .belongs(status)
        })
        .collect())
}

/// Puts one's own new status into one's home timeline before the answer, so that reading it never waits.
pub(crate) fn add_own(site: &Site, author: &Account, status: &Status) {
    if author.is_local() {
        site.homes.add(author.id, status);
    }
}

/// Effect of a published status: into the home timelines of local followers and the streams of those who watch.
pub async fn fan_out(site: &Site, id: StatusId) -> Result<()> {
    let Some(status) = &store::statuses::find(&site.store, id).await? else { return Ok(()) };
    for reader in readers(site, status).await? {
        if site.homes.add(reader, status) || reader == status.account_id {
            site.hub.publish(Topic::User(reader), Update::Status(status.id));
        }
    }
    Ok(())
}

/// Effect of an edit: those who have the status in their home timeline see what it says now.
pub async fn edited(site: &Site, id: StatusId) -> Result<()> {
    let Some(status) = &store::statuses::find(&site.store, id).await? else { return Ok(()) };
    for reader in readers(site, status).await? {
        site.hub.publish(Topic::User(reader), Update::StatusEdited(status.id));
    }
    Ok(())
}

/// In whose home timelines here a status belongs: its author's, and those of followers whose rules let it in.
async fn readers(site: &Site, status: &Status) -> Result<Vec<AccountId>> {
    let author = &accounts::find(site, status.account_id).await?;
    let follows = store::follows::list_local(&site.store, author.id).await?;
    let replied_to: HashSet<AccountId> = match status.in_reply_to_account_id {
        None => HashSet::new(),
        Some(id) => {
            let followers = store::follows::list_local(&site.store, id).await?;
            followers.into_iter().map(|follow| follow.account_id).collect()
        }
    };
    let mentioned: HashSet<AccountId> = store::mentions::list(&site.store, &[status.id])
        .await?
        .into_iter()
        .map(|mention| mention.account_id)
        .collect();
    let hidden_from = hiding::from_whom(site, status).await?;
    let belongs = |follow: &Follow| {
        let reader = Reader {
            id: follow.account_id,
            follow: Some(follow),
            follows_replied_to: replied_to.contains(&follow.account_id),
            is_mentioned: mentioned.contains(&follow.account_id),
            is_hidden: hidden_from.contains(&follow.account_id),
        };
        reader.belongs(status)
    };
    let followers = follows.iter().filter(|follow| belongs(follow)).map(|follow| follow.account_id);
    Ok(author.is_local().then_some(author.id).into_iter().chain(followers).collect())
}

/// Effect of a status's end: out of every timeline and stream.
pub fn withdraw(site: &Site, status: StatusId) {
    site.homes.remove(status);
    site.hub.publish_to_all(Update::StatusDeleted(status));
}

/// Public statuses: of everybody, of this server, or of neighbours.
pub async fn public(site: &Site, viewer: Viewer, origin: Origin, page: &Page) -> Result<Vec<StatusView>> {
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let candidates = store::timelines::public(&site.store, origin, &step).await?;
        walk.saw(&candidates);
        walk.keep(show_unhidden(site, viewer, candidates).await?);
    }
    Ok(walk.finish())
}

/// What the viewer may see, without the words of those whom they hide.
pub(crate) async fn show_unhidden(
    site: &Site,
    viewer: Viewer,
    candidates: Vec<Status>,
) -> Result<Vec<StatusView>> {
    let hidden = hiding::of_viewer(site, viewer).await?;
    let mut shown = statuses::show_all(site, viewer, candidates).await?;
    if !hidden.is_empty() {
        let now = site.now();
        shown.retain(|view| !hidden.hides(&view.author.account, now));
    }
    Ok(shown)
}

/// Which tagged statuses are wanted.
#[derive(Clone, Debug, Default)]
pub struct TagQuery {
    /// The tag.
    pub name: String,
    /// Or any of these.
    pub any: Vec<String>,
    /// And all of these.
    pub all: Vec<String>,
    /// And none of these.
    pub none: Vec<String>,
    /// Of everybody, of this server, or of neighbours.
    pub origin: Origin,
}

/// Public statuses with a tag.
pub async fn tag(site: &Site, viewer: Viewer, query: &TagQuery, page: &Page) -> Result<Vec<StatusView>> {
    let any: Vec<&String> = std::iter::once(&query.name).chain(&query.any).collect();
    let mut choice = store::timelines::TagChoice::default();
    for name in any {
        choice.any.extend(tags::find(site, name).await?.map(|tag| tag.id));
    }
    for name in &query.all {
        match tags::find(site, name).await? {
            Some(tag) => choice.all.push(tag.id),
            // A tag that nobody has used is on no status.
            None => return Ok(Vec::new()),
        }
    }
    for name in &query.none {
        choice.none.extend(tags::find(site, name).await?.map(|tag| tag.id));
    }
    choice.all.sort();
    choice.all.dedup();
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let candidates = store::timelines::tag(&site.store, &choice, query.origin, &step).await?;
        walk.saw(&candidates);
        walk.keep(show_unhidden(site, viewer, candidates).await?);
    }
    Ok(walk.finish())
}
