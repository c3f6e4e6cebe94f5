//! Adding to statuses what is shown beside them: authors, mentions, tags, what they carry, what the viewer did.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{
    AccountId, Application, ApplicationId, Mention, Quote, QuoteApproval, QuoteState, Quoters, Status,
    StatusId, Tag, Timestamp,
};

use crate::{
    AccountView, Flags, PollView, QuoteView, QuotedAs, Result, Site, StatusView, Viewer, accounts,
    filters::matching,
    hiding::{self, Hidden},
    policy, polls,
    quotes::{Permission, Ties, permission},
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
    let quotes = Quotes::load(site, viewer, statuses.iter().chain(&carried)).await?;
    let all = statuses.iter().chain(&carried).chain(quotes.quoted.values());
    let beside = Beside::load(site, viewer, all).await?;
    let whole = |status: Status| {
        let (id, mut view) = (status.id, beside.dress(viewer, status, None)?);
        view.quote = quotes.of(id, &beside, viewer);
        Some((id, view))
    };
    let carried: HashMap<StatusId, StatusView> = carried.into_iter().filter_map(whole).collect();
    Ok(statuses
        .into_iter()
        .filter_map(|status| {
            let reblog = match status.reblog_of_id {
                None => None,
                Some(id) => Some(Box::new(carried.get(&id)?.clone())),
            };
            let (id, mut view) = (status.id, beside.dress(viewer, status, reblog)?);
            view.quote = quotes.of(id, &beside, viewer);
            Some(view)
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
    /// Authors whom the viewer follows, and who follow the viewer, as far as that decides who may quote.
    followed: HashSet<AccountId>,
    following: HashSet<AccountId>,
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
                let conversations: Vec<StatusId> =
                    statuses.clone().map(|status| status.conversation_id).collect();
                Marks::load(site, me, &originals, &conversations).await?
            }
        };
        let filters = match viewer.account_id() {
            None => Arc::default(),
            Some(me) => matching::of(site, me).await?,
        };
        let (followed, following) = ties(site, viewer, statuses.clone()).await?;
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
            followed,
            following,
            now: site.now(),
        })
    }

    fn may_quote(&self, viewer: Viewer, status: &Status) -> Permission {
        let ties = Ties {
            is_author: viewer.is(status.account_id),
            follows: self.followed.contains(&status.account_id),
            is_followed: self.following.contains(&status.account_id),
        };
        if viewer == Viewer::Nobody { Permission::Denied } else { permission(status, ties) }
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
            quote: None,
            may_quote: self.may_quote(viewer, &status),
            flags: self.marks.of(&status),
            has_viewer: viewer != Viewer::Nobody,
            status,
        })
    }
}

/// Authors whom the viewer follows, and who follow the viewer; of those alone whose statuses ask for it.
async fn ties<'a>(
    site: &Site,
    viewer: Viewer,
    statuses: impl Iterator<Item = &'a Status>,
) -> Result<(HashSet<AccountId>, HashSet<AccountId>)> {
    let Some(me) = viewer.account_id() else { return Ok(Default::default()) };
    let (mut followers_only, mut following_only) = (Vec::new(), Vec::new());
    for status in statuses.filter(|status| status.account_id != me) {
        let QuoteApproval { automatic, manual } = status.quote_approval;
        let all = automatic.and(manual);
        followers_only.extend(all.has(Quoters::FOLLOWERS).then_some(status.account_id));
        following_only.extend(all.has(Quoters::FOLLOWING).then_some(status.account_id));
    }
    let followed = store::follows::from_among(&site.store, me, &followers_only).await?;
    let following = store::follows::to_among(&site.store, me, &following_only).await?;
    Ok((
        followed.into_iter().map(|follow| follow.target_account_id).collect(),
        following.into_iter().collect(),
    ))
}

/// What a page of statuses quotes.
struct Quotes {
    by_status: HashMap<StatusId, Quote>,
    /// What is quoted with consent, as far as the viewer may see it.
    quoted: HashMap<StatusId, Status>,
    hidden: Arc<Hidden>,
}

impl Quotes {
    async fn load<'a>(
        site: &Site,
        viewer: Viewer,
        statuses: impl Iterator<Item = &'a Status>,
    ) -> Result<Self> {
        let store = &site.store;
        let ids: Vec<StatusId> =
            statuses.filter(|status| !status.is_reblog()).map(|status| status.id).collect();
        let mut quotes = store::quotes::list(store, &ids).await?;
        let shown = |quote: &Quote| quote.quoted_status_id.filter(|_| quote.state == QuoteState::Accepted);
        let quoted: Vec<StatusId> = quotes.iter().filter_map(shown).collect();
        let quoted = policy::visible(site, viewer, store::statuses::list(store, &quoted).await?).await?;
        let inner: Vec<StatusId> = quoted.iter().map(|status| status.id).collect();
        quotes.extend(store::quotes::list(store, &inner).await?);
        Ok(Self {
            by_status: quotes.into_iter().map(|quote| (quote.status_id, quote)).collect(),
            quoted: quoted.into_iter().map(|status| (status.id, status)).collect(),
            hidden: hiding::of_viewer(site, viewer).await?,
        })
    }

    /// What a status quotes, with what that quotes in turn by its id alone.
    fn of(&self, id: StatusId, beside: &Beside, viewer: Viewer) -> Option<QuoteView> {
        let quote = self.by_status.get(&id)?;
        let quoted = quote.quoted_status_id.and_then(|id| self.quoted.get(&id));
        let stands = self.stands(quote, quoted, beside);
        let mut view = quoted.and_then(|status| beside.dress(viewer, status.clone(), None));
        if let Some(view) = &mut view {
            view.quote = self.by_status.get(&view.status.id).map(|inner| QuoteView {
                stands: stands_alone(inner),
                quoted: None,
                quoted_id: inner.quoted_status_id.filter(|_| inner.state == QuoteState::Accepted),
            });
        }
        let quoted_id = view.as_ref().map(|view| view.status.id);
        Some(QuoteView { stands, quoted: view.map(Box::new), quoted_id })
    }

    fn stands(&self, quote: &Quote, quoted: Option<&Status>, beside: &Beside) -> QuotedAs {
        let alone = stands_alone(quote);
        if alone != QuotedAs::Decided(QuoteState::Accepted) {
            return alone;
        }
        let Some(author) = quoted.and_then(|status| beside.authors.get(&status.account_id)) else {
            return QuotedAs::Unauthorized;
        };
        let author = &author.account;
        if self.hidden.is_blocked(author.id) {
            QuotedAs::BlockedAccount
        } else if self.hidden.hides_domain(author.domain.as_deref()) {
            QuotedAs::BlockedDomain
        } else if self.hidden.is_muted(author.id, beside.now) {
            QuotedAs::MutedAccount
        } else {
            alone
        }
    }
}

/// How a quote stands for somebody who may see all and hides nobody.
fn stands_alone(quote: &Quote) -> QuotedAs {
    match quote.quoted_status_id {
        None => QuotedAs::Deleted,
        Some(_) => QuotedAs::Decided(quote.state),
    }
}
