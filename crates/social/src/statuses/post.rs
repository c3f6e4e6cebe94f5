//! Publishing a status: by somebody here, or as a neighbour reports it. Both end in the same inserts and the same
//! event.

use std::collections::HashMap;

use markup::{Handle, MentionLink};
use model::{
    Account, AccountId, Approval, Event, Interaction, InteractionPolicy, Poll, Quote, QuoteState,
    ScheduledStatusId, Status, StatusId, Timestamp, Visibility, account::Emoji, limits,
};
use store::Tx;

use super::{Draft, get_original, insert};
use crate::{
    Refusal, Result, Site, Viewer, custom_emojis,
    interactions::{self, Leave},
    polls::ArrivedPoll,
    quotes, search, shelf, tags, timelines,
};

const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 3_600_000;

/// A status ready to be stored, with what belongs to it.
struct Ready<'a> {
    status: Status,
    author: &'a Account,
    mentioned: Vec<AccountId>,
    tags: Vec<String>,
    poll: Option<Poll>,
    quote: Option<Quote>,
    idempotency_key: Option<String>,
    scheduled_id: Option<ScheduledStatusId>,
    place: Place,
    /// The author elsewhere without whose consent it is told to nobody else.
    asked: Option<AccountId>,
}

/// Where a status stands in a thread, as far as that is not known here, and how it came.
struct Place {
    /// The address of what it answers, if that is unknown.
    parent_uri: Option<String>,
    /// Where the thread that it begins can be read whole.
    context_uri: Option<String>,
    is_news: bool,
}

impl Place {
    fn event(&self, status_id: StatusId) -> Event {
        match self.is_news {
            true => Event::StatusPosted { status_id },
            false => Event::StatusFound { status_id },
        }
    }
}

/// Publishes a draft. The same idempotency key answers the same status. Remote people that the text names must be
/// known already; names that are not stay text.
pub async fn post(site: &Site, by: &Account, draft: Draft) -> Result<Status> {
    draft.check(&site.settings().statuses)?;
    if let Some(status) = posted_before(site, by, &draft).await? {
        return Ok(status);
    }
    let parent = match draft.in_reply_to_id {
        None => None,
        Some(id) => Some(get_original(site, Viewer::Account(by.id), id).await?),
    };
    let asked = asked(site, by, parent.as_ref()).await?;
    let quoted = match draft.quoted_status_id {
        None => None,
        Some(id) => Some(get_original(site, Viewer::Account(by.id), id).await?),
    };
    let named = look_up(site, &draft.text).await?;
    let mut whole = as_preferred(site, by, draft.clone(), parent.as_ref()).await?;
    if let Some(quoted) = &quoted {
        whole.beside(quoted, &ids_of(&named))?;
    }
    let mut ready = compose(site, by, whole, parent.as_ref(), &named);
    ready.asked = asked.filter(|_| !ready.status.local_only);
    if let Some(quoted) = &quoted {
        ready.quote = Some(quotes::begin(site, by, quoted, ready.status.id).await?);
    }
    ready.status.emojis = emojis(site, &ready.status, ready.poll.as_ref()).await?;
    match store(site, &mut ready).await? {
        true => Ok(ready.status),
        // A request with the same key was faster.
        false => posted_before(site, by, &draft)
            .await?
            .ok_or(Refusal::Conflict("a request with the same idempotency key is under way").into()),
    }
}

/// The author of what is answered, if they are to be asked first.
async fn asked(site: &Site, by: &Account, parent: Option<&Status>) -> Result<Option<AccountId>> {
    let Some(parent) = parent else { return Ok(None) };
    let leave = interactions::check(site, by, parent, Interaction::Reply).await?;
    Ok((leave == Leave::Asked).then_some(parent.account_id))
}

/// Refuses an answer to what its author does not let this account answer. What is not there is no matter yet.
pub(crate) async fn check_answer(site: &Site, by: &Account, draft: &Draft) -> Result<()> {
    let Some(id) = draft.in_reply_to_id else { return Ok(()) };
    match get_original(site, Viewer::Account(by.id), id).await {
        Ok(parent) => asked(site, by, Some(&parent)).await.map(drop),
        Err(crate::Error::Refusal(_)) => Ok(()),
        Err(fault) => Err(fault),
    }
}

/// The draft with what its author prefers where it says nothing.
async fn as_preferred(site: &Site, by: &Account, draft: Draft, parent: Option<&Status>) -> Result<Draft> {
    let user = store::users::find_by_account(&site.store, by.id).await?;
    let preferences = user.map(|user| user.preferences).unwrap_or_default();
    // Without a wish, an answer is not shown to more people than what it answers.
    let floor = parent.map_or(Visibility::Public, |parent| parent.visibility);
    Ok(Draft {
        visibility: draft.visibility.or(Some(preferences.visibility_for(by.locked).max(floor))),
        sensitive: draft.sensitive.or(Some(preferences.sensitive)),
        language: draft.language.or(preferences.language),
        quote_policy: draft.quote_policy.or(Some(preferences.quote_policy)),
        ..draft
    })
}

async fn posted_before(site: &Site, by: &Account, draft: &Draft) -> Result<Option<Status>> {
    let Some(key) = &draft.idempotency_key else { return Ok(None) };
    match store::idempotency_keys::find(&site.store, by.id, key, remembered_since(site)).await? {
        None => Ok(None),
        Some(id) => Ok(store::statuses::find(&site.store, id).await?),
    }
}

pub(crate) fn remembered_since(site: &Site) -> Timestamp {
    site.now().plus_millis(-limits::IDEMPOTENCY_HOURS * HOUR_MS)
}

/// The accounts that a text names, by handle as written.
pub(crate) async fn look_up(site: &Site, text: &str) -> Result<HashMap<Handle, Account>> {
    let mut named = HashMap::new();
    for handle in markup::extract::handles(text).into_iter().take(limits::STATUS_MENTIONS) {
        let host = handle.host.as_deref();
        if let Some(account) = crate::accounts::find_by_handle(site, &handle.username, host).await? {
            named.insert(handle, account);
        }
    }
    Ok(named)
}

fn compose<'a>(
    site: &Site,
    by: &'a Account,
    draft: Draft,
    parent: Option<&Status>,
    named: &HashMap<Handle, Account>,
) -> Ready<'a> {
    let id: StatusId = site.id();
    let content = html(site, &draft.text, named);
    let visibility = draft.visibility.unwrap_or(Visibility::Public);
    let status = Status {
        id,
        account_id: by.id,
        uri: format!("{}/statuses/{id}", by.uri),
        url: Some(format!("{}/{id}", by.url)),
        in_reply_to_id: parent.map(|parent| parent.id),
        in_reply_to_account_id: parent.map(|parent| parent.account_id),
        reblog_of_id: None,
        visibility,
        quote_approval: quotes::chosen(draft.quote_policy.unwrap_or_default(), visibility),
        interaction_policy: InteractionPolicy::default(),
        quotes_count: 0,
        content,
        sensitive: draft.sensitive == Some(true) || !draft.spoiler_text.is_empty(),
        spoiler_text: draft.spoiler_text,
        language: draft.language,
        application_id: draft.application_id,
        emojis: Vec::new(),
        replies_count: 0,
        reblogs_count: 0,
        favourites_count: 0,
        created_at: id.time(),
        edited_at: None,
        // What answers something that stays here stays here.
        local_only: draft.local_only || parent.is_some_and(|parent| parent.local_only),
        conversation_id: parent.map_or(id, |parent| parent.conversation_id),
        text: draft.text,
    };
    Ready {
        tags: markup::extract::tags(&status.text),
        poll: draft.poll.as_ref().map(|poll| poll.make(site, &status)),
        status,
        quote: None,
        author: by,
        mentioned: ids_of(named),
        idempotency_key: draft.idempotency_key,
        scheduled_id: draft.scheduled_id,
        place: Place { parent_uri: None, context_uri: None, is_news: true },
        asked: None,
    }
}

/// The custom emoji that a status uses.
pub(super) async fn emojis(site: &Site, status: &Status, poll: Option<&Poll>) -> Result<Vec<Emoji>> {
    let mut texts = vec![status.text.as_str(), status.spoiler_text.as_str()];
    texts.extend(poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.as_str()));
    custom_emojis::used_in(site, &texts).await
}

/// What a text becomes.
pub(crate) fn html(site: &Site, text: &str, named: &HashMap<Handle, Account>) -> String {
    markup::compose::html(text, &site.instance.url(""), |handle| {
        let account = named.get(handle)?;
        Some(MentionLink { url: account.url.clone(), username: account.username.clone() })
    })
}

/// The accounts named, each once.
pub(super) fn ids_of(named: &HashMap<Handle, Account>) -> Vec<AccountId> {
    let mut ids: Vec<AccountId> = named.values().map(|account| account.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A remote status as its server reports it, already known to be its author's.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Its address.
    pub uri: String,
    /// The page for people.
    pub url: Option<String>,
    /// HTML as received; cleaned here.
    pub content: String,
    /// Content warning as received; made plain here.
    pub spoiler_text: String,
    /// Whether to hide media until asked.
    pub sensitive: bool,
    /// Language code.
    pub language: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The address of what it answers.
    pub in_reply_to_uri: Option<String>,
    /// Whom it names, as far as they are known here.
    pub mentions: Vec<AccountId>,
    /// Its tags, as spelt.
    pub tags: Vec<String>,
    /// Custom emoji that it uses.
    pub emojis: Vec<Emoji>,
    /// Answers to choose from.
    pub poll: Option<ArrivedPoll>,
    /// What it quotes, if that is known here.
    pub quote: Option<ArrivedQuote>,
    /// Who may quote it.
    pub quote_approval: Approval,
    /// Who may do what with it besides.
    pub interaction_policy: InteractionPolicy,
    /// When it says it was published.
    pub published: Option<Timestamp>,
    /// When it says it was changed last.
    pub updated: Option<Timestamp>,
    /// Where its thread can be read whole, if it is on its own server.
    pub context_uri: Option<String>,
    /// Whether it came by itself. What was looked for is told to nobody.
    pub is_news: bool,
}

/// A quote as its server reports it.
#[derive(Clone, Debug)]
pub struct ArrivedQuote {
    /// What is quoted.
    pub quoted: Status,
    /// Where the author's consent can be read, if that was done.
    pub authorization_uri: Option<String>,
}

impl ArrivedQuote {
    fn make(self, status: &Status) -> Quote {
        let is_own = self.quoted.account_id == status.account_id;
        let is_agreed = is_own || self.authorization_uri.is_some();
        Quote {
            status_id: status.id,
            account_id: status.account_id,
            quoted_status_id: Some(self.quoted.id),
            quoted_account_id: Some(self.quoted.account_id),
            state: if is_agreed { QuoteState::Accepted } else { QuoteState::Pending },
            authorization_uri: self.authorization_uri,
        }
    }
}

/// A neighbour's person published a status. Answers `None` if it is known already, or known to be gone.
pub async fn post_remote(site: &Site, author: &Account, arrival: Arrival) -> Result<Option<Status>> {
    if author.is_local() || site.instance.owns(&arrival.uri) {
        return Err(Refusal::Forbidden("speak for this server").into());
    }
    let known = store::statuses::find_by_uri(&site.store, &arrival.uri).await?.is_some();
    if known || store::tombstones::exists(&site.store, &arrival.uri).await? {
        return Ok(None);
    }
    let parent = match &arrival.in_reply_to_uri {
        None => None,
        Some(uri) => store::statuses::find_by_uri(&site.store, uri).await?,
    };
    let mut ready = take_in(site, author, arrival, parent.as_ref());
    Ok(store(site, &mut ready).await?.then_some(ready.status))
}

fn take_in<'a>(site: &Site, author: &'a Account, arrival: Arrival, parent: Option<&Status>) -> Ready<'a> {
    let created_at = arrival.published.map_or_else(|| site.now(), |at| at.min(site.now()));
    let id: StatusId = site.id_at(created_at);
    let (poll, quote) = (arrival.poll.clone(), arrival.quote.clone());
    let (mentioned, tags) = (arrival.mentions.clone(), arrival.tags.clone());
    let second_later = created_at.plus_millis(SECOND_MS);
    let edited_at = arrival.updated.filter(|at| *at >= second_later).map(|at| at.min(site.now()));
    let begins = arrival.in_reply_to_uri.is_none() && arrival.visibility.is_open();
    let place = Place {
        // Private conversations are not put together from pieces.
        parent_uri: arrival
            .in_reply_to_uri
            .filter(|_| parent.is_none() && arrival.visibility != Visibility::Direct),
        context_uri: arrival.context_uri.filter(|_| begins),
        is_news: arrival.is_news,
    };
    let status = Status {
        id,
        account_id: author.id,
        uri: arrival.uri,
        url: arrival.url,
        in_reply_to_id: parent.map(|parent| parent.id),
        in_reply_to_account_id: parent.map(|parent| parent.account_id),
        reblog_of_id: None,
        visibility: arrival.visibility,
        text: String::new(),
        content: markup::sanitize::html(&arrival.content),
        spoiler_text: plain_warning(&arrival.spoiler_text),
        sensitive: arrival.sensitive,
        language: arrival.language,
        application_id: None,
        emojis: arrival.emojis.into_iter().take(limits::REMOTE_EMOJIS).collect(),
        replies_count: 0,
        reblogs_count: 0,
        favourites_count: 0,
        created_at,
        edited_at,
        local_only: false,
        quote_approval: arrival.quote_approval,
        interaction_policy: arrival.interaction_policy,
        quotes_count: 0,
        conversation_id: parent.map_or(id, |parent| parent.conversation_id),
    };
    let poll = poll.map(|poll| poll.make(site, &status));
    let quote = quote.map(|quote| quote.make(&status));
    Ready {
        status,
        author,
        mentioned,
        tags,
        poll,
        quote,
        idempotency_key: None,
        scheduled_id: None,
        place,
        asked: None,
    }
}

/// What an arrived version of a known status says.
pub(super) fn said(site: &Site, author: &Account, arrival: Arrival, known: &Status) -> Status {
    let new = take_in(site, author, arrival, None).status;
    Status {
        content: new.content,
        spoiler_text: new.spoiler_text,
        sensitive: new.sensitive,
        language: new.language,
        emojis: new.emojis,
        quote_approval: new.quote_approval,
        interaction_policy: new.interaction_policy,
        ..known.clone()
    }
}

/// A content warning as plain text. Most servers send it so; some send markup, which is taken off.
fn plain_warning(received: &str) -> String {
    let is_markup = received.contains("</") || received.contains("<br");
    let plain = if is_markup { markup::plain::text(received) } else { received.trim().to_owned() };
    plain.chars().take(limits::REMOTE_SPOILER_CHARACTERS).collect()
}

/// Stores a status and records the event; answers whether it was new.
async fn store(site: &Site, ready: &mut Ready<'_>) -> Result<bool> {
    let status = &mut ready.status;
    let untouched = shelf::Untouched::of(site, ready.author.id);
    let mut tx = site.store.begin().await?;
    let is_new = match &ready.idempotency_key {
        None => true,
        Some(key) => {
            let (now, since) = (site.now(), remembered_since(site));
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
    tags::count_uses(site, &mut tx, status).await?;
    keep_with(&mut tx, status, ready.poll.as_mut(), ready.quote.as_mut(), ready.asked).await?;
    search::index::keep(&mut tx, ready.author, status, ready.poll.as_ref()).await?;
    store::counters::bump_statuses(&mut tx, status.account_id, 1).await?;
    if let Some(parent) = status.in_reply_to_id {
        store::counters::bump_replies(&mut tx, parent, 1).await?;
    }
    store::accounts::touch(&mut tx, status.account_id, status.created_at).await?;
    keep_place(&mut tx, ready.author, status, &ready.place).await?;
    store::events::record(&mut tx, site.id(), &ready.place.event(status.id)).await?;
    tx.commit().await?;
    timelines::add_own(site, ready.author, status);
    // What answers nothing begins a conversation, which nobody can have muted.
    if ready.author.is_local() && status.in_reply_to_id.is_none() {
        untouched.keep(site, status.id);
    }
    Ok(true)
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
        quotes::keep(tx, quote).await?;
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
            store::counters::bump_replies(tx, status.id, 1).await?;
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
