//! Actors of others.

use serde_json::Value;

use super::{Emoji, Malformed, object};
use crate::{audience::is_public, lenient, limits};

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A human being, or whoever has an inbox and an outbox.
    Person,
    /// A bot.
    Service,
    /// A server or program.
    Application,
    /// A group or forum.
    Group,
    /// An institution.
    Organization,
}

/// A public key that an actor lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Its address.
    pub id: String,
    /// Whose it says it is.
    pub owner: Option<String>,
    /// PEM.
    pub pem: String,
    /// When it ends, in milliseconds since the epoch.
    pub expires: Option<i64>,
}

/// A line of a profile's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the value is.
    pub name: String,
    /// HTML as received.
    pub value: String,
}

/// An actor of another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its address.
    pub id: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// The name before the `@`.
    pub preferred_username: Option<String>,
    /// The handle that it claims (FEP-2c59).
    pub webfinger: Option<String>,
    /// The name shown.
    pub name: Option<String>,
    /// The description, HTML as received.
    pub summary: Option<String>,
    /// The page for people.
    pub url: Option<String>,
    /// Where deliveries for it go.
    pub inbox: String,
    /// What it published.
    pub outbox: Option<String>,
    /// Where deliveries for its whole server go.
    pub shared_inbox: Option<String>,
    /// Its followers.
    pub followers: Option<String>,
    /// Whom it follows.
    pub following: Option<String>,
    /// What it pinned.
    pub featured: Option<String>,
    /// Tags on its profile.
    pub featured_tags: Option<String>,
    /// Picture.
    pub icon: Option<String>,
    /// Banner.
    pub image: Option<String>,
    /// Whether follows need consent.
    pub manually_approves_followers: bool,
    /// Whether it may be recommended.
    pub discoverable: bool,
    /// Whether its public statuses may be searched.
    pub indexable: bool,
    /// When it came to be, in milliseconds since the epoch.
    pub published: Option<i64>,
    /// Where it moved to.
    pub moved_to: Option<String>,
    /// Other names of the same person.
    pub also_known_as: Vec<String>,
    /// Websites that may name it as an author.
    pub attribution_domains: Vec<String>,
    /// Whether its person has died.
    pub memorial: bool,
    /// Whether its own server has suspended it.
    pub suspended: bool,
    /// Keys.
    pub public_keys: Vec<PublicKey>,
    /// The profile's table.
    pub fields: Vec<Field>,
    /// Custom emoji that it uses.
    pub emojis: Vec<Emoji>,
}

impl Actor {
    /// Reads an actor.
    pub fn parse(document: &Value) -> Result<Self, Malformed> {
        // Read as it is where it is compared with the place where the document was found.
        let id = lenient::id_of(document).filter(|_| document.is_object());
        let id = id.ok_or(Malformed("an actor must have an id"))?;
        let inbox = lenient::id(document, "inbox").ok_or(Malformed("an actor must have an inbox"))?;
        let kind = kind(document).ok_or(Malformed("it is not an actor"))?;
        let text = |key| lenient::text(document, key).map(str::to_owned);
        let link = |key| lenient::id(document, key).map(str::to_owned);
        let shared = document.get("endpoints").and_then(|endpoints| lenient::id(endpoints, "sharedInbox"));
        let flag = |key| lenient::flag(document, key).unwrap_or(false);
        Ok(Self {
            id: id.to_owned(),
            kind,
            preferred_username: text("preferredUsername"),
            webfinger: text("webfinger"),
            name: lenient::translated(document, "name").0.map(str::to_owned),
            summary: lenient::translated(document, "summary").0.map(str::to_owned),
            url: lenient::page(document, "url").map(str::to_owned),
            inbox: inbox.to_owned(),
            outbox: link("outbox"),
            shared_inbox: shared.or_else(|| lenient::id(document, "sharedInbox")).map(str::to_owned),
            followers: link("followers"),
            following: link("following"),
            featured: link("featured"),
            featured_tags: link("featuredTags"),
            icon: lenient::picture(document, "icon").map(str::to_owned),
            image: lenient::picture(document, "image").map(str::to_owned),
            manually_approves_followers: flag("manuallyApprovesFollowers"),
            discoverable: flag("discoverable"),
            indexable: match object::searchable_by(document) {
                // Says more, and so goes before.
                people if !people.is_empty() => people.iter().any(|id| is_public(id)),
                _ => flag("indexable"),
            },
            published: lenient::time(document, "published"),
            moved_to: link("movedTo"),
            also_known_as: texts(document, "alsoKnownAs", limits::ALIASES),
            attribution_domains: texts(document, "attributionDomains", limits::ATTRIBUTION_DOMAINS),
            memorial: flag("memorial"),
            suspended: flag("suspended"),
            public_keys: keys(document),
            fields: fields(document),
            emojis: object::emojis(document),
        })
    }
}

/// The texts in a property, up to a limit. Whatever else is in it is left out.
fn texts(document: &Value, key: &str, limit: usize) -> Vec<String> {
    lenient::list(document, key).iter().filter_map(Value::as_str).take(limit).map(str::to_owned).collect()
}

/// Known types by name; of unknown types, whatever has an inbox and an outbox is like a person.
fn kind(document: &Value) -> Option<ActorKind> {
    let known = lenient::types(document).into_iter().find_map(|name| match name {
        "Person" => Some(ActorKind::Person),
        "Service" => Some(ActorKind::Service),
        "Application" => Some(ActorKind::Application),
        "Group" => Some(ActorKind::Group),
        "Organization" => Some(ActorKind::Organization),
        _ => None,
    });
    let is_actor = || lenient::id(document, "inbox").is_some() && lenient::id(document, "outbox").is_some();
    known.or_else(|| is_actor().then_some(ActorKind::Person))
}

/// Keys in full, in both forms that actors have them. A key that is only named must be fetched, and names its actor
/// then.
fn keys(document: &Value) -> Vec<PublicKey> {
    let key = |key: &Value| {
        Some(PublicKey {
            id: key.get("id")?.as_str()?.to_owned(),
            owner: lenient::id(key, "owner").map(str::to_owned),
            pem: key.get("publicKeyPem")?.as_str()?.to_owned(),
            expires: end(key)?,
        })
    };
    let pem = lenient::list(document, "publicKey").iter().take(limits::KEYS).filter_map(key);
    let multibase = lenient::list(document, "assertionMethod").iter().take(limits::KEYS).filter_map(multikey);
    pem.chain(multibase).collect()
}

/// When a key ends, if it does; nothing for one that is revoked, or whose end cannot be read.
fn end(key: &Value) -> Option<Option<i64>> {
    if lenient::list(key, "revoked").iter().any(|revoked| *revoked != Value::Bool(false)) {
        return None;
    }
    match lenient::list(key, "expires") {
        [] => Some(None),
        _ => lenient::time(key, "expires").map(Some),
    }
}

/// A key as FEP-521a has it.
fn multikey(key: &Value) -> Option<PublicKey> {
    if !lenient::types(key).contains(&"Multikey") {
        return None;
    }
    let multibase = key.get("publicKeyMultibase")?.as_str()?;
    Some(PublicKey {
        id: key.get("id")?.as_str()?.to_owned(),
        owner: lenient::id(key, "controller").map(str::to_owned),
        pem: crate::signature::PublicKey::from_multibase(multibase).ok()?.to_pem(),
        expires: end(key)?,
    })
}

fn fields(document: &Value) -> Vec<Field> {
    let is_field = |item: &&Value| lenient::types(item).contains(&"PropertyValue");
    let field = |item: &Value| {
        Some(Field {
            name: lenient::text(item, "name")?.to_owned(),
            value: lenient::text(item, "value").unwrap_or_default().to_owned(),
        })
    };
    lenient::list(document, "attachment")
        .iter()
        .filter(is_field)
        .take(limits::FIELDS)
        .filter_map(field)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_actor_is_read_in_every_form() {
        let actor = Actor::parse(&json!({
            "id": "https://far.example/u/bob", "type": ["Person", "x"], "inbox": "https://far.example/u/bob/inbox",
            "preferredUsername": "bob", "icon": [{ "type": "Image", "url": "https://far.example/b.png" }],
            "image": null, "url": [{ "type": "Link", "href": "https://far.example/@bob" }],
            "publicKey": [{ "id": "k", "owner": "https://far.example/u/bob", "publicKeyPem": "pem" }],
            "attachment": { "type": "PropertyValue", "name": "Web", "value": "<a>x</a>" },
            "endpoints": { "sharedInbox": "https://far.example/inbox" },
        }))
        .unwrap();
        assert_eq!(actor.icon.as_deref(), Some("https://far.example/b.png"));
        assert_eq!(actor.url.as_deref(), Some("https://far.example/@bob"));
        assert_eq!(actor.public_keys.len(), 1);
        assert_eq!(actor.fields[0].name, "Web");
        assert_eq!(actor.shared_inbox.as_deref(), Some("https://far.example/inbox"));
    }

    #[test]
    fn of_other_names_and_websites_only_texts_are_read_and_not_too_many() {
        let actor = |aliases: Value, domains: Value| {
            let document = json!({
                "id": "u", "type": "Person", "inbox": "i", "alsoKnownAs": aliases, "attributionDomains": domains,
            });
            let read = Actor::parse(&document).unwrap();
            (read.also_known_as, read.attribution_domains)
        };
        let (aliases, domains) = actor(json!("https://a.example/1"), json!({ "id": "b.example" }));
        assert_eq!((aliases, domains.len()), (vec!["https://a.example/1".to_owned()], 0));
        let many: Vec<Value> = (0..10_000).map(|n| json!(format!("{n}.example"))).collect();
        let (aliases, domains) = actor(json!([7, null, { "id": "x" }, ["y"], "z"]), json!(many));
        assert_eq!((aliases, domains.len()), (vec!["z".to_owned()], 256));
    }

    #[test]
    fn keys_of_both_forms_are_read() {
        let multibase = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        let key = |more: Value| {
            let mut key = json!({ "id": "u#e", "type": "Multikey", "controller": "u", "publicKeyMultibase": multibase });
            key.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
            key
        };
        let keys = |method: Value| {
            Actor::parse(&json!({
                "id": "u", "type": "Person", "inbox": "i", "assertionMethod": method,
                "publicKey": { "id": "u#k", "owner": "u", "publicKeyPem": "pem" },
            }))
            .unwrap()
            .public_keys
        };
        let both = keys(json!([key(json!({})), "u#named"]));
        assert_eq!(both.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["u#k", "u#e"]);
        assert_eq!(both[1].owner.as_deref(), Some("u"));
        assert!(crate::signature::PublicKey::from_pem(&both[1].pem).is_ok());
        let ending = keys(key(json!({ "expires": "2026-01-01T00:00:00Z" })));
        assert_eq!(ending[1].expires, Some(1_767_225_600_000), "until then it counts");
        let over = [
            json!({ "revoked": "2026-01-01T00:00:00Z" }),
            json!({ "expires": "soon" }),
            json!({ "publicKeyMultibase": "z1" }),
        ];
        for over in over {
            assert_eq!(keys(key(over)).len(), 1);
        }
    }

    #[test]
    fn a_note_is_no_actor() {
        assert!(Actor::parse(&json!({ "id": "x", "type": "Note" })).is_err());
        assert!(Actor::parse(&json!({ "id": "x", "type": "Note", "inbox": "y" })).is_err());
        assert!(Actor::parse(&json!(null)).is_err());
    }
}
