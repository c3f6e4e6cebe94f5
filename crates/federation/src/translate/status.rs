//! Statuses as notes, and notes, articles and other things that can be read as statuses.

use activitypub::{
    audience::{Audience, PUBLIC, is_public},
    context,
    vocabulary::{
        Object, ObjectKind,
        written::{Collection, Note, Question, Quote, Tag},
    },
};
use model::{
    Account, AccountId, Mention, Page, PollOption, QuoteState, Status, Timestamp, Visibility,
    limits::COLLECTION_PAGE,
};
use serde_json::{Value, json};
use social::{PollView, StatusView, Viewer, polls::ArrivedPoll, statuses::Arrival};

use super::{
    attached,
    content::{self, escape},
    emojis, policy, reach, visibility, web_address,
};
use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    limits,
    trouble::Trouble,
};

/// An object as a status by its author, for these people.
pub(crate) fn arrival(
    object: &Authentic<Object>,
    author: &Account,
    mentions: Vec<AccountId>,
) -> Result<Arrival, Trouble> {
    let said = object.get();
    if said.kind == ObjectKind::Tombstone {
        return Err(Trouble::refused("the object is gone"));
    }
    if content::is_no_status(said) {
        return Err(Trouble::refused("it is not something that is published"));
    }
    if is_vote(said) {
        return Err(Trouble::refused("it is a vote, and no poll here has that answer"));
    }
    if said.id.len() > limits::URL_BYTES {
        return Err(Trouble::refused("the object's id is very long"));
    }
    let url = said.url.as_deref().filter(|url| is_same_host(url, &said.id)).and_then(web_address);
    Ok(Arrival {
        uri: said.id.clone(),
        content: content::html(said, url.as_deref())
            .ok_or_else(|| Trouble::refused("there is nothing to read in it"))?,
        url,
        spoiler_text: content::warning(said),
        sensitive: said.sensitive,
        language: said.language.as_deref().and_then(language),
        visibility: visibility(said.audience.reach(author.followers_url.as_deref())),
        attachments: attached::arrived(said),
        poll: said.poll.as_ref().map(|poll| ArrivedPoll {
            options: poll.options.clone(),
            multiple: poll.multiple,
            expires_at: poll.end.map(Timestamp::from_millis),
            voters_count: poll.voters_count,
        }),
        in_reply_to_uri: said.in_reply_to.clone(),
        mentions,
        tags: content::hashtags(said),
        emojis: emojis(&said.emojis),
        // Found, and proved, by whoever asks for it.
        quote: None,
        quote_approval: policy::quotes(said, author),
        interaction_policy: policy::read(said, author),
        searchable: (!said.searchable_by.is_empty())
            .then(|| said.searchable_by.iter().any(|id| is_public(id))),
        published: said.published.map(Timestamp::from_millis),
        updated: said.updated.map(Timestamp::from_millis),
        context_uri: said.thread.as_deref().filter(|uri| is_same_host(uri, &said.id)).and_then(web_address),
        is_news: true,
    })
}

/// Whether an object is an answer to a poll: a note with a name and nothing to read. Snac fills it with a line break.
pub(crate) fn is_vote(said: &Object) -> bool {
    let is_empty = |content: &str| markup::plain::text(content).trim().is_empty();
    said.kind == ObjectKind::Note
        && said.name.is_some()
        && said.in_reply_to.is_some()
        && said.attachments.is_empty()
        && said.content.as_deref().is_none_or(is_empty)
}

/// A language code, if it is one.
fn language(code: &str) -> Option<String> {
    let is_code = (2..=limits::LANGUAGE_BYTES).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_code.then(|| code.to_owned())
}

/// The document of a status of this server.
pub(crate) async fn document(federation: &Federation, view: &StatusView) -> social::Result<Note> {
    let mut note = note(federation, view).await?;
    note.context = Some(context::object());
    Ok(note)
}

/// A status of this server as part of a document.
pub(crate) async fn note(federation: &Federation, view: &StatusView) -> social::Result<Note> {
    let (instance, status, author) = (&federation.site().instance, &view.status, &view.author.account);
    let in_reply_to = match status.in_reply_to_id {
        None => None,
        Some(id) => parent_uri(federation, author, id).await?,
    };
    let thread = thread(federation, status).await?;
    let audience = audience(author, status, &view.mentions);
    let mentions = view.mentions.iter().map(|mention| {
        let domain = mention.domain.as_deref().unwrap_or(&instance.domain);
        Tag::mention(&mention.uri, &format!("{}@{domain}", mention.username))
    });
    let tags = view
        .tags
        .iter()
        .map(|tag| Tag::hashtag(instance.url(&format!("/tags/{}", tag.name)), &tag.display_name));
    let emojis = status.emojis.iter().map(|emoji| Tag::emoji(&emoji.shortcode, &emoji.url));
    let quote = quote(federation, view).await?;
    let given = federation.consent_to(status).await?;
    // Servers that know nothing of quotes show where it leads; those that do leave this paragraph out.
    let content = match &quote {
        Some(quote) => {
            let uri = escape(&quote.quote);
            format!("<p class=\"quote-inline\">RE: <a href=\"{uri}\">{uri}</a></p>{}", status.content)
        }
        None => status.content.clone(),
    };
    let link = quote.as_ref().map(|quote| Tag::object(&quote.quote));
    let policy = policy::write(author, status, &audience);
    Ok(Note {
        context: None,
        id: status.uri.clone(),
        kind: if view.poll.is_some() { "Question" } else { "Note" },
        summary: Some(status.spoiler_text.clone()).filter(|text| !text.is_empty()),
        in_reply_to,
        published: status.created_at.to_rfc3339_seconds(),
        updated: status.edited_at.map(Timestamp::to_rfc3339_seconds),
        url: status.url.clone().unwrap_or_else(|| status.uri.clone()),
        attributed_to: author.uri.clone(),
        to: audience.to,
        cc: audience.cc,
        sensitive: status.sensitive,
        content_map: status.language.as_ref().map(|language| json!({language.as_str(): content})),
        content,
        quote,
        reply_authorization: given.and_then(|consent| consent.authorization_uri),
        searchable_by: vec![searcher(author, status)],
        interaction_policy: policy,
        attachment: view.attachments.iter().filter_map(|one| attached::document(instance, one)).collect(),
        tag: mentions.chain(tags).chain(emojis).chain(link).collect(),
        replies: replies_stub(status),
        conversation: thread.clone(),
        thread,
        question: view.poll.as_ref().map(question),
    })
}

/// Who may find a status of this server: everybody, or only its author (FEP-268d).
fn searcher(author: &Account, status: &Status) -> String {
    let is_open = author.indexable && status.visibility == Visibility::Public;
    if is_open { PUBLIC.to_owned() } else { author.uri.clone() }
}

/// Where the thread that a status belongs to can be read whole (FEP-7888): here if it began here, else where its server
/// says. Private conversations can be read nowhere.
async fn thread(federation: &Federation, status: &Status) -> social::Result<Option<String>> {
    if !status.visibility.is_open() {
        return Ok(None);
    }
    let store = &federation.site().store;
    let (root, is_open) = match status.conversation_id == status.id {
        true => (status.uri.clone(), true),
        false => match store::statuses::find(store, status.conversation_id).await? {
            None => return Ok(None),
            Some(root) => (root.uri, root.visibility.is_open()),
        },
    };
    Ok(match federation.site().instance.owns(&root) {
        true => Some(format!("{root}/context")).filter(|_| is_open),
        false => store::threads::context(store, status.conversation_id).await?,
    })
}

/// What a status quotes, unless that is gone or its author said no.
async fn quote(federation: &Federation, view: &StatusView) -> social::Result<Option<Quote>> {
    let store = &federation.site().store;
    let Some(quote) = store::quotes::find(store, view.status.id).await? else { return Ok(None) };
    let is_open = matches!(quote.state, QuoteState::Accepted | QuoteState::Pending);
    let Some(quoted) = quote.quoted_status_id.filter(|_| is_open) else { return Ok(None) };
    let quoted = store::statuses::find(store, quoted).await?;
    Ok(quoted.map(|quoted| Quote::of(&quoted.uri, quote.authorization_uri)))
}

/// What a status asks. The numbers of a poll that hides them are told when it is over.
fn question(view: &PollView) -> Question {
    let poll = &view.poll;
    let is_told = view.is_over || !poll.hide_totals;
    let option = |option: &PollOption| {
        let count = if is_told { option.votes_count } else { 0 };
        json!({"type": "Note", "name": option.title, "replies": {"type": "Collection", "totalItems": count}})
    };
    let options: Vec<Value> = poll.options.iter().map(option).collect();
    let end = poll.expires_at.map(Timestamp::to_rfc3339_seconds);
    Question {
        one_of: (!poll.multiple).then(|| options.clone()),
        any_of: poll.multiple.then_some(options),
        closed: end.clone().filter(|_| view.is_over),
        end_time: end,
        voters_count: poll.voters_count,
    }
}

/// The address of what a status answers; it may be gone, or out of its author's sight by now.
async fn parent_uri(
    federation: &Federation,
    author: &Account,
    id: model::StatusId,
) -> social::Result<Option<String>> {
    match social::statuses::get_visible(federation.site(), Viewer::Account(author.id), id).await {
        Ok(parent) => Ok(Some(parent.uri)),
        Err(social::Error::Refusal(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Whom a status of this server is for.
pub(crate) fn audience(author: &Account, status: &Status, mentions: &[Mention]) -> Audience {
    let named: Vec<String> = mentions.iter().map(|mention| mention.uri.clone()).collect();
    let followers = author.followers_url.clone().unwrap_or_else(|| format!("{}/followers", author.uri));
    Audience::of(reach(status.visibility), &followers, &named)
}

/// Where the answers to a status are, as part of it.
fn replies_stub(status: &Status) -> Value {
    let id = format!("{}/replies", status.uri);
    let next = format!("{id}?page=true");
    json!({
        "id": id,
        "type": "Collection",
        "first": {"type": "CollectionPage", "partOf": id, "next": next, "items": []},
    })
}

/// The answers to a status: the collection, or a page of it. `last` is where the page ends, if there may be more.
pub(crate) fn replies(
    status: &Status,
    page: Option<&Page>,
    uris: Vec<String>,
    last: Option<i64>,
) -> Collection {
    let collection = format!("{}/replies", status.uri);
    let at = |above: Option<i64>| match above {
        None => format!("{collection}?page=true"),
        Some(id) => format!("{collection}?page=true&min_id={id}"),
    };
    let Some(page) = page else {
        let (id, first) = (collection.clone(), Some(at(None).into()));
        return Collection {
            context: Some(context::activity()),
            id,
            kind: "Collection",
            first,
            ..Collection::default()
        };
    };
    let is_full = i64::try_from(uris.len()).is_ok_and(|count| count == COLLECTION_PAGE);
    Collection {
        context: Some(context::activity()),
        id: at(page.min_id),
        kind: "CollectionPage",
        next: last.filter(|_| is_full).map(|id| at(Some(id))),
        items: Some(uris.into_iter().map(Value::from).collect()),
        part_of: Some(collection),
        ..Collection::default()
    }
}

/// A thread that began here: the collection, or a page of it. `last` is where the page ends, if there may be more.
pub(crate) fn context(
    root: &Status,
    author: &Account,
    page: Option<&Page>,
    uris: Vec<String>,
    last: Option<i64>,
) -> Collection {
    let collection = format!("{}/context", root.uri);
    let at = |above: Option<i64>| match above {
        None => format!("{collection}?page=true"),
        Some(id) => format!("{collection}?page=true&min_id={id}"),
    };
    let context = Some(context::activity());
    let Some(page) = page else {
        let (id, first) = (collection.clone(), Some(at(None).into()));
        let attributed_to = Some(author.uri.clone());
        return Collection {
            context,
            id,
            kind: "OrderedCollection",
            first,
            attributed_to,
            ..Collection::default()
        };
    };
    let is_full = i64::try_from(uris.len()).is_ok_and(|count| count == COLLECTION_PAGE);
    Collection {
        context,
        id: at(page.min_id),
        kind: "OrderedCollectionPage",
        next: last.filter(|_| is_full).map(|id| at(Some(id))),
        ordered_items: Some(uris.into_iter().map(Value::from).collect()),
        part_of: Some(collection),
        ..Collection::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_are_languages() {
        assert_eq!(language("de").as_deref(), Some("de"));
        assert_eq!(language("zh-Hant-TW").as_deref(), Some("zh-Hant-TW"));
        for bad in ["", "x", "de de", "<b>", &"a".repeat(100)] {
            assert_eq!(language(bad), None, "{bad:?}");
        }
    }
}
