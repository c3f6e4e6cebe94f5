//! Storing a status with what belongs to it, whoever published it: the same inserts and the same event.

use model::{
    Account, AccountId, Event, HeldStatus, Poll, Quote, ScheduledStatusId, Status, StatusId, Visibility,
    limits,
};
use store::Tx;

use super::{
    attached::{self, Attached},
    insert, post,
};
use crate::{
    Result, Site,
    content_rules::{act::Acts, ready::Case},
    interactions, quotes, search, shelf, tags, timelines,
};

/// A status ready to be stored, with what belongs to it.
pub(super) struct Ready<'a> {
    pub(super) status: Status,
    pub(super) author: &'a Account,
    pub(super) mentioned: Vec<AccountId>,
    pub(super) tags: Vec<String>,
    pub(super) attached: Attached,
    pub(super) poll: Option<Poll>,
    pub(super) quote: Option<Quote>,
    pub(super) idempotency_key: Option<String>,
    pub(super) scheduled_id: Option<ScheduledStatusId>,
    pub(super) place: Place,
    /// The author elsewhere without whose consent it is told to nobody else.
    pub(super) asked: Option<AccountId>,
    /// What content rules do with it.
    pub(super) acts: Acts,
}

impl Ready<'_> {
    /// As content rules look at it.
    pub(super) fn case(&self) -> Case<'_> {
        Case {
            author: self.author,
            status: &self.status,
            mentions: self.mentioned.len(),
            attachments: self.attached.all(),
            poll: self.poll.as_ref(),
            at: self.status.created_at,
        }
    }

    /// Takes over what content rules do with it.
    pub(super) fn obey(&mut self, mut acts: Acts) {
        acts.mark(&mut self.status);
        self.acts = acts;
    }
}

/// Where a status stands in a thread, as far as that is not known here, and how it came.
pub(super) struct Place {
    /// The address of what it answers, if that is unknown.
    pub(super) parent_uri: Option<String>,
    /// Where the thread that it begins can be read whole.
    pub(super) context_uri: Option<String>,
    pub(super) is_news: bool,
}

impl Place {
    fn event(&self, status_id: StatusId) -> Event {
        match self.is_news {
            true => Event::StatusPosted { status_id },
            false => Event::StatusFound { status_id },
        }
    }
}

/// Stores a status and records the event; answers whether it was new.
pub(super) async fn store(site: &Site, ready: &mut Ready<'_>) -> Result<bool> {
    let acts = std::mem::take(&mut ready.acts);
    let visibility = ready.status.visibility;
    if acts.holds() {
        ready.status.visibility = Visibility::Held;
    }
    let status = &mut ready.status;
    let untouched = shelf::Untouched::of(site, ready.author.id);
    let mut tx = site.store.begin().await?;
    let is_new = match &ready.idempotency_key {
        None => true,
        Some(key) => {
            let (now, since) = (site.now(), post::remembered_since(site));
            store::idempotency_keys::claim(&mut tx, status.account_id, key, status.id, now, since).await?
        }
    };
    if let Some(id) = ready.scheduled_id
        && !store::scheduled_statuses::delete(&mut tx, status.account_id, id).await?
    {
        // Published or called off meanwhile.
        tx.commit().await?;
        return Ok(false);
    }
    if !is_new || !insert(site, &mut tx, status, ready.author.is_local()).await? {
        // What is in the way may be another's write that is not durable yet: wait until it is.
        tx.commit().await?;
        return Ok(false);
    }
    for account in &ready.mentioned {
        store::mentions::insert(&mut tx, status.id, *account).await?;
    }
    attach_tags(site, &mut tx, status.id, &ready.tags).await?;
    attached::put(site, &mut tx, status, &ready.attached).await?;
    keep_with(&mut tx, status, ready.poll.as_mut(), ready.quote.as_mut(), ready.asked).await?;
    keep_place(&mut tx, ready.author, status, &ready.place).await?;
    if status.visibility != Visibility::Held {
        let (media, quotes) = (&ready.attached.kinds(), ready.quote.is_some());
        let shown = search::index::Shown { poll: ready.poll.as_ref(), media, quotes };
        search::index::keep(&mut tx, ready.author, status, shown).await?;
        announce(site, &mut tx, status, ready.place.event(status.id)).await?;
    }
    let stored = (status.id, visibility);
    acts.keep(site, &mut tx, ready.author, stored, (false, ready.place.is_news)).await?;
    tx.commit().await?;
    timelines::add_own(site, ready.author, status);
    // What answers nothing begins a conversation, which nobody can have muted.
    if ready.author.is_local() && status.in_reply_to_id.is_none() {
        untouched.keep(site, status.id);
    }
    Ok(true)
}

/// Counts a status, and has it told.
async fn announce(site: &Site, tx: &mut Tx, status: &Status, event: Event) -> Result<()> {
    tags::count_uses(site, tx, status).await?;
    store::counters::published(tx, status).await?;
    if let Some(parent) = status.in_reply_to_id {
        store::counters::bump_replies(tx, parent, status, 1).await?;
    }
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// A status that was held goes out, in the transaction of whoever decides so: for the first time, or as it is now.
pub(crate) async fn come_out(
    site: &Site,
    tx: &mut Tx,
    author: &Account,
    status: &Status,
    held: &HeldStatus,
) -> Result<()> {
    search::index::keep_all(tx, author, std::slice::from_ref(status)).await?;
    let status_id = status.id;
    if held.was_published {
        let event = Event::StatusEdited { status_id, newly_mentioned: Vec::new() };
        return Ok(store::events::record(tx, site.id(), &event).await?);
    }
    let event = match held.is_news {
        true => Event::StatusPosted { status_id },
        false => Event::StatusFound { status_id },
    };
    if let Some(quote) = store::quotes::find(&mut *tx, status_id).await? {
        quotes::count(tx, &quote).await?;
    }
    announce(site, tx, status, event).await
}

/// Stores what hangs on a status: its poll, what it quotes, and whom it waits for.
async fn keep_with(
    tx: &mut Tx,
    status: &Status,
    poll: Option<&mut Poll>,
    quote: Option<&mut Quote>,
    asked: Option<AccountId>,
) -> Result<()> {
    if let Some(poll) = poll {
        // Another id may have been drawn for the status.
        poll.status_id = status.id;
        store::polls::insert(&mut *tx, poll).await?;
    }
    if let Some(quote) = quote {
        quote.status_id = status.id;
        quotes::keep(tx, quote, status.visibility == Visibility::Held).await?;
    }
    match asked {
        Some(author) => interactions::wait(tx, status.id, author).await,
        None => Ok(()),
    }
}

/// Notes where a neighbour's status stands in its thread, and puts those below it that came before it.
async fn keep_place(tx: &mut Tx, author: &Account, status: &Status, place: &Place) -> Result<()> {
    if author.is_local() {
        return Ok(());
    }
    if let Some(parent_uri) = &place.parent_uri {
        store::threads::insert_orphan(&mut *tx, status.id, parent_uri).await?;
    }
    if let Some(context_uri) = &place.context_uri {
        store::threads::insert_context(&mut *tx, status.id, context_uri).await?;
    }
    for orphan in store::threads::orphans_of(&mut *tx, &status.uri, limits::ORPHANS).await? {
        // Two statuses that claim to answer each other would make a ring.
        if status.conversation_id != orphan.conversation_id {
            store::threads::adopt(tx, &orphan, status).await?;
            store::counters::bump_replies(tx, status.id, &orphan, 1).await?;
        }
    }
    Ok(())
}

pub(super) async fn attach_tags(site: &Site, tx: &mut Tx, status: StatusId, tags: &[String]) -> Result<()> {
    for (position, spelling) in (0..).zip(tags.iter().take(limits::STATUS_TAGS)) {
        let name = markup::extract::tag_key(spelling);
        let spelling = shown(spelling, &name);
        if is_word(&name) && name.len().max(spelling.len()) <= limits::TAG_BYTES {
            let tag = store::tags::find_or_insert(tx, site.id(), &name, spelling).await?;
            store::tags::attach(tx, tag.id, status, position).await?;
        }
    }
    Ok(())
}

/// A hashtag as it is shown: as spelt, unless that has what no hashtag can contain.
fn shown<'a>(spelling: &'a str, key: &'a str) -> &'a str {
    let found = markup::extract::tags(&format!("#{spelling}"));
    if found.first().is_some_and(|found| found == spelling) { spelling } else { key }
}

/// Whether a hashtag's name is more than a number.
fn is_word(name: &str) -> bool {
    name.contains(|c: char| !c.is_numeric())
}
