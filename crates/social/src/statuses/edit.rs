//! Edits: a status says something else from now on, and everybody can see what it said before.

use std::collections::HashSet;

use model::{
    Account, AccountId, Approval, Attachment, Event, Poll, Status, StatusEdit, StatusId, Timestamp,
    Visibility, limits,
};
use store::Tx;

use super::{
    Arrival, ArrivedQuote, Draft, arrive,
    attached::{self, Attached},
    get_visible, keep, post,
};
use crate::{
    EditView, Refusal, Result, Site, Viewer, accounts, attachments,
    content_rules::{
        act::Acts,
        judge::{self, Moment},
        ready::Case,
    },
    polls::NewPoll,
    quotes,
    remote_emojis::Seals,
    sealed_files, search, trend_reviews,
};

/// What a status says, apart from who may see it.
struct Version {
    status: Status,
    mentioned: Vec<AccountId>,
    tags: Vec<String>,
    attached: Attached,
    poll: PollChange,
    /// Who may quote it from now on, if its author chose anew.
    quoting: Option<Approval>,
    /// What content rules do with it.
    acts: Acts,
}

impl Version {
    /// As content rules look at it.
    fn case<'a>(&'a self, site: &Site, author: &'a Account) -> Case<'a> {
        let (PollChange::Same(poll) | PollChange::New(poll)) = &self.poll;
        Case {
            author,
            status: &self.status,
            mentions: self.mentioned.len(),
            attachments: self.attached.all(),
            poll: poll.as_ref(),
            at: site.now(),
        }
    }

    /// Takes over what content rules do with it. What waits for staff waits as it did.
    fn obey(&mut self, acts: Acts) {
        let is_held = self.status.visibility == Visibility::Held;
        let mut acts = if is_held { acts.waiting() } else { acts };
        acts.mark(&mut self.status);
        self.acts = acts;
    }
}

enum PollChange {
    /// As it was, with other numbers or another end.
    Same(Option<Poll>),
    /// Another one, or none.
    New(Option<Poll>),
}

/// Says something else in one's own status. What the draft says about audience and place in a thread does not
/// count. Without a change, nothing happens.
pub async fn edit(site: &Site, by: &Account, id: StatusId, draft: Draft) -> Result<Status> {
    draft.check(&site.settings().statuses)?;
    let status = get_visible(site, Viewer::Account(by.id), id).await?;
    if status.account_id != by.id || status.is_reblog() {
        return Err(Refusal::NotFound.into());
    }
    let attached = described(attachments::of_draft(site, by, &draft.media, Some(id)).await?, &draft);
    let named = post::look_up(site, &draft.text).await?;
    let old_poll = store::polls::list(&site.store, &[id]).await?.pop();
    let mut status = status;
    let quoting = draft.quote_policy.map(|policy| quotes::chosen(policy, status.visibility));
    status.quote_approval = quoting.unwrap_or(status.quote_approval);
    status.content = post::html(site, &draft.text, &named);
    status.sensitive = draft.sensitive == Some(true) || !draft.spoiler_text.is_empty();
    status.language = draft.language.clone().or(status.language);
    let mut version = Version {
        mentioned: post::ids_of(&named),
        tags: markup::extract::tags(&draft.text),
        attached: Attached::Own(attached),
        poll: change(site, &status, old_poll, draft.poll.as_ref()),
        quoting,
        acts: Acts::default(),
        status: Status { text: draft.text, spoiler_text: draft.spoiler_text, ..status },
    };
    trend_reviews::check_tags(site, &version.tags).await?;
    let (PollChange::Same(poll) | PollChange::New(poll)) = &version.poll;
    version.status.emojis = post::emojis(site, &version.status, poll.as_ref()).await?;
    let acts = judge::own(site, version.case(site, by), Moment::Now).await?;
    version.obey(acts);
    keep(site, version, site.now()).await
}

/// What is shown, with what is said of it from now on.
fn described(mut attached: Vec<Attachment>, draft: &Draft) -> Vec<Attachment> {
    for said in &draft.descriptions {
        if let Some(one) = attached.iter_mut().find(|one| one.id == said.id) {
            if let Some(description) = &said.description {
                one.description = Some(description.clone()).filter(|text| !text.is_empty());
            }
            one.focus = said.focus.or(one.focus);
        }
    }
    attached
}

/// How the poll changes: other answers begin it anew.
fn change(site: &Site, status: &Status, old: Option<Poll>, wanted: Option<&NewPoll>) -> PollChange {
    let Some(wanted) = wanted else { return PollChange::New(None) };
    let new = wanted.make(site, status);
    match old {
        Some(old) if titles(&old) == titles(&new) && old.multiple == new.multiple => {
            PollChange::Same(Some(Poll { expires_at: new.expires_at, hide_totals: new.hide_totals, ..old }))
        }
        _ => PollChange::New(Some(new)),
    }
}

fn titles(poll: &Poll) -> Vec<&str> {
    poll.options.iter().map(|option| option.title.as_str()).collect()
}

/// A neighbour says that its person's status says something else. Answers false if it is unknown, or what is said
/// is older than what is known. `told` is when that was said, if it was its author who said so; it counts for other words
/// that do not tell when they were written.
pub async fn edit_remote(
    site: &Site,
    author: &Account,
    arrival: Arrival,
    told: Option<Timestamp>,
) -> Result<bool> {
    let Some(status) = store::statuses::find_by_uri(&site.store, &arrival.uri).await? else {
        return Ok(false);
    };
    if status.account_id != author.id || author.is_local() || status.is_reblog() {
        return Err(Refusal::NotFound.into());
    }
    agree(site, &status, &arrival).await?;
    let old_poll = store::polls::list(&site.store, &[status.id]).await?.pop();
    let said = arrive::said(site, author, arrival.clone(), &status);
    let attached = arrive::attached(site, author, &arrival);
    let updated = arrival.updated.or_else(|| told.filter(|_| says_else(&status, &said)));
    let Some(updated) = updated.filter(|at| is_later(*at, &status, &said)) else {
        // No edit; but polls are told so how they stand.
        return refresh_poll(site, old_poll, &arrival).await;
    };
    let poll = match (&arrival.poll, old_poll) {
        (Some(new), Some(old)) => {
            let new = new.make(site, &status);
            match titles(&old) == titles(&new) {
                true => PollChange::Same(Some(Poll { id: old.id, ..new })),
                false => PollChange::New(Some(new)),
            }
        }
        (new, _) => PollChange::New(new.as_ref().map(|poll| poll.make(site, &status))),
    };
    let mut version = Version {
        mentioned: arrival.mentions,
        tags: arrival.tags,
        attached,
        poll,
        quoting: None,
        acts: Acts::default(),
        status: said,
    };
    let acts = judge::arrived(site, version.case(site, author)).await?;
    version.obey(acts);
    keep(site, version, updated.min(site.now()).max(known_since(&status))).await?;
    Ok(true)
}

/// When a status began to say what it says.
fn known_since(status: &Status) -> Timestamp {
    status.edited_at.unwrap_or(status.created_at)
}

/// Whether what is said at that time comes after what is known. Most servers tell times in whole seconds: within
/// one, other words are the later ones.
fn is_later(at: Timestamp, known: &Status, said: &Status) -> bool {
    let second = |at: Timestamp| at.as_millis().div_euclid(1_000);
    at > known_since(known) || (second(at) == second(known_since(known)) && says_else(known, said))
}

fn says_else(known: &Status, said: &Status) -> bool {
    said.content != known.content || said.spoiler_text != known.spoiler_text
}

/// What an edit tells beside the words: who may do what, and that a quote has its consent.
async fn agree(site: &Site, status: &Status, arrival: &Arrival) -> Result<()> {
    if status.quote_approval != arrival.quote_approval {
        store::statuses::set_quote_approval(&site.store, status.id, arrival.quote_approval).await?;
    }
    if status.interaction_policy != arrival.interaction_policy {
        store::statuses::set_interaction_policy(&site.store, status.id, arrival.interaction_policy).await?;
    }
    if status.searchable != arrival.searchable {
        let author = accounts::find(site, status.account_id).await?;
        let status = Status { searchable: arrival.searchable, ..status.clone() };
        let mut tx = site.store.begin().await?;
        store::statuses::set_searchable(&mut tx, status.id, status.searchable).await?;
        search::index::keep_all(&mut tx, &author, &[status]).await?;
        tx.commit().await?;
    }
    let Some(ArrivedQuote { quoted, authorization_uri: Some(uri) }) = &arrival.quote else { return Ok(()) };
    let author = accounts::find(site, quoted.account_id).await?;
    match store::quotes::find(&site.store, status.id).await? {
        Some(_) if !author.is_local() => quotes::accepted(site, &author, status.id, uri).await,
        _ => Ok(()),
    }
}

async fn refresh_poll(site: &Site, old: Option<Poll>, arrival: &Arrival) -> Result<bool> {
    let (Some(old), Some(new)) = (old, &arrival.poll) else { return Ok(false) };
    if old.options.len() != new.options.len() {
        return Ok(false);
    }
    let mut poll = old;
    for (option, (_, votes_count)) in poll.options.iter_mut().zip(&new.options) {
        option.votes_count = *votes_count;
    }
    poll.voters_count = new.voters_count.or(poll.voters_count);
    poll.expires_at = new.expires_at.or(poll.expires_at);
    let mut tx = site.store.begin().await?;
    store::polls::update(&mut tx, &poll).await?;
    tx.commit().await?;
    Ok(true)
}

/// What a status says until now.
struct Before {
    status: Status,
    poll: Option<Poll>,
    shown: Vec<Attachment>,
}

impl Before {
    async fn read(tx: &mut Tx, id: StatusId) -> Result<Self> {
        Ok(Self {
            status: store::statuses::find(&mut *tx, id).await?.ok_or(Refusal::NotFound)?,
            poll: store::polls::list(&mut *tx, &[id]).await?.pop(),
            shown: store::attachments::of_statuses(tx, &[id]).await?,
        })
    }
}

/// Stores the version, and records the event.
async fn keep(site: &Site, version: Version, at: Timestamp) -> Result<Status> {
    let id = version.status.id;
    let mut tx = site.store.begin().await?;
    let old = Before::read(&mut tx, id).await?;
    let quoting = keep_quoting(&mut tx, &old.status, version.quoting).await?;
    if is_same(&old.status, &version, old.poll.as_ref()) && !version.attached.differs(&old.shown) {
        if quoting.is_some() {
            store::events::record(&mut tx, site.id(), &Event::StatusRefreshed { status_id: id }).await?;
        }
        tx.commit().await?;
        return Ok(Status { quote_approval: quoting.unwrap_or(old.status.quote_approval), ..old.status });
    }
    let status = replace(site, &mut tx, &old, version, at).await?;
    tx.commit().await?;
    Ok(status)
}

/// Puts the version in the place of what was said, with the first one kept if this is the first edit.
async fn replace(
    site: &Site,
    tx: &mut Tx,
    old: &Before,
    mut version: Version,
    at: Timestamp,
) -> Result<Status> {
    let id = version.status.id;
    let is_held = old.status.visibility == Visibility::Held;
    let is_unseen = is_held && !was_published(tx, id).await?;
    if !is_unseen {
        keep_first(site, tx, &old.status, old.poll.as_ref(), &old.shown).await?;
    }
    version.status.edited_at = if is_unseen { old.status.edited_at } else { Some(at) };
    let poll = keep_poll(tx, id, version.poll).await?;
    attached::replace(site, tx, &version.status, &version.attached).await?;
    if !is_unseen {
        let shown = store::attachments::of_statuses(&mut *tx, &[id]).await?;
        let snapshot = snapshot(site, &version.status, poll.as_ref(), &shown, at);
        store::status_edits::insert(tx, &snapshot).await?;
    }
    store::status_edits::apply(tx, &version.status).await?;
    store::tags::detach_all(&mut *tx, id).await?;
    keep::attach_tags(site, tx, id, &version.tags).await?;
    let author = store::accounts::find(&mut *tx, old.status.account_id).await?.ok_or(Refusal::NotFound)?;
    let newly_mentioned = keep_mentions(tx, id, &version.mentioned).await?;
    if !is_held && !version.acts.holds() {
        let quotes = store::quotes::find(&mut *tx, id).await?.is_some();
        let shown = search::index::Shown { poll: poll.as_ref(), media: &version.attached.kinds(), quotes };
        search::index::keep_again(tx, &author, &version.status, shown).await?;
        let event = Event::StatusEdited { status_id: id, newly_mentioned };
        store::events::record(&mut *tx, site.id(), &event).await?;
    }
    version.acts.keep(site, tx, &author, (id, old.status.visibility), (true, true)).await?;
    Ok(version.status)
}

/// Whether others saw something that is held before it was.
async fn was_published(tx: &mut Tx, id: StatusId) -> Result<bool> {
    Ok(store::held_statuses::find(tx, id).await?.is_none_or(|held| held.was_published))
}

/// Keeps what a status said first, if this is its first edit. What was edited before it came here has an end of its edits,
/// and no versions yet.
async fn keep_first(
    site: &Site,
    tx: &mut Tx,
    old: &Status,
    poll: Option<&Poll>,
    shown: &[Attachment],
) -> Result<()> {
    if store::status_edits::list(&mut *tx, old.id, 1).await?.is_empty() {
        let first = snapshot(site, old, poll, shown, known_since(old));
        store::status_edits::insert(tx, &first).await?;
    }
    Ok(())
}

/// Notes who may quote from now on; answers that, if it is something else.
async fn keep_quoting(tx: &mut Tx, old: &Status, chosen: Option<Approval>) -> Result<Option<Approval>> {
    let chosen = chosen.filter(|chosen| *chosen != old.quote_approval);
    if let Some(chosen) = chosen {
        store::statuses::set_quote_approval(tx, old.id, chosen).await?;
    }
    Ok(chosen)
}

fn is_same(old: &Status, version: &Version, old_poll: Option<&Poll>) -> bool {
    let new = &version.status;
    let is_same_poll = match &version.poll {
        PollChange::Same(poll) => poll.as_ref() == old_poll,
        PollChange::New(poll) => poll.is_none() && old_poll.is_none(),
    };
    is_same_poll
        && old.text == new.text
        && old.content == new.content
        && old.spoiler_text == new.spoiler_text
        && old.sensitive == new.sensitive
        && old.language == new.language
}

async fn keep_poll(tx: &mut Tx, status: StatusId, change: PollChange) -> Result<Option<Poll>> {
    match change {
        PollChange::Same(None) => Ok(None),
        PollChange::Same(Some(poll)) => {
            store::polls::update(&mut *tx, &poll).await?;
            store::polls::reopen(tx, poll.id).await?;
            Ok(Some(poll))
        }
        PollChange::New(poll) => {
            store::polls::delete(&mut *tx, status).await?;
            if let Some(poll) = &poll {
                store::polls::insert(tx, poll).await?;
            }
            Ok(poll)
        }
    }
}

/// Answers who is mentioned now and was not before.
async fn keep_mentions(tx: &mut Tx, id: StatusId, mentioned: &[AccountId]) -> Result<Vec<AccountId>> {
    let before: HashSet<AccountId> =
        store::mentions::list(&mut *tx, &[id]).await?.into_iter().map(|mention| mention.account_id).collect();
    store::mentions::silence(&mut *tx, id).await?;
    for account in mentioned {
        store::mentions::insert(&mut *tx, id, *account).await?;
    }
    Ok(mentioned.iter().copied().filter(|account| !before.contains(account)).collect())
}

fn snapshot(
    site: &Site,
    status: &Status,
    poll: Option<&Poll>,
    shown: &[Attachment],
    at: Timestamp,
) -> StatusEdit {
    StatusEdit {
        id: site.id(),
        status_id: status.id,
        content: status.content.clone(),
        spoiler_text: status.spoiler_text.clone(),
        sensitive: status.sensitive,
        emojis: status.emojis.clone(),
        poll_options: poll
            .map(|poll| titles(poll).into_iter().map(str::to_owned).collect())
            .unwrap_or_default(),
        attachments: attached::then(shown),
        created_at: at,
    }
}

/// Keeps another version of a status that says the same and is marked otherwise.
pub(super) async fn remark(site: &Site, tx: &mut Tx, status: &Status, is_sensitive: bool) -> Result<()> {
    let poll = store::polls::list(&mut *tx, &[status.id]).await?.pop();
    let shown = store::attachments::of_statuses(&mut *tx, &[status.id]).await?;
    keep_first(site, tx, status, poll.as_ref(), &shown).await?;
    let at = site.now();
    let marked = Status { sensitive: is_sensitive, edited_at: Some(at), ..status.clone() };
    let version = snapshot(site, &marked, poll.as_ref(), &shown, at);
    store::status_edits::insert(&mut *tx, &version).await?;
    Ok(store::status_edits::apply(tx, &marked).await?)
}

/// Everything that a status has said, oldest first; one that was never edited has one version.
pub async fn history(site: &Site, viewer: Viewer, id: StatusId) -> Result<EditView> {
    let status = get_visible(site, viewer, id).await?;
    let author = accounts::show(site, status.account_id).await?;
    let mut versions = store::status_edits::list(&site.store, id, limits::STATUS_EDITS).await?;
    if versions.is_empty() {
        let poll = store::polls::list(&site.store, &[id]).await?.pop();
        let shown = attached::shown(site, id).await?;
        versions.push(snapshot(site, &status, poll.as_ref(), &shown, known_since(&status)));
    }
    let seals = Seals::of(site).await?;
    for version in &mut versions {
        seals.show(&site.instance, &mut version.emojis);
    }
    let mut attachments = store::attachments::ever_of(&site.store, id).await?;
    sealed_files::address(site, attachments.iter_mut()).await?;
    Ok(EditView { author, versions, attachments })
}
