//! Search: statuses by their words, as far as the searcher may see them and their authors allow it; accounts by name.

pub(crate) mod index;
mod query;

pub use index::catch_up;
use std::{cmp::Reverse, collections::HashSet};

use index::is_open;
use markup::words::{has_phrase, line};
use model::{AccountId, Id, Page, Status, StatusId};
use query::{Place, Query};
use store::search::Word;

use crate::{
    AccountView, Result, Site, StatusView, Viewer, accounts,
    feed_access::{self, Feed, Origin},
    timelines::{leave_out_limited, show_unhidden, show_unhidden_ids},
    walk::Walk,
};

/// Which statuses are searched for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// What was typed.
    pub text: &'a str,
    /// Only those of this account.
    pub by: Option<AccountId>,
    /// How many, and between which ids.
    pub page: Page,
    /// How many to leave out.
    pub offset: i64,
}

/// Statuses that have what was typed, newest first.
pub async fn statuses(site: &Site, me: AccountId, wanted: Wanted<'_>) -> Result<Vec<StatusView>> {
    let query = Query::parse(wanted.text);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let Some(marks) = marks(site, me, &query, wanted.by).await? else { return Ok(Vec::new()) };
    let words = words(&query, &marks);
    let (offset, page) = (wanted.offset.max(0), within(&query, wanted.page));
    let mut walk = Walk::new(&Page { limit: page.limit + offset, ..page }, 0);
    while let Some(step) = walk.next() {
        let (candidates, library) = candidates(site, me, &query, &words, &step).await?;
        walk.saw_ids(&candidates);
        let mut shown = show_unhidden_ids(site, Viewer::Account(me), &candidates).await?;
        let mut open: Vec<StatusView> = Vec::with_capacity(shown.len());
        open.extend(shown.iter().filter(|view| !library.contains(&view.status.id)).cloned());
        leave_out_limited(site, Viewer::Account(me), &mut open).await?;
        let met: HashSet<StatusId> = open.iter().map(|view| view.status.id).collect();
        shown.retain(|view| {
            if !library.contains(&view.status.id) && !met.contains(&view.status.id) {
                return false;
            }
            let may_find = library.contains(&view.status.id) || is_open(&view.author.account, &view.status);
            may_find && has_phrases(&query, view)
        });
        walk.keep(shown);
    }
    Ok(walk.finish().into_iter().skip(usize::try_from(offset).unwrap_or(usize::MAX)).collect())
}

/// A page of what has the words, newest first, and which of it is in the searcher's library.
async fn candidates(
    site: &Site,
    me: AccountId,
    query: &Query,
    words: &[Word<'_>],
    page: &Page,
) -> Result<(Vec<StatusId>, Vec<StatusId>)> {
    let library = match query.place {
        Place::Public => Vec::new(),
        _ => store::search::library(&site.store, words, me, page).await?,
    };
    let mut found = library.clone();
    if query.place != Place::Library {
        let open = Word { word: index::OPEN, is_open: false, is_unwanted: false };
        let words: Vec<Word<'_>> = words.iter().cloned().chain([open]).collect();
        found.extend(store::search::statuses(&site.store, &words, page).await?);
    }
    found.sort_unstable_by_key(|id| Reverse(*id));
    found.dedup();
    let limit = usize::try_from(page.limit).unwrap_or_default();
    if page.is_upward() && found.len() > limit {
        found.drain(..found.len() - limit);
    }
    found.truncate(limit);
    Ok((found, library))
}

/// The marks that must be there, and those that must not; `None` if one is meant that nobody has.
async fn marks(
    site: &Site,
    me: AccountId,
    query: &Query,
    by: Option<AccountId>,
) -> Result<Option<(Vec<String>, Vec<String>)>> {
    let mut wanted = query.marks.clone();
    let mut unwanted = query.unwanted.clone();
    wanted.extend(by.map(index::by));
    for (handle, is_unwanted) in &query.from {
        let account = match handle.as_str() {
            "me" => Some(me),
            handle => {
                let (name, host) =
                    handle.split_once('@').map_or((handle, None), |(name, host)| (name, Some(host)));
                accounts::find_by_handle(site, name, host).await?.map(|account| account.id)
            }
        };
        match (account, is_unwanted) {
            (Some(account), true) => unwanted.push(index::by(account)),
            (Some(account), false) => wanted.push(index::by(account)),
            (None, true) => {}
            (None, false) => return Ok(None),
        }
    }
    if wanted.is_empty() && query.wanted.is_empty() {
        wanted.push(index::ANY.to_owned());
    }
    Ok(Some((wanted, unwanted)))
}

fn words<'a>(query: &'a Query, (wanted, unwanted): &'a (Vec<String>, Vec<String>)) -> Vec<Word<'a>> {
    let mark = |word: &'a String, is_unwanted| Word { word, is_open: false, is_unwanted };
    let said =
        query.wanted.iter().map(|term| Word { word: &term.word, is_open: term.is_open, is_unwanted: false });
    said.chain(wanted.iter().map(|word| mark(word, false)))
        .chain(unwanted.iter().map(|word| mark(word, true)))
        .collect()
}

/// The page, within the times that are meant: ids tell when something was published.
fn within(query: &Query, page: Page) -> Page {
    let until = query.until.map(|at| Id::<Status>::floor(at).get());
    let since = query.since.map(|at| Id::<Status>::floor(at).get() - 1);
    let lowest = |one: Option<i64>, other: Option<i64>| one.into_iter().chain(other).min();
    let highest = |one: Option<i64>, other: Option<i64>| one.into_iter().chain(other).max();
    let max_id = lowest(page.max_id, until);
    if page.is_upward() {
        return Page { max_id, min_id: highest(page.min_id, since), ..page };
    }
    Page { max_id, since_id: highest(page.since_id, since), ..page }
}

fn has_phrases(query: &Query, view: &StatusView) -> bool {
    if query.phrases.is_empty() && query.unwanted_phrases.is_empty() {
        return true;
    }
    let poll = view.poll.as_ref().map(|view| &view.poll);
    let said = line(&index::text(&view.status, poll, &view.attachments));
    query.phrases.iter().all(|phrase| has_phrase(&said, phrase))
        && !query.unwanted_phrases.iter().any(|phrase| has_phrase(&said, phrase))
}

/// Accounts with these words in their names; the one with that very username first, then those whom the searcher
/// follows.
pub async fn accounts(
    site: &Site,
    viewer: Viewer,
    text: &str,
    followed_only: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<AccountView>> {
    let text = text.trim().trim_start_matches('@');
    let mut terms = markup::words::wanted(&text.replace('_', " "), false);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    // Whoever types a name has typed some of it.
    terms.iter_mut().for_each(|term| term.is_open = true);
    let words: Vec<Word<'_>> = terms
        .iter()
        .map(|term| Word { word: &term.word, is_open: term.is_open, is_unwanted: false })
        .collect();
    let username = text.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let wanted = store::search::Accounts {
        words: &words,
        username: &username,
        viewer: viewer.account_id(),
        followed_only,
        limit,
        offset,
    };
    let found = store::search::accounts(&site.store, wanted).await?;
    accounts::dress(site, found).await
}

/// Public statuses that point to a page.
pub async fn with_link(site: &Site, viewer: Viewer, url: &str, page: &Page) -> Result<Vec<StatusView>> {
    let Some(url) = markup::links::page(url) else { return Ok(Vec::new()) };
    let wanted = feed_access::narrow(site, viewer, Feed::Topic, Origin::default()).await?;
    let Some(origin) = wanted else { return Ok(Vec::new()) };
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let candidates = store::explore::with_link(&site.store, &url, &step).await?;
        walk.saw(&candidates);
        let mut shown = show_unhidden(site, viewer, candidates).await?;
        shown.retain(|view| origin.has(view.author.account.is_local()));
        leave_out_limited(site, viewer, &mut shown).await?;
        walk.keep(shown);
    }
    Ok(walk.finish())
}
