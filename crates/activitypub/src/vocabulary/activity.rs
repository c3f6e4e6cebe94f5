//! Activities of others.

use serde_json::Value;

use super::{Emoji, Malformed, object};
use crate::{audience::Audience, lenient, limits};

/// What an activity does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    /// Publishes an object.
    Create,
    /// Changes an object or the actor.
    Update,
    /// Ends an object or the actor.
    Delete,
    /// Asks to follow.
    Follow,
    /// Consents.
    Accept,
    /// Refuses.
    Reject,
    /// Takes an activity back.
    Undo,
    /// Likes an object.
    Like,
    /// Votes against an object.
    Dislike,
    /// Reacts with an emoji.
    EmojiReact,
    /// Shares an object.
    Announce,
    /// Blocks an actor.
    Block,
    /// Reports.
    Flag,
    /// Moves to another account.
    Move,
    /// Adds to a collection.
    Add,
    /// Removes from a collection.
    Remove,
    /// Asks whether an object may be quoted (FEP-044f).
    QuoteRequest,
    /// Asks whether an object may be liked (GoToSocial).
    LikeRequest,
    /// Asks whether an object may be answered (GoToSocial).
    ReplyRequest,
    /// Asks whether an object may be shared (GoToSocial).
    AnnounceRequest,
    /// Anything else.
    Other(String),
}

impl ActivityKind {
    fn parse(name: &str) -> Self {
        match name {
            "Create" => Self::Create,
            "Update" => Self::Update,
            "Delete" => Self::Delete,
            "Follow" => Self::Follow,
            "Accept" => Self::Accept,
            "Reject" => Self::Reject,
            "Undo" => Self::Undo,
            "Like" => Self::Like,
            "Dislike" => Self::Dislike,
            "EmojiReact" => Self::EmojiReact,
            "Announce" => Self::Announce,
            "Block" => Self::Block,
            "Flag" => Self::Flag,
            "Move" => Self::Move,
            "Add" => Self::Add,
            "Remove" => Self::Remove,
            "QuoteRequest" => Self::QuoteRequest,
            "LikeRequest" => Self::LikeRequest,
            "ReplyRequest" => Self::ReplyRequest,
            "AnnounceRequest" => Self::AnnounceRequest,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// What an activity is about: named, or told in full.
#[derive(Clone, Debug, PartialEq)]
pub enum ObjectRef {
    /// By its id.
    Id(String),
    /// In full; what it says of others is unproved.
    Embedded(Box<Value>),
}

impl ObjectRef {
    /// The object's id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Id(id) => Some(id),
            Self::Embedded(object) => lenient::id_of(object),
        }
    }

    /// The object itself, if it is told in full.
    pub fn embedded(&self) -> Option<&Value> {
        match self {
            Self::Id(_) => None,
            Self::Embedded(object) => Some(object),
        }
    }

    fn parse(value: &Value) -> Option<Self> {
        match value {
            Value::String(_) => lenient::id_of(value).map(|id| Self::Id(id.to_owned())),
            Value::Object(fields) if fields.len() == 1 => {
                lenient::id_of(value).map(|id| Self::Id(id.to_owned()))
            }
            Value::Object(_) => Some(Self::Embedded(Box::new(value.clone()))),
            Value::Array(items) => items.iter().find_map(Self::parse),
            _ => None,
        }
    }
}

/// An activity of somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its address; some servers give passing activities none.
    pub id: Option<String>,
    /// What it does.
    pub kind: ActivityKind,
    /// Who does it.
    pub actor: String,
    /// What it is about.
    pub object: Option<ObjectRef>,
    /// The ids of all that it is about: a report names several things.
    pub objects: Vec<String>,
    /// Where it leads, for moves and collections.
    pub target: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// When it says it happened, in milliseconds since the epoch.
    pub published: Option<i64>,
    /// What it was done with: the status that quotes, in a wish to quote (FEP-044f).
    pub instrument: Option<ObjectRef>,
    /// What came of it: where consent can be read (FEP-044f).
    pub result: Option<String>,
    /// Text beside it: an emoji, a comment.
    pub content: Option<String>,
    /// The emoji of a reaction, as Misskey names it.
    pub reaction: Option<String>,
    /// Pictures for what stands between colons.
    pub emojis: Vec<Emoji>,
    /// What is said with an Announce, as a note that quotes its object (FEP-dd4b).
    pub commentary: Option<Box<Value>>,
}

impl Activity {
    /// Reads an activity.
    pub fn parse(document: &Value) -> Result<Self, Malformed> {
        if !document.is_object() {
            return Err(Malformed("an activity must be an object"));
        }
        // Of several types, one that is known says more than one that is not.
        let kinds: Vec<_> = lenient::types(document).into_iter().map(ActivityKind::parse).collect();
        let is_known = |kind: &&ActivityKind| !matches!(kind, ActivityKind::Other(_));
        let kind = kinds.iter().find(is_known).or(kinds.first());
        let kind = kind.ok_or(Malformed("an activity must have a type"))?.clone();
        // Two actors are nobody: one of them would be somebody who did not sign.
        let actor = match lenient::list(document, "actor") {
            [] => return Err(Malformed("an activity must have an actor")),
            [Value::Array(_)] | [_, _, ..] => return Err(Malformed("an activity must have one actor")),
            [one] => lenient::id_of(one).ok_or(Malformed("the actor has no id"))?,
        };
        let text = |key| lenient::text(document, key).map(str::to_owned);
        let id = document.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        if id.is_some_and(|id| id.len() > limits::ID_BYTES) {
            return Err(Malformed("its id is very long"));
        }
        Ok(Self {
            id: id.map(str::to_owned),
            kind,
            actor: actor.to_owned(),
            object: document.get("object").and_then(ObjectRef::parse),
            objects: lenient::ids(document, "object")
                .into_iter()
                .take(limits::OBJECTS)
                .map(str::to_owned)
                .collect(),
            target: lenient::id(document, "target").map(str::to_owned),
            audience: Audience::parse(document),
            published: lenient::time(document, "published"),
            instrument: document.get("instrument").and_then(ObjectRef::parse),
            result: lenient::id(document, "result").map(str::to_owned),
            content: text("content"),
            reaction: text("_misskey_reaction"),
            emojis: object::emojis(document),
            commentary: commentary(document).map(Box::new),
        })
    }
}

/// What is said with an Announce (FEP-dd4b), as the same thing is said elsewhere: by a note that quotes. `None` if nothing
/// is said with it, or it has no address of its own.
fn commentary(document: &Value) -> Option<Value> {
    let is_announce = lenient::types(document).contains(&"Announce");
    let says = lenient::translated(document, "content").0.filter(|text| !text.trim().is_empty());
    let (quoted, _) = (lenient::id(document, "object")?, says.filter(|_| is_announce)?);
    let mut note = document.as_object()?.clone();
    note.get("id")?;
    note.remove("object");
    for (key, value) in
        [("type", "Note"), ("attributedTo", lenient::id(document, "actor")?), ("quoteUrl", quoted)]
    {
        note.insert(key.to_owned(), Value::from(value));
    }
    Some(Value::Object(note))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_activity_is_read_in_every_form() {
        for actor in [json!("a"), json!(["a"]), json!({ "id": "a", "type": "Person" })] {
            let read = Activity::parse(&json!({ "type": ["Like"], "actor": actor, "object": { "id": "o" } }));
            let read = read.unwrap();
            assert_eq!((read.kind, read.actor.as_str()), (ActivityKind::Like, "a"));
            assert_eq!(read.object, Some(ObjectRef::Id("o".into())));
        }
    }

    #[test]
    fn a_known_kind_is_preferred_and_an_unknown_one_kept() {
        let kind = |kinds: Value| Activity::parse(&json!({ "type": kinds, "actor": "a" })).unwrap().kind;
        assert_eq!(kind(json!(["Bite", "as:Create"])), ActivityKind::Create);
        assert_eq!(kind(json!(["Bite", "Nibble"])), ActivityKind::Other("Bite".into()));
        assert_eq!(kind(json!("QuoteRequest")), ActivityKind::QuoteRequest);
        assert_eq!(kind(json!("Dislike")), ActivityKind::Dislike);
    }

    #[test]
    fn what_has_no_single_actor_is_refused() {
        for document in [
            json!([]),
            json!("x"),
            json!({ "type": "Like" }),
            json!({ "actor": "a" }),
            json!({ "type": "Like", "actor": ["a", "b"] }),
            json!({ "type": "Like", "actor": [["a", "b"]] }),
            json!({ "type": "Like", "actor": [] }),
            json!({ "type": "Like", "actor": { "type": "Person" } }),
            json!({ "type": 7, "actor": "a" }),
        ] {
            assert!(Activity::parse(&document).is_err(), "{document}");
        }
    }
}
