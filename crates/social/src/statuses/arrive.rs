//! Publishing a status as a neighbour reports it.

use model::{
    Account, AccountId, Approval, Attachment, AttachmentKind, AttachmentState, Focus, InteractionPolicy,
    Quote, QuoteState, Status, StatusId, Timestamp, Visibility, account::Emoji, limits,
};

use super::{
    attached::Attached,
    keep::{Place, Ready, store},
};
use crate::{
    Refusal, Result, Site,
    content_rules::{act::Acts, judge},
    floods,
    polls::ArrivedPoll,
};

const SECOND_MS: i64 = 1_000;

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
    /// What it shows.
    pub attachments: Vec<ArrivedAttachment>,
    /// Answers to choose from.
    pub poll: Option<ArrivedPoll>,
    /// What it quotes, if that is known here.
    pub quote: Option<ArrivedQuote>,
    /// Who may quote it.
    pub quote_approval: Approval,
    /// Who may do what with it besides.
    pub interaction_policy: InteractionPolicy,
    /// Whether everybody may find it, if it says so.
    pub searchable: Option<bool>,
    /// When it says it was published.
    pub published: Option<Timestamp>,
    /// When it says it was changed last.
    pub updated: Option<Timestamp>,
    /// Where its thread can be read whole, if it is on its own server.
    pub context_uri: Option<String>,
    /// Whether it came by itself. What was looked for is told to nobody.
    pub is_news: bool,
}

/// An attachment as its server reports it.
#[derive(Clone, Debug)]
pub struct ArrivedAttachment {
    /// Where it is.
    pub url: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// What it shows, plain text.
    pub description: Option<String>,
    /// What of it matters most.
    pub focus: Option<Focus>,
    /// The blurred picture that is shown while the real one loads.
    pub blurhash: Option<String>,
    /// Sizes and durations, as apps read them.
    pub meta: Option<String>,
}

impl ArrivedAttachment {
    fn make(self, site: &Site, by: AccountId) -> Attachment {
        let description = self.description.filter(|text| !text.is_empty());
        Attachment {
            id: site.id(),
            account_id: by,
            status_id: None,
            kind: self.kind,
            state: AttachmentState::Ready,
            problem: None,
            file: None,
            small: None,
            remote_url: Some(self.url),
            description: description.map(|text| text.chars().take(limits::DESCRIPTION_CHARACTERS).collect()),
            focus: self.focus,
            blurhash: self.blurhash,
            meta: self.meta,
            seals: None,
        }
    }
}

/// What an arrived status shows.
pub(super) fn attached(site: &Site, author: &Account, arrival: &Arrival) -> Attached {
    let some = arrival.attachments.iter().take(limits::REMOTE_ATTACHMENTS);
    Attached::Told(some.map(|one| one.clone().make(site, author.id)).collect())
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
    if arrival.is_news {
        floods::check_arrival(site, author, arrival.mentions.len()).await?;
    }
    let mut ready = take_in(site, author, arrival, parent.as_ref());
    let acts = judge::arrived(site, ready.case()).await?;
    ready.obey(acts);
    Ok(store(site, &mut ready).await?.then_some(ready.status))
}

fn take_in<'a>(site: &Site, author: &'a Account, arrival: Arrival, parent: Option<&Status>) -> Ready<'a> {
    let created_at = arrival.published.map_or_else(|| site.now(), |at| at.min(site.now()));
    let id: StatusId = site.id_at(created_at);
    let (poll, quote) = (arrival.poll.clone(), arrival.quote.clone());
    let attached = attached(site, author, &arrival);
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
        searchable: arrival.searchable,
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
        attached,
        poll,
        quote,
        idempotency_key: None,
        scheduled_id: None,
        place,
        asked: None,
        acts: Acts::default(),
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
        searchable: new.searchable,
        ..known.clone()
    }
}

/// A content warning as plain text. Most servers send it so; some send markup, which is taken off.
fn plain_warning(received: &str) -> String {
    let is_markup = received.contains("</") || received.contains("<br");
    let plain = if is_markup { markup::plain::text(received) } else { received.trim().to_owned() };
    plain.chars().take(limits::REMOTE_SPOILER_CHARACTERS).collect()
}
