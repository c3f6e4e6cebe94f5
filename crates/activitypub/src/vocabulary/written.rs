//! Documents of ours. Lists are written as lists even with one item, since some servers drop anything else; `actor`,
//! `object` and `attributedTo` are single.

mod actor;

pub use actor::{Actor, Application, Capability, Endpoints, Multikey, PublicKey};
use serde::Serialize;
use serde_json::{Value, json};

use crate::audience::Audience;

/// An activity. `O` is its object: an id, a document, or the activity that it takes back.
#[derive(Clone, Debug, Serialize)]
pub struct Activity<O> {
    /// The context, on the outermost document only.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Its address.
    pub id: String,
    /// What it does.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Who does it.
    pub actor: String,
    /// When, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Primary addressees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Secondary addressees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    /// What it is about.
    pub object: O,
    /// The collection that it changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What it is done with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Value>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Text beside it: the comment of a report, the emoji of a reaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The emoji of a reaction once more, for Misskey.
    #[serde(rename = "_misskey_reaction", skip_serializing_if = "Option::is_none")]
    pub misskey_reaction: Option<String>,
    /// The picture of that emoji.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<Tag>,
    /// Where consent to an Announce can be read.
    #[serde(rename = "announceAuthorization", skip_serializing_if = "Option::is_none")]
    pub announce_authorization: Option<String>,
}

impl<O> Activity<O> {
    /// An activity without addressees and without a context.
    pub fn new(kind: &'static str, id: String, actor: &str, object: O) -> Self {
        Self {
            context: None,
            id,
            kind,
            actor: actor.to_owned(),
            published: None,
            to: Vec::new(),
            cc: Vec::new(),
            object,
            target: None,
            instrument: None,
            result: None,
            content: None,
            misskey_reaction: None,
            tag: Vec::new(),
            announce_authorization: None,
        }
    }

    /// The same, addressed.
    #[must_use]
    pub fn addressed(self, audience: &Audience) -> Self {
        Self { to: audience.to.clone(), cc: audience.cc.clone(), ..self }
    }

    /// The same, about a collection.
    #[must_use]
    pub fn targeting(self, collection: String) -> Self {
        Self { target: Some(collection), ..self }
    }

    /// The same, as a whole document.
    #[must_use]
    pub fn with_context(self, context: Value) -> Self {
        Self { context: Some(context), ..self }
    }
}

/// A status.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The context, on the outermost document only.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Its address.
    pub id: String,
    /// `Note`, or `Question` with answers to choose from.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Content warning.
    pub summary: Option<String>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// When it was published, as RFC 3339.
    pub published: String,
    /// When it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The page for people.
    pub url: String,
    /// Its author.
    pub attributed_to: String,
    /// Primary addressees.
    pub to: Vec<String>,
    /// Secondary addressees.
    pub cc: Vec<String>,
    /// Whether to hide media until asked.
    pub sensitive: bool,
    /// HTML.
    pub content: String,
    /// The content by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_map: Option<Value>,
    /// What is attached.
    pub attachment: Vec<Value>,
    /// Mentions, hashtags, emoji.
    pub tag: Vec<Tag>,
    /// Its answers.
    pub replies: Value,
    /// The collection of its thread (FEP-7888).
    #[serde(rename = "context", skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// The same, as servers before that called it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// What it quotes, in all forms that are read on the network.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Where the consent of whoever it answers can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_authorization: Option<String>,
    /// Who may find it (FEP-268d).
    pub searchable_by: Vec<String>,
    /// Who may quote it.
    pub interaction_policy: Value,
    /// What is asked, if it asks something.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
}

/// A quote: FEP-044f, and what Misskey, Fedibird and others read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// The address of what is quoted.
    pub quote: String,
    /// The same.
    pub quote_url: String,
    /// The same.
    pub quote_uri: String,
    /// The same.
    #[serde(rename = "_misskey_quote")]
    pub misskey_quote: String,
    /// Where the author's consent can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_authorization: Option<String>,
}

impl Quote {
    /// A quote of what has this address.
    pub fn of(uri: &str, authorization: Option<String>) -> Self {
        let uri = || uri.to_owned();
        Self {
            quote: uri(),
            quote_url: uri(),
            quote_uri: uri(),
            misskey_quote: uri(),
            quote_authorization: authorization,
        }
    }
}

/// Consent to a quote (FEP-044f), or to something else that is done with an object (GoToSocial).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorization {
    /// The context.
    #[serde(rename = "@context")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `QuoteAuthorization`, `LikeAuthorization`, `ReplyAuthorization` or `AnnounceAuthorization`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Who consents.
    pub attributed_to: String,
    /// The object that quotes, or what is done.
    pub interacting_object: String,
    /// The object that is quoted, or that it is done with.
    pub interaction_target: String,
}

/// Answers to choose from (FEP-9967).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The answers, if one may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<Value>>,
    /// The answers, if several may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any_of: Option<Vec<Value>>,
    /// When it ends, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// How many have voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voters_count: Option<i64>,
}

/// A mention, a hashtag or a custom emoji.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// `Mention`, `Hashtag` or `Emoji`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The address of an emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom or where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// How the text names it.
    pub name: String,
    /// The picture of an emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Value>,
    /// What stands where a link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<&'static str>,
}

impl Tag {
    /// Names an account: its address and handle.
    pub fn mention(uri: &str, handle: &str) -> Self {
        Self {
            kind: "Mention",
            href: Some(uri.to_owned()),
            id: None,
            icon: None,
            media_type: None,
            name: format!("@{handle}"),
        }
    }

    /// A custom emoji with its picture.
    pub fn emoji(shortcode: &str, picture: &str) -> Self {
        let icon = json!({ "type": "Image", "url": picture });
        Self {
            kind: "Emoji",
            href: None,
            id: Some(picture.to_owned()),
            name: format!(":{shortcode}:"),
            icon: Some(icon),
            media_type: None,
        }
    }

    /// An object that the text points to (FEP-e232).
    pub fn object(uri: &str) -> Self {
        Self {
            kind: "Link",
            href: Some(uri.to_owned()),
            id: None,
            icon: None,
            media_type: Some(crate::LD_JSON),
            name: format!("RE: {uri}"),
        }
    }

    /// A hashtag with its page.
    pub fn hashtag(page: String, name: &str) -> Self {
        Self {
            kind: "Hashtag",
            href: Some(page),
            id: None,
            icon: None,
            media_type: None,
            name: format!("#{name}"),
        }
    }
}

/// What remains of a deleted status.
#[derive(Clone, Debug, Serialize)]
pub struct Tombstone {
    /// The context, on the outermost document only.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// The address that is gone.
    pub id: String,
    /// Always `Tombstone`.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

impl Tombstone {
    /// What remains of what had this address.
    pub fn of(id: &str) -> Self {
        Self { context: None, id: id.to_owned(), kind: "Tombstone" }
    }
}

/// A collection, or a page of one.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// The context, on the outermost document only.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Its address.
    pub id: String,
    /// `OrderedCollection`, `OrderedCollectionPage`, `Collection` or `CollectionPage`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How many items there are in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_items: Option<i64>,
    /// The first page: its address, or itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Value>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<String>,
    /// The collection of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    /// Items in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordered_items: Option<Vec<Value>>,
    /// Items without an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Value>>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::audience::{PUBLIC, Reach};

    const ALICE: &str = "https://home.example/ap/users/1";

    #[test]
    fn a_note_keeps_its_lists_and_its_empty_places() {
        let audience = Audience::of(Reach::Public, "https://home.example/ap/users/1/followers", &[]);
        let note = Note {
            context: None,
            id: format!("{ALICE}/statuses/2"),
            kind: "Note",
            summary: None,
            in_reply_to: None,
            published: "2026-11-23T10:00:00Z".to_owned(),
            updated: None,
            url: "https://home.example/@alice/2".to_owned(),
            attributed_to: ALICE.to_owned(),
            to: audience.to,
            cc: audience.cc,
            sensitive: false,
            content: "<p>hi</p>".to_owned(),
            content_map: None,
            attachment: Vec::new(),
            tag: vec![Tag::mention("https://far.example/u/bob", "bob@far.example")],
            replies: json!("https://home.example/ap/users/1/statuses/2/replies"),
            thread: Some("https://home.example/ap/users/1/statuses/2/context".to_owned()),
            conversation: None,
            quote: Some(Quote::of("https://far.example/notes/1", None)),
            reply_authorization: None,
            searchable_by: vec!["https://home.example/ap/users/1".into()],
            interaction_policy: json!({ "canQuote": {} }),
            question: None,
        };
        assert_eq!(
            serde_json::to_value(note).unwrap(),
            json!({
                "id": "https://home.example/ap/users/1/statuses/2", "type": "Note",
                "summary": null, "inReplyTo": null, "published": "2026-11-23T10:00:00Z",
                "url": "https://home.example/@alice/2", "attributedTo": ALICE,
                "to": [PUBLIC], "cc": ["https://home.example/ap/users/1/followers"],
                "sensitive": false, "content": "<p>hi</p>", "attachment": [],
                "tag": [{ "type": "Mention", "href": "https://far.example/u/bob", "name": "@bob@far.example" }],
                "replies": "https://home.example/ap/users/1/statuses/2/replies",
                "context": "https://home.example/ap/users/1/statuses/2/context",
                "quote": "https://far.example/notes/1", "quoteUrl": "https://far.example/notes/1",
                "quoteUri": "https://far.example/notes/1", "_misskey_quote": "https://far.example/notes/1",
                "searchableBy": ["https://home.example/ap/users/1"], "interactionPolicy": { "canQuote": {} },
            })
        );
    }

    #[test]
    fn an_undo_tells_in_full_what_it_takes_back() {
        let follow =
            Activity::new("Follow", format!("{ALICE}#follows/3"), ALICE, "https://far.example/u/bob");
        let undo = Activity::new("Undo", format!("{ALICE}#follows/3/undo"), ALICE, follow);
        assert_eq!(
            serde_json::to_value(undo.with_context(crate::context::activity())).unwrap(),
            json!({
                "@context": "https://www.w3.org/ns/activitystreams",
                "id": "https://home.example/ap/users/1#follows/3/undo", "type": "Undo", "actor": ALICE,
                "object": {
                    "id": "https://home.example/ap/users/1#follows/3", "type": "Follow", "actor": ALICE,
                    "object": "https://far.example/u/bob",
                },
            })
        );
    }

    #[test]
    fn a_collection_says_only_what_it_has() {
        let collection = Collection {
            id: "https://home.example/c".to_owned(),
            kind: "OrderedCollection",
            total_items: Some(0),
            ordered_items: Some(Vec::new()),
            ..Collection::default()
        };
        assert_eq!(
            serde_json::to_value(collection).unwrap(),
            json!({
                "id": "https://home.example/c", "type": "OrderedCollection", "totalItems": 0, "orderedItems": [],
            })
        );
    }
}
