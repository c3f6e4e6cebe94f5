//! Adding to statuses what is shown beside them: authors, mentions, tags, what they carry, what the viewer did. What
//! everybody sees comes from the shelf.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{AccountId, Approval, Circle, PreviewCard, Quote, QuoteState, Status, StatusId, Timestamp};

use crate::{
    AccountView, CardView, Flags, PollView, QuoteView, QuotedAs, Result, Sheet, Site, StatusView, Viewer,
    filters::matching,
    hiding::{self, Hidden},
    policy, polls, preview_cards,
    quotes::{Permission, Ties, permission},
    shelf::{self, Map},
    status_reactions::{self, Emoji},
};

/// The statuses that the viewer may see, in the order of the ids.
pub async fn show_ids(site: &Site, viewer: Viewer, ids: &[StatusId]) -> Result<Vec<StatusView>> {
    let sheets = visible(site, viewer, ids).await?;
    let mut carried: Vec<StatusId> = sheets.iter().filter_map(|sheet| sheet.status.reblog_of_id).collect();
    carried.sort_unstable();
    carried.dedup();
    let carried = visible(site, viewer, &carried).await?;
    let quotes = Quotes::load(site, viewer, sheets.iter().chain(&carried)).await?;
    let all: Vec<&Arc<Sheet>> = sheets.iter().chain(&carried).chain(quotes.quoted.values()).collect();
    let beside = Beside::load(site, viewer, &all).await?;
    preview_cards::look(site, viewer, &all);
    let dress = |sheet: &Arc<Sheet>, reblog: Option<Box<StatusView>>| {
        let mut view = beside.dress(viewer, sheet, reblog)?;
        view.quote = quotes.of(sheet.status.id, &beside, viewer);
        Some(view)
    };
    let carried: Map<StatusId, StatusView> =
        carried.iter().filter_map(|sheet| Some((sheet.status.id, dress(sheet, None)?))).collect();
    let shown = sheets.iter().filter_map(|sheet| match sheet.status.reblog_of_id {
        None => dress(sheet, None),
        Some(id) => dress(sheet, Some(Box::new(carried.get(&id)?.clone()))),
    });
    Ok(shown.collect())
}

/// What is kept of those that the viewer may see, in order.
async fn visible(site: &Site, viewer: Viewer, ids: &[StatusId]) -> Result<Vec<Arc<Sheet>>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sheets = shelf::sheets(site, ids).await?;
    let all: Vec<&Status> = sheets.iter().map(|sheet| &sheet.status).collect();
    let unseen = policy::unseen(site, viewer, &all).await?;
    if !unseen.is_empty() {
        sheets.retain(|sheet| !unseen.contains(&sheet.status.id));
    }
    Ok(sheets)
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

/// Those of the statuses that the viewer may see, in order.
pub async fn show_all(site: &Site, viewer: Viewer, statuses: Vec<Status>) -> Result<Vec<StatusView>> {
    let ids: Vec<StatusId> = statuses.iter().map(|status| status.id).collect();
    show_ids(site, viewer, &ids).await
}

/// What is shown beside a page of statuses.
struct Beside {
    authors: Map<AccountId, Arc<AccountView>>,
    polls: HashMap<StatusId, PollView>,
    marks: Map<StatusId, Flags>,
    own_reactions: HashMap<StatusId, Vec<Emoji>>,
    filters: Arc<Vec<matching::Ready>>,
    /// Authors whom the viewer follows, and who follow the viewer, as far as that decides who may quote.
    followed: HashSet<AccountId>,
    following: HashSet<AccountId>,
    now: Timestamp,
}

impl Beside {
    async fn load(site: &Site, viewer: Viewer, sheets: &[&Arc<Sheet>]) -> Result<Self> {
        let mut authors: Vec<AccountId> = sheets.iter().map(|sheet| sheet.status.account_id).collect();
        authors.extend(sheets.iter().filter_map(|sheet| card(sheet)?.creator_id));
        let asking: Vec<StatusId> =
            sheets.iter().filter(|sheet| sheet.has_poll).map(|sheet| sheet.status.id).collect();
        let reacted: Vec<StatusId> =
            sheets.iter().filter(|sheet| !sheet.reactions.is_empty()).map(|sheet| sheet.status.id).collect();
        let statuses: Vec<&Status> = sheets.iter().map(|sheet| &sheet.status).collect();
        let (marks, filters) = match viewer.account_id() {
            None => Default::default(),
            Some(me) => (shelf::marks(site, me, &statuses).await?, matching::of(site, me).await?),
        };
        let (followed, following) = ties(site, viewer, statuses.iter().copied()).await?;
        let polls = match asking.is_empty() {
            true => Vec::new(),
            false => polls::of_statuses(site, viewer, &asking).await?,
        };
        Ok(Self {
            authors: shelf::accounts(site, &authors).await?,
            polls: polls.into_iter().map(|view| (view.poll.status_id, view)).collect(),
            marks,
            own_reactions: status_reactions::own(site, viewer, &reacted).await?,
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

    fn dress(
        &self,
        viewer: Viewer,
        sheet: &Arc<Sheet>,
        reblog: Option<Box<StatusView>>,
    ) -> Option<StatusView> {
        let status = &sheet.status;
        let poll = self.polls.get(&status.id).cloned();
        // A reblog is found by what it carries.
        let filtered = match &reblog {
            Some(carried) => carried.filtered.clone(),
            None => matching::find(&self.filters, sheet, poll.as_ref(), self.now),
        };
        Some(StatusView {
            author: Arc::clone(self.authors.get(&status.account_id)?),
            reblog,
            poll,
            filtered,
            quote: None,
            card: card(sheet).map(|card| CardView {
                card: Arc::clone(card),
                creator: card.creator_id.and_then(|id| self.authors.get(&id).cloned()),
            }),
            may_quote: self.may_quote(viewer, status),
            flags: self.marks.get(&status.id).copied().unwrap_or_default(),
            own_reactions: self.own_reactions.get(&status.id).cloned().unwrap_or_default(),
            has_viewer: viewer != Viewer::Nobody,
            sheet: Arc::clone(sheet),
        })
    }
}

/// What is known of the page that a status shows.
fn card(sheet: &Sheet) -> Option<&Arc<PreviewCard>> {
    sheet.linked.as_ref()?.card.as_ref()
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
        let Approval { automatic, manual } = status.quote_approval;
        let all = automatic.and(manual);
        followers_only.extend(all.has(Circle::FOLLOWERS).then_some(status.account_id));
        following_only.extend(all.has(Circle::FOLLOWING).then_some(status.account_id));
    }
    let followed = store::follows::from_among(&site.store, me, &followers_only).await?;
    let following = store::follows::to_among(&site.store, me, &following_only).await?;
    Ok((
        followed.into_iter().map(|follow| follow.target_account_id).collect(),
        following.into_iter().collect(),
    ))
}

/// What a page of statuses quotes.
#[derive(Default)]
struct Quotes {
    by_status: HashMap<StatusId, Quote>,
    /// What is quoted with consent, as far as the viewer may see it.
    quoted: HashMap<StatusId, Arc<Sheet>>,
    hidden: Arc<Hidden>,
}

impl Quotes {
    async fn load<'a>(
        site: &Site,
        viewer: Viewer,
        sheets: impl Iterator<Item = &'a Arc<Sheet>>,
    ) -> Result<Self> {
        let ids: Vec<StatusId> =
            sheets.filter(|sheet| sheet.has_quote).map(|sheet| sheet.status.id).collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let mut quotes = store::quotes::list(&site.store, &ids).await?;
        let shown = |quote: &Quote| quote.quoted_status_id.filter(|_| quote.state == QuoteState::Accepted);
        let quoted: Vec<StatusId> = quotes.iter().filter_map(shown).collect();
        let quoted = visible(site, viewer, &quoted).await?;
        let inner: Vec<StatusId> =
            quoted.iter().filter(|sheet| sheet.has_quote).map(|sheet| sheet.status.id).collect();
        quotes.extend(store::quotes::list(&site.store, &inner).await?);
        Ok(Self {
            by_status: quotes.into_iter().map(|quote| (quote.status_id, quote)).collect(),
            quoted: quoted.into_iter().map(|sheet| (sheet.status.id, sheet)).collect(),
            hidden: hiding::of_viewer(site, viewer).await?,
        })
    }

    /// What a status quotes, with what that quotes in turn by its id alone.
    fn of(&self, id: StatusId, beside: &Beside, viewer: Viewer) -> Option<QuoteView> {
        let quote = self.by_status.get(&id)?;
        let quoted = quote.quoted_status_id.and_then(|id| self.quoted.get(&id));
        let stands = self.stands(quote, quoted, beside);
        let mut view = quoted.and_then(|sheet| beside.dress(viewer, sheet, None));
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

    fn stands(&self, quote: &Quote, quoted: Option<&Arc<Sheet>>, beside: &Beside) -> QuotedAs {
        let alone = stands_alone(quote);
        if alone != QuotedAs::Decided(QuoteState::Accepted) {
            return alone;
        }
        let Some(author) = quoted.and_then(|sheet| beside.authors.get(&sheet.status.account_id)) else {
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
