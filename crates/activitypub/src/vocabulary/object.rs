//! Objects of others that can become statuses.

use serde_json::Value;

use super::{Details, InteractionPolicy, Malformed};
use crate::{audience::Audience, lenient, limits};

/// What kind of object it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// A short text.
    Note,
    /// A text with answers to choose from.
    Question,
    /// What remains of something deleted.
    Tombstone,
    /// Anything else that can be shown: an article, a page, a picture, a film, an event.
    Other(String),
}

/// Somebody whom an object names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Their address, or their page.
    pub href: String,
    /// How the text names them.
    pub name: Option<String>,
}

/// A hashtag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashtag {
    /// The word, without `#`.
    pub name: String,
    /// The tag's page on the author's server.
    pub href: Option<String>,
}

/// A picture that stands for a word between colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// The word, without colons.
    pub shortcode: String,
    /// Where the picture is.
    pub url: String,
}

/// Something attached.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its type, such as `Document` or `Image`.
    pub kind: String,
    /// Where it is.
    pub url: String,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// A blurred preview.
    pub blurhash: Option<String>,
    /// Width in pixels.
    pub width: Option<i64>,
    /// Height in pixels.
    pub height: Option<i64>,
    /// The point to keep in sight when it is cropped: right and up from the middle, each from -1 to 1.
    pub focal_point: Option<[f64; 2]>,
}

/// Answers to choose from (FEP-9967).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The answers, with how often each was chosen.
    pub options: Vec<(String, i64)>,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// When it ends or ended, in milliseconds since the epoch.
    pub end: Option<i64>,
    /// How many have voted.
    pub voters_count: Option<i64>,
}

/// An object of another server.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its address.
    pub id: String,
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// Its authors.
    pub attributed_to: Vec<String>,
    /// Its title, plain text.
    pub name: Option<String>,
    /// A summary or content warning.
    pub summary: Option<String>,
    /// The text as received: HTML, unless the media type says otherwise.
    pub content: Option<String>,
    /// What the content is written in.
    pub media_type: Option<String>,
    /// The language of the content.
    pub language: Option<String>,
    /// What the author typed, before it became HTML.
    pub source: Option<String>,
    /// What the source is written in.
    pub source_media_type: Option<String>,
    /// The page for people.
    pub url: Option<String>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// The collection of its answers.
    pub replies: Option<String>,
    /// The thread it belongs to: a collection's address, or some name that its statuses share.
    pub thread: Option<String>,
    /// When it was published, in milliseconds since the epoch.
    pub published: Option<i64>,
    /// When it was changed, in milliseconds since the epoch.
    pub updated: Option<i64>,
    /// Whom it is for.
    pub audience: Audience,
    /// The groups that it was published in (FEP-1b12).
    pub groups: Vec<String>,
    /// Whether to hide media until asked.
    pub sensitive: bool,
    /// Whom it names.
    pub mentions: Vec<Mention>,
    /// Its hashtags.
    pub hashtags: Vec<Hashtag>,
    /// Custom emoji that it uses.
    pub emojis: Vec<Emoji>,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// Answers to choose from.
    pub poll: Option<Poll>,
    /// What it quotes, in any of the forms of the network.
    pub quote: Option<String>,
    /// Where consent to the quote can be read (FEP-044f).
    pub quote_authorization: Option<String>,
    /// Who may quote it at once, and who after its author was asked (FEP-044f): addresses of people and collections.
    pub can_quote: (Vec<String>, Vec<String>),
    /// Who may find it (FEP-268d); empty if it does not say.
    pub searchable_by: Vec<String>,
    /// Who may do what with it besides.
    pub interaction_policy: InteractionPolicy,
    /// What objects of its kind tell beside their text.
    pub details: Details,
}

impl Object {
    /// Reads an object.
    pub fn parse(document: &Value) -> Result<Self, Malformed> {
        // Read as it is where it is compared with the place where the document was found.
        let id = lenient::id_of(document).filter(|_| document.is_object());
        let id = id.ok_or(Malformed("an object must have an id"))?;
        let kinds = lenient::types(document);
        let kind = match *kinds.first().ok_or(Malformed("an object must have a type"))? {
            _ if kinds.contains(&"Note") => ObjectKind::Note,
            "Question" => ObjectKind::Question,
            "Tombstone" => ObjectKind::Tombstone,
            other => ObjectKind::Other(other.to_owned()),
        };
        let (content, language) = lenient::translated(document, "content");
        let (name, language_of_name) = lenient::translated(document, "name");
        let (summary, language_of_summary) = lenient::translated(document, "summary");
        let language = language.or(language_of_name).or(language_of_summary);
        // What is encoded is no text.
        let content = content.filter(|_| lenient::text(document, "encoding").is_none());
        let own = |text: Option<&str>| text.map(str::to_owned);
        let owned = |ids: Vec<&str>| -> Vec<String> { ids.into_iter().map(str::to_owned).collect() };
        // Old events of Mobilizon name only who published them.
        let authors = match lenient::ids(document, "attributedTo") {
            authors if authors.is_empty() => lenient::ids(document, "actor"),
            authors => authors,
        };
        Ok(Self {
            id: id.to_owned(),
            kind,
            attributed_to: owned(authors),
            name: own(name),
            summary: own(summary),
            content: own(content),
            media_type: own(lenient::text(document, "mediaType")),
            language: own(language.or_else(|| spoken(document))),
            // Lemmy and Misskey send the text with its media type, Pleroma the text alone.
            source: own(document
                .get("source")
                .and_then(|source| source.as_str().or_else(|| lenient::text(source, "content")))),
            url: own(lenient::page(document, "url")),
            source_media_type: own(document.get("source").and_then(|it| lenient::text(it, "mediaType"))),
            in_reply_to: own(lenient::id(document, "inReplyTo")),
            replies: own(lenient::id(document, "replies")),
            thread: own(lenient::id(document, "context").or_else(|| lenient::id(document, "conversation"))),
            published: lenient::time(document, "published"),
            updated: lenient::time(document, "updated"),
            audience: Audience::parse(document),
            groups: owned(lenient::ids(document, "audience").into_iter().take(limits::GROUPS).collect()),
            sensitive: lenient::flag(document, "sensitive").unwrap_or(false),
            mentions: tags(document, "Mention", mention),
            hashtags: tags(document, "Hashtag", hashtag),
            emojis: emojis(document),
            attachments: attachments(document),
            poll: poll(document),
            quote: quote(document),
            quote_authorization: own(lenient::id(document, "quoteAuthorization")),
            can_quote: can_quote(document),
            searchable_by: searchable_by(document),
            interaction_policy: InteractionPolicy::parse(document),
            details: Details::parse(document),
        })
    }
}

/// The language as PeerTube, Lemmy and Mobilizon tell it.
fn spoken(document: &Value) -> Option<&str> {
    let language = document.get("language").and_then(|language| lenient::text(language, "identifier"));
    language.or_else(|| lenient::text(document, "inLanguage")).filter(|language| *language != "und")
}

/// The tags of one type.
fn tags<T>(document: &Value, kind: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    let all = lenient::list(document, "tag").iter().take(limits::TAGS);
    all.filter(|tag| lenient::types(tag).contains(&kind)).filter_map(read).collect()
}

fn mention(tag: &Value) -> Option<Mention> {
    let href = lenient::text(tag, "href")?.to_owned();
    Some(Mention { href, name: lenient::text(tag, "name").map(str::to_owned) })
}

fn hashtag(tag: &Value) -> Option<Hashtag> {
    let name = lenient::text(tag, "name")?.trim_start_matches(['#', '＃']);
    let href = lenient::text(tag, "href").map(str::to_owned);
    (!name.is_empty()).then(|| Hashtag { name: name.to_owned(), href })
}

/// What an object quotes: FEP-044f, and the forms of Misskey, Fedibird and FEP-e232 that came before it.
fn quote(document: &Value) -> Option<String> {
    let named = ["quote", "quoteUrl", "quoteUri", "_misskey_quote"];
    let is_address = |text: &&str| text.starts_with("https://") || text.starts_with("http://");
    let named = named.iter().find_map(|key| lenient::id(document, key).filter(is_address));
    named.map(str::to_owned).or_else(|| {
        let links = tags(document, "Link", |tag| {
            let kind = lenient::text(tag, "mediaType")?;
            let is_object = kind.contains("activity+json") || kind.contains("activitystreams");
            // Other links only lead to what is spoken of.
            let is_rel =
                lenient::list(tag, "rel").iter().filter_map(Value::as_str).any(|rel| rel.ends_with("quote"));
            let is_named = lenient::text(tag, "name").is_some_and(|name| {
                name.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("RE:"))
            });
            (is_object && (is_rel || is_named))
                .then(|| lenient::text(tag, "href").map(str::to_owned))
                .flatten()
        });
        links.into_iter().next()
    })
}

/// Who may find an object, or whatever an actor publishes (FEP-268d). An empty list is the same as none.
pub(super) fn searchable_by(document: &Value) -> Vec<String> {
    let people = lenient::ids(document, "searchableBy").into_iter().take(limits::POLICY_PEOPLE);
    people.map(str::to_owned).collect()
}

fn can_quote(document: &Value) -> (Vec<String>, Vec<String>) {
    let policy = document.get("interactionPolicy").and_then(|policy| policy.get("canQuote"));
    let Some(policy) = policy else { return Default::default() };
    // The second name of each is that of the first servers that had policies.
    let people = |names: [&str; 2]| {
        let found = names.iter().flat_map(|name| lenient::ids(policy, name));
        found.take(limits::QUOTERS).map(str::to_owned).collect()
    };
    (people(["automaticApproval", "always"]), people(["manualApproval", "approvalRequired"]))
}

/// The custom emoji of an object or actor.
pub(super) fn emojis(document: &Value) -> Vec<Emoji> {
    tags(document, "Emoji", |tag| {
        let shortcode = lenient::text(tag, "name")?.trim_matches(':').to_owned();
        let url = lenient::picture(tag, "icon")?.to_owned();
        (!shortcode.is_empty()).then_some(Emoji { shortcode, url })
    })
}

fn attachments(document: &Value) -> Vec<Attachment> {
    let all = lenient::list(document, "attachment").iter().take(limits::ATTACHMENTS);
    all.filter_map(|item| {
        let text = |key| lenient::text(item, key).map(str::to_owned);
        Some(Attachment {
            kind: (*lenient::types(item).first()?).to_owned(),
            url: lenient::page(item, "url").or_else(|| lenient::text(item, "href"))?.to_owned(),
            media_type: text("mediaType"),
            description: text("name").or_else(|| text("summary")),
            blurhash: text("blurhash"),
            width: lenient::number(item, "width"),
            height: lenient::number(item, "height"),
            focal_point: focal_point(item),
        })
    })
    .collect()
}

fn poll(document: &Value) -> Option<Poll> {
    let multiple = document.get("anyOf").is_some();
    let options = lenient::list(document, if multiple { "anyOf" } else { "oneOf" });
    let options: Vec<(String, i64)> = options
        .iter()
        .take(limits::POLL_OPTIONS)
        .filter_map(|option| {
            let votes = option.get("replies").and_then(|replies| lenient::number(replies, "totalItems"));
            Some((lenient::text(option, "name")?.to_owned(), votes.unwrap_or(0)))
        })
        .collect();
    // A poll may be closed before its time, and some say no more than that it is.
    let closed = lenient::time(document, "closed").or_else(|| {
        let known = ["updated", "published"].iter().find_map(|key| lenient::time(document, key));
        lenient::flag(document, "closed").filter(|is_closed| *is_closed).map(|_| known.unwrap_or(0))
    });
    let end = closed.or_else(|| lenient::time(document, "endTime"));
    let voters_count = lenient::number(document, "votersCount");
    (!options.is_empty()).then_some(Poll { options, multiple, end, voters_count })
}

fn focal_point(attachment: &Value) -> Option<[f64; 2]> {
    let [x, y] = lenient::list(attachment, "focalPoint") else { return None };
    let along = |number: &Value| number.as_f64().map(|number| number.clamp(-1.0, 1.0));
    Some([along(x)?, along(y)?])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_note_is_read_in_every_form() {
        let note = Object::parse(&json!({
            "id": "n", "type": ["Note", "x"], "attributedTo": [{ "id": "a" }, "b"], "inReplyTo": { "id": "p" },
            "contentMap": { "de": "<p>hallo</p>" }, "to": "as:Public",
            "tag": { "type": "Hashtag", "name": "#Berg" },
            "attachment": { "type": "Image", "url": [{ "type": "Link", "href": "i", "mediaType": "image/png" }] },
        }))
        .unwrap();
        assert_eq!(note.kind, ObjectKind::Note);
        assert_eq!(note.attributed_to, ["a", "b"]);
        assert_eq!(note.in_reply_to.as_deref(), Some("p"));
        assert_eq!((note.content.as_deref(), note.language.as_deref()), (Some("<p>hallo</p>"), Some("de")));
        assert_eq!(note.hashtags[0].name, "Berg");
        assert_eq!(note.attachments[0].url, "i");
    }

    #[test]
    fn what_surrounds_a_note_is_read() {
        let note = Object::parse(&json!({
            "id": "n", "type": "Note", "source": { "content": "*hi*", "mediaType": "text/markdown" },
            "replies": { "id": "r", "type": "Collection" }, "conversation": "tag:far.example,2026:1",
            "tag": [
                { "type": "Mention", "href": "https://home.example/u/alice", "name": "@alice@home.example" },
                { "type": "Hashtag", "href": "https://far.example/tags/berg", "name": "#Berg" },
            ],
            "attachment": [
                { "type": "Document", "url": "a", "focalPoint": [0.5, -7] },
                { "type": "Document", "url": "b", "focalPoint": [0.5] },
            ],
        }))
        .unwrap();
        assert_eq!(note.source.as_deref(), Some("*hi*"));
        assert_eq!(note.replies.as_deref(), Some("r"));
        assert_eq!(note.thread.as_deref(), Some("tag:far.example,2026:1"));
        assert_eq!(note.mentions[0].name.as_deref(), Some("@alice@home.example"));
        assert_eq!(note.hashtags[0].href.as_deref(), Some("https://far.example/tags/berg"));
        assert_eq!(note.attachments[0].focal_point, Some([0.5, -1.0]));
        assert_eq!(note.attachments[1].focal_point, None);
    }

    #[test]
    fn a_link_is_a_quote_only_if_it_says_so() {
        let kind = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
        let quote = |more: serde_json::Value| {
            let mut link = json!({ "type": "Link", "mediaType": kind, "href": "https://a.example/1" });
            link.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            Object::parse(&json!({ "id": "n", "type": "Note", "tag": [link] })).unwrap().quote
        };
        assert!(quote(json!({ "name": "RE: https://a.example/1" })).is_some());
        assert!(quote(json!({ "rel": "https://misskey-hub.net/ns#_misskey_quote" })).is_some());
        assert_eq!(quote(json!({ "name": "#1374" })), None);
        assert_eq!(quote(json!({ "name": "é" })), None);
    }

    #[test]
    fn a_poll_ends_when_it_is_closed() {
        let end = |more: serde_json::Value| {
            let mut poll = json!({ "id": "q", "type": "Question", "oneOf": [{ "name": "tea" }] });
            poll.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            Object::parse(&poll).unwrap().poll.unwrap().end
        };
        let (early, late) = ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z");
        assert_eq!(end(json!({ "closed": early, "endTime": late })), Some(1_577_836_800_000));
        assert_eq!(end(json!({ "closed": true, "published": early })), Some(1_577_836_800_000));
        assert_eq!(end(json!({ "closed": true })), Some(0));
        assert!(end(json!({ "closed": false, "endTime": late })).is_some_and(|at| at > 4_000_000_000_000));
        assert_eq!(end(json!({})), None);
    }

    #[test]
    fn emoji_are_read_with_their_pictures() {
        let tag = json!({ "type": "Emoji", "name": ":blob:", "icon": { "type": "Image", "url": "u" } });
        let note = Object::parse(&json!({ "id": "n", "type": "Note", "tag": [tag] })).unwrap();
        assert_eq!(note.emojis, [Emoji { shortcode: "blob".into(), url: "u".into() }]);
    }
}
