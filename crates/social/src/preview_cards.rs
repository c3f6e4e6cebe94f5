//! Preview cards: which page a status shows, what is known of it, and which pages are to be asked because somebody here
//! looks. Reading writes nothing: what is wanted is put down in memory, and a worker asks by and by.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use foldhash::HashMap as Map;
use model::{Event, Mention, PreviewCard, Status, StatusId, Timestamp, Visibility, limits};
use moka::sync::Cache;
use store::Signal;

use crate::{CardView, Result, Sheet, Site, Viewer, shelf, timelines};

const DAY_MS: i64 = 24 * 3_600_000;

/// What a status shows of a page that it links to.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The link, as it is compared.
    pub link: String,
    /// What is known of the page, if there is something to show.
    pub card: Option<Arc<PreviewCard>>,
    /// Whether it is time to ask for the page.
    pub(crate) is_wanted: bool,
}

/// A page that is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its address.
    pub link: String,
    /// Not before.
    pub due_at: Timestamp,
}

/// Pages that are to be asked for, until a worker takes them, and those that were taken lately.
pub(crate) struct Wishes {
    waiting: Mutex<Map<String, Timestamp>>,
    taken: Cache<String, Timestamp>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { waiting: Mutex::default(), taken: Cache::new(limits::PAGES_WANTED as u64) }
    }
}

impl Wishes {
    fn add(&self, site: &Site, link: &str, due_at: Timestamp) {
        let age = |at: Timestamp| site.now().as_millis() - at.as_millis();
        if self.taken.get(link).is_some_and(|at| age(at) < limits::PAGE_WANTED_AGAIN_MS) {
            return;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < limits::PAGES_WANTED || waiting.contains_key(link) {
            let known = waiting.entry(link.to_owned()).or_insert(due_at);
            *known = due_at.min(*known);
            drop(waiting);
            site.store.signal(Signal::Inquiries);
        }
    }
}

/// Takes the pages that are to be asked for.
pub fn wanted(site: &Site) -> Vec<Wanted> {
    let waiting = std::mem::take(&mut *site.wishes.waiting.lock().unwrap_or_else(PoisonError::into_inner));
    let now = site.now();
    let take = |(link, due_at): (String, Timestamp)| {
        site.wishes.taken.insert(link.clone(), now);
        Wanted { link, due_at }
    };
    waiting.into_iter().map(take).collect()
}

/// Whether it is time to ask for a page, as far as is known by now.
pub async fn is_wanted(site: &Site, link: &str) -> Result<bool> {
    let known = store::preview_cards::find(&site.store, link).await?;
    Ok(is_due(site, known.as_ref()))
}

/// A page is asked for again after two weeks; one of which there is nothing to show, after a day.
fn is_due(site: &Site, known: Option<&PreviewCard>) -> bool {
    known.is_none_or(|card| {
        let days = if card.is_found() { limits::CARD_DAYS } else { limits::NO_CARD_DAYS };
        site.now().as_millis() - card.fetched_at.as_millis() >= days * DAY_MS
    })
}

/// Keeps what a page says of itself, or that there is nothing to show.
pub async fn keep(site: &Site, mut card: PreviewCard) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if let Some(image) = &card.image {
        card.picture = store::preview_cards::find_picture(&mut tx, &image.url).await?;
    }
    // Copies of statuses beyond these count for some seconds only, anyway.
    let shown_in = store::preview_cards::linking(&mut tx, &card.link, limits::CARD_COPIES).await?;
    store::preview_cards::upsert(&mut tx, &card, &shown_in).await?;
    if card.is_found() {
        store::events::record(&mut tx, site.id(), &Event::CardArrived { link: card.link }).await?;
    }
    Ok(tx.commit().await?)
}

/// Nobody answers at a page's address: what is known of it stays, and it is asked for again after a day.
pub async fn unreachable(site: &Site, link: &str) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let card = match store::preview_cards::find(&mut tx, link).await? {
        Some(card) if card.is_found() => {
            let days = limits::CARD_DAYS - limits::NO_CARD_DAYS;
            PreviewCard { fetched_at: site.now().plus_millis(-days * DAY_MS), ..card }
        }
        _ => PreviewCard { fetched_at: site.now(), ..PreviewCard::nothing(site.id(), link) },
    };
    let shown_in = store::preview_cards::linking(&mut tx, link, limits::CARD_COPIES).await?;
    store::preview_cards::upsert(&mut tx, &card, &shown_in).await?;
    Ok(tx.commit().await?)
}

/// Effect of a card's arrival: those who watch see it where it belongs. Who opens an older status sees it anyway.
pub async fn arrived(site: &Site, link: &str) -> Result<()> {
    let newest = store::preview_cards::linking(&site.store, link, limits::CARD_TOLD).await?;
    let since = site.now().plus_millis(-limits::CARD_TOLD_MS);
    for sheet in shelf::sheets(site, &newest).await? {
        let is_shown = sheet.linked.as_ref().is_some_and(|linked| linked.link == link);
        if is_shown && sheet.status.created_at >= since {
            timelines::edited(site, sheet.status.id).await?;
        }
    }
    Ok(())
}

/// What these statuses show of the pages that they link to.
pub(crate) async fn list(
    site: &Site,
    statuses: &[&Status],
    mentions: &HashMap<StatusId, Vec<Mention>>,
) -> Result<HashMap<StatusId, Linked>> {
    let linking: Vec<StatusId> =
        statuses.iter().filter(|status| status.content.contains("<a ")).map(|status| status.id).collect();
    let mut shown: HashMap<StatusId, String> = HashMap::new();
    for (status, link) in store::preview_cards::links(&site.store, &linking).await? {
        let mentioned = mentions.get(&status).map(Vec::as_slice).unwrap_or_default();
        if is_page(site, &link, mentioned) {
            shown.entry(status).or_insert(link);
        }
    }
    let mut links: Vec<String> = shown.values().cloned().collect();
    links.sort_unstable();
    links.dedup();
    let known: HashMap<String, Arc<PreviewCard>> = store::preview_cards::list(&site.store, &links)
        .await?
        .into_iter()
        .map(|card| (card.link.clone(), Arc::new(card)))
        .collect();
    let linked = |(status, link): (StatusId, String)| {
        let card = known.get(&link);
        let is_wanted = is_due(site, card.map(Arc::as_ref));
        let card = card.filter(|card| card.is_found()).cloned();
        (status, Linked { link, card, is_wanted })
    };
    Ok(shown.into_iter().map(linked).collect())
}

/// Whether a link leads to a page elsewhere, and not to somebody who is named.
fn is_page(site: &Site, link: &str, mentioned: &[Mention]) -> bool {
    !site.instance.owns(link) && !mentioned.iter().any(|one| one.url == link || one.uri == link)
}

/// What is known of a page, for somebody who looks at it.
pub(crate) async fn show(site: &Site, viewer: Viewer, links: &[&str]) -> Result<HashMap<String, CardView>> {
    let links: Vec<String> = links.iter().map(|link| (*link).to_owned()).collect();
    let known = store::preview_cards::list(&site.store, &links).await?;
    for link in &links {
        if is_due(site, known.iter().find(|card| card.link == *link)) && viewer != Viewer::Nobody {
            site.wishes.add(site, link, site.now());
        }
    }
    let creators: Vec<_> = known.iter().filter_map(|card| card.creator_id).collect();
    let creators = shelf::accounts(site, &creators).await?;
    let view = |card: PreviewCard| {
        let creator = card.creator_id.and_then(|id| creators.get(&id).cloned());
        (card.link.clone(), CardView { card: Arc::new(card), creator })
    };
    Ok(known.into_iter().filter(PreviewCard::is_found).map(view).collect())
}

/// Somebody looks at statuses: pages that these show and of which nothing is known are to be asked for. Visitors, who
/// may be robots that follow every link, cause nothing.
pub(crate) fn look(site: &Site, viewer: Viewer, sheets: &[&Arc<Sheet>]) {
    if viewer == Viewer::Nobody {
        return;
    }
    for sheet in sheets {
        if let Some(linked) = sheet.linked.as_ref().filter(|linked| linked.is_wanted)
            // A link between two people may work only once, or be meant for nobody else.
            && sheet.status.visibility != Visibility::Direct
        {
            site.wishes.add(site, &linked.link, due_at(site, &sheet.status, &linked.link));
        }
    }
}

/// What was published elsewhere just now is being looked at on thousands of servers: each asks at another moment of the
/// next minute.
fn due_at(site: &Site, status: &Status, link: &str) -> Timestamp {
    let now = site.now();
    let is_old = now.as_millis() - status.created_at.as_millis() >= limits::PAGE_RUSH_MS;
    if is_old || site.instance.owns(&status.uri) {
        return now;
    }
    // FNV-1a of both: another moment for each server and page.
    let bytes = site.instance.domain.bytes().chain(link.bytes());
    let mixed = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let spread = (mixed >> 16) % limits::PAGE_SPREAD_MS as u64;
    now.plus_millis(i64::try_from(spread).unwrap_or_default())
}
