//! Adding to statuses what is shown beside them: authors, mentions, tags, what they carry, what the viewer did.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{AccountId, Application, ApplicationId, Mention, Status, StatusId, Tag, Timestamp};

use crate::{
    AccountView, Flags, PollView, Result, Site, StatusView, Viewer, accounts, filters::matching, policy,
    polls,
};

/// The statuses that the viewer may see, in the order of the ids.
pub async fn show_ids(site: &Site, viewer: Viewer, ids: &[StatusId]) -> Result<Vec<StatusView>> {
    let mut found: HashMap<StatusId, Status> = store::statuses::list(&site.store, ids)
        .await?
        .into_iter()
        .map(|status| (status.id, status))
        .collect();
    let ordered = ids.iter().filter_map(|id| found.remove(id)).collect();
    show_all(site, viewer, ordered).await
}

/// The statuses that the viewer may see, in order, each with the id to page by.
pub(crate) async fn show_paged(
    site: &Site,
    viewer: Viewer,
    rows: &[(i64, StatusId)],
) -> Result<Vec<(i64, StatusView)>> {
    let ids: Vec<StatusId> = rows.iter().map(|(_, status)| *status).collect();
    let places: HashMap<StatusId, i64> = rows.iter().map(|(place, status)| (*status, *place)).collect();
    let views = show_ids(site, viewer, &ids).await?;
    Ok(views.into_iter().filter_map(|view| Some((*places.get(&view.status.id)?, view))).collect())
}

/// The statuses that the viewer may see, in order, in a fixed number of queries.
pub async fn show_all(site: &Site, viewer: Viewer, statuses: Vec<Status>) -> Result<Vec<StatusView>> {
    let statuses = policy::visible(site, viewer, statuses).await?;
    let carried: Vec<StatusId> = statuses.iter().filter_map(|status| status.reblog_of_id).collect();
    let carried = store::statuses::list(&site.store, &carried).await?;
    let carried = policy::visible(site, viewer, carried).await?;
    let beside = Beside::load(site, viewer, statuses.iter().chain(&carried)).await?;
    let carried: HashMap<StatusId, StatusView> = carried
        .into_iter()
        .filter_map(|status| Some((status.id, beside.dress(viewer, status, None)?)))
        .collect();
    Ok(statuses
        .into_iter()
        .filter_map(|status| {
            let reblog = match status.reblog_of_id {
                None => None,
                Some(id) => Some(Box::new(carried.get(&id)?.clone())),
            };
            beside.dress(viewer, status, reblog)
        })
        .collect())
}

/// What is shown beside a page of statuses.
struct Beside {
    authors: HashMap<AccountId, AccountView>,
    mentions: HashMap<StatusId, Vec<Mention>>,
    tags: HashMap<StatusId, Vec<Tag>>,
    applications: HashMap<ApplicationId, Application>,
    polls: HashMap<StatusId, PollView>,
    marks: Marks,
    filters: Arc<Vec<matching::Ready>>,
    now: Timestamp,
}

/// What the viewer has done with statuses and conversations.
#[derive(Default)]
struct Marks {
    favourited: HashSet<StatusId>,
    reblogged: HashSet<StatusId>,
    bookmarked: HashSet<StatusId>,
    pinned: HashSet<StatusId>,
    muted: HashSet<StatusId>,
}

impl Marks {
    async fn load(
        site: &Site,
        me: AccountId,
        originals: &[StatusId],
        conversations: &[StatusId],
    ) -> Result<Self> {
        let store = &site.store;
        let set = |ids: Vec<StatusId>| ids.into_iter().collect();
        Ok(Self {
            favourited: set(store::favourites::among(store, me, originals).await?),
            reblogged: set(store::statuses::reblogged_among(store, me, originals).await?),
            bookmarked: set(store::bookmarks::among(store, me, originals).await?),
            pinned: set(store::pins::among(store, me, originals).await?),
            muted: set(store::conversation_mutes::among(store, me, conversations).await?),
        })
    }

    fn of(&self, status: &Status) -> Flags {
        let original = status.original_id();
        Flags {
            favourited: self.favourited.contains(&original),
            reblogged: self.reblogged.contains(&original),
            bookmarked: self.bookmarked.contains(&original),
            pinned: self.pinned.contains(&original),
            muted: self.muted.contains(&status.conversation_id),
        }
    }
}

impl Beside {
    async fn load<'a>(
        site: &Site,
        viewer: Viewer,
        statuses: impl Iterator<Item = &'a Status> + Clone + Send,
    ) -> Result<Self> {
        let store = &site.store;
        let unique = |mut ids: Vec<AccountId>| {
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let authors = unique(statuses.clone().map(|status| status.account_id).collect());
        let ids: Vec<StatusId> = statuses.clone().filter(|s| !s.is_reblog()).map(|s| s.id).collect();
        let applications: Vec<ApplicationId> = statuses.clone().filter_map(|s| s.application_id).collect();
        let mut mentions: HashMap<StatusId, Vec<Mention>> = HashMap::new();
        for mention in store::mentions::list(store, &ids).await? {
            mentions.entry(mention.status_id).or_default().push(mention);
        }
        let mut tags: HashMap<StatusId, Vec<Tag>> = HashMap::new();
        for (status, tag) in store::tags::list(store, &ids).await? {
            tags.entry(status).or_default().push(tag);
        }
        let marks = match viewer.account_id() {
            None => Marks::default(),
            Some(me) => {
                let originals: Vec<StatusId> = statuses.clone().map(Status::original_id).collect();
                let conversations: Vec<StatusId> = statuses.map(|status| status.conversation_id).collect();
                Marks::load(site, me, &originals, &conversations).await?
            }
        };
        let filters = match viewer.account_id() {
            None => Arc::default(),
            Some(me) => matching::of(site, me).await?,
        };
        let polls = polls::of_statuses(site, viewer, &ids).await?;
        let people = accounts::show_all(site, &authors).await?;
        let apps = store::applications::list(store, &applications).await?;
        Ok(Self {
            authors: people.into_iter().map(|view| (view.account.id, view)).collect(),
            mentions,
            tags,
            polls: polls.into_iter().map(|view| (view.poll.status_id, view)).collect(),
            applications: apps.into_iter().map(|app| (app.id, app)).collect(),
            marks,
            filters,
            now: site.now(),
        })
    }

    fn dress(&self, viewer: Viewer, status: Status, reblog: Option<Box<StatusView>>) -> Option<StatusView> {
        let poll = self.polls.get(&status.id).cloned();
        // A reblog is found by what it carries.
        let filtered = match &reblog {
            Some(carried) => carried.filtered.clone(),
            None => matching::find(&self.filters, &status, poll.as_ref(), self.now),
        };
        Some(StatusView {
            author: self.authors.get(&status.account_id)?.clone(),
            reblog,
            mentions: self.mentions.get(&status.id).cloned().unwrap_or_default(),
            tags: self.tags.get(&status.id).cloned().unwrap_or_default(),
            application: status.application_id.and_then(|id| self.applications.get(&id).cloned()),
            poll,
            filtered,
            flags: self.marks.of(&status),
            has_viewer: viewer != Viewer::Nobody,
            status,
        })
    }
}
