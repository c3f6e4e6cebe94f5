//! Accounts as actors, and actors as accounts.

use activitypub::{
    context,
    vocabulary::{
        Actor, ActorKind,
        written::{self, Application, Endpoints, Multikey, PublicKey, Tag},
    },
    webfinger::is_username,
};
use model::{
    Account, AccountKind, Timestamp,
    account::{Collections, Field},
    limits::REMOTE_USERNAME_CHARACTERS,
};
use serde_json::{Value, json};
use social::{accounts::Profile, files::content_type, pictures::Urls};

use super::{content, emojis, web_address};
use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    keys::Pair,
    trouble::Trouble,
};

/// What an actor says of itself, as a profile. Addresses that speak for somebody must be on the actor's host.
pub(crate) fn profile(actor: &Authentic<Actor>, domain: String) -> Result<Profile, Trouble> {
    let said = actor.get();
    let username = said.preferred_username.clone().unwrap_or_default();
    if username.len() > REMOTE_USERNAME_CHARACTERS || !is_username(&username) {
        return Err(Trouble::refused("the actor's preferredUsername is not one"));
    }
    let uri = web_address(&said.id).ok_or_else(|| Trouble::refused("the actor's id is not an address"))?;
    let inbox_url =
        web_address(&said.inbox).ok_or_else(|| Trouble::refused("the actor's inbox is not an address"))?;
    let own = |address: &Option<String>| {
        address.as_deref().filter(|address| is_same_host(address, &said.id)).and_then(web_address)
    };
    let shared_inbox_url = said.shared_inbox.as_deref().filter(|shared| is_same_host(shared, &inbox_url));
    Ok(Profile {
        url: own(&said.url).unwrap_or_else(|| uri.clone()),
        uri,
        username,
        domain,
        kind: kind(said.kind),
        display_name: said.name.clone().unwrap_or_default(),
        note: said.summary.as_deref().map(note).unwrap_or_default(),
        locked: said.manually_approves_followers,
        discoverable: said.discoverable,
        indexable: said.indexable,
        hide_collections: false,
        avatar_url: said.icon.as_deref().and_then(web_address),
        header_url: said.image.as_deref().and_then(web_address),
        fields: said
            .fields
            .iter()
            .map(|field| Field {
                name: field.name.clone(),
                value: field.value.clone(),
                text: String::new(),
                verified_at: None,
            })
            .collect(),
        emojis: emojis(&said.emojis),
        shared_inbox_url: shared_inbox_url.and_then(web_address),
        inbox_url,
        followers_url: own(&said.followers),
        collections: Collections {
            outbox: own(&said.outbox),
            featured: own(&said.featured),
            featured_tags: own(&said.featured_tags),
        },
        also_known_as: said.also_known_as.iter().filter_map(|alias| web_address(alias)).collect(),
        attribution_domains: said.attribution_domains.clone(),
        is_memorial: said.memorial,
        is_suspended: said.suspended,
        created_at: said.published.map(Timestamp::from_millis),
    })
}

/// A description as HTML. That of PeerTube and lotide is plain text.
fn note(summary: &str) -> String {
    match content::is_plain(summary) {
        true => markup::compose::received(summary, |_| None),
        false => summary.to_owned(),
    }
}

fn kind(kind: ActorKind) -> AccountKind {
    match kind {
        ActorKind::Person => AccountKind::Person,
        ActorKind::Service => AccountKind::Service,
        ActorKind::Application => AccountKind::Application,
        ActorKind::Group => AccountKind::Group,
        ActorKind::Organization => AccountKind::Organization,
    }
}

fn word(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Person => "Person",
        AccountKind::Service => "Service",
        AccountKind::Application => "Application",
        AccountKind::Group => "Group",
        AccountKind::Organization => "Organization",
    }
}

/// The document of an account of this server.
pub(crate) fn document(
    federation: &Federation,
    account: &Account,
    moved_to: Option<String>,
    keys: &Pair,
) -> written::Actor {
    let instance = &federation.site().instance;
    let pictures = Urls::of(instance, account);
    let at = |path: &str| format!("{}/{path}", account.uri);
    let name = if account.display_name.is_empty() { &account.username } else { &account.display_name };
    let field = |field: &Field| json!({"type": "PropertyValue", "name": field.name, "value": field.value});
    written::Actor {
        context: context::actor(),
        id: account.uri.clone(),
        kind: word(account.kind),
        inbox: at("inbox"),
        outbox: at("outbox"),
        followers: Some(at("followers")),
        following: Some(at("following")),
        featured: Some(at("collections/featured")),
        featured_tags: Some(at("collections/tags")),
        preferred_username: account.username.clone(),
        webfinger: Some(format!("{}@{}", account.username, instance.domain)),
        name: name.clone(),
        summary: account.note.clone(),
        url: account.url.clone(),
        manually_approves_followers: account.locked,
        discoverable: Some(account.discoverable),
        indexable: Some(account.indexable),
        // The day is enough for those who ask how old an account is.
        published: Some(format!("{}T00:00:00Z", account.created_at.to_date())),
        public_key: public_key(&account.uri, keys),
        assertion_method: multikey(&account.uri, keys),
        generator: Application::ours(),
        endpoints: Endpoints { shared_inbox: instance.url("/inbox") },
        attachment: account.fields.iter().map(field).collect(),
        icon: picture(pictures.avatar.as_deref(), &account.pictures.avatar_description),
        image: picture(pictures.header.as_deref(), &account.pictures.header_description),
        tag: account.emojis.iter().map(|emoji| Tag::emoji(&emoji.shortcode, &emoji.url)).collect(),
        attribution_domains: account.attribution_domains.clone(),
        also_known_as: account.also_known_as.clone(),
        moved_to,
        suspended: account.is_suspended(),
    }
}

/// A picture of somebody here, with what it shows.
fn picture(url: Option<&str>, description: &str) -> Option<Value> {
    let url = url?;
    let mut picture = json!({ "type": "Image", "mediaType": content_type(url), "url": url });
    if !description.is_empty() {
        picture["summary"] = json!(description);
    }
    Some(picture)
}

/// The document of the server itself.
pub(crate) fn instance_document(federation: &Federation, keys: &Pair) -> written::Actor {
    let (instance, id) = (&federation.site().instance, federation.instance_actor());
    written::Actor {
        context: context::actor(),
        kind: "Application",
        inbox: format!("{id}/inbox"),
        outbox: format!("{id}/outbox"),
        followers: None,
        following: None,
        featured: None,
        featured_tags: None,
        preferred_username: instance.actor_name().to_owned(),
        webfinger: None,
        name: instance.domain.clone(),
        summary: String::new(),
        url: instance.url("/"),
        manually_approves_followers: true,
        discoverable: None,
        indexable: None,
        published: None,
        public_key: public_key(&id, keys),
        assertion_method: multikey(&id, keys),
        generator: Application::ours(),
        endpoints: Endpoints { shared_inbox: instance.url("/inbox") },
        attachment: Vec::new(),
        icon: None,
        image: None,
        tag: Vec::new(),
        attribution_domains: Vec::new(),
        also_known_as: Vec::new(),
        moved_to: None,
        suspended: false,
        id,
    }
}

fn public_key(owner: &str, keys: &Pair) -> PublicKey {
    let key = &keys.requests;
    PublicKey { id: key.id().to_owned(), owner: owner.to_owned(), public_key_pem: key.public_pem() }
}

fn multikey(owner: &str, keys: &Pair) -> Vec<Multikey> {
    let key = &keys.proofs;
    let told = key.public_multibase().map(|public_key_multibase| Multikey {
        id: key.id().to_owned(),
        kind: "Multikey",
        controller: owner.to_owned(),
        public_key_multibase,
    });
    told.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::authority::Untrusted;

    const BOB: &str = "https://far.example/u/bob";

    fn read(changes: &Value) -> Result<Profile, Trouble> {
        let mut document = json!({
            "id": BOB, "type": "Person", "preferredUsername": "bob", "inbox": "https://far.example/u/bob/inbox",
            "endpoints": {"sharedInbox": "https://far.example/inbox"}, "url": "https://far.example/@bob",
            "followers": "https://far.example/u/bob/followers",
        });
        for (key, value) in changes.as_object().unwrap() {
            document[key] = value.clone();
        }
        let document = Untrusted::new(document).self_portrait_of(BOB).unwrap();
        profile(&document.read(Actor::parse).unwrap(), "far.example".into())
    }

    #[test]
    fn a_profile_is_what_its_actor_says() {
        let bob =
            read(&json!({"name": "Bob", "icon": {"type": "Image", "url": "https://cdn.example/b.png"}}))
                .unwrap();
        assert_eq!((bob.username.as_str(), bob.display_name.as_str()), ("bob", "Bob"));
        assert_eq!(bob.url, "https://far.example/@bob");
        assert_eq!(bob.avatar_url.as_deref(), Some("https://cdn.example/b.png"));
        assert_eq!(bob.shared_inbox_url.as_deref(), Some("https://far.example/inbox"));
        let note = |text: &str| read(&json!({"summary": text})).unwrap().note;
        assert_eq!(note("one\n\ntwo"), "<p>one</p><p>two</p>");
        assert_eq!(note("<p>one\ntwo</p>"), "<p>one\ntwo</p>");
    }

    #[test]
    fn names_that_deceive_are_refused() {
        let long = "a".repeat(5_000);
        for name in ["", "a b", "../x", "<script>", "\u{202e}bob", "bob@x", "a/b", &long] {
            assert!(read(&json!({"preferredUsername": name})).is_err(), "{name:?}");
        }
        assert!(read(&json!({"preferredUsername": null})).is_err());
    }

    #[test]
    fn addresses_that_speak_for_others_or_run_programs_are_dropped() {
        let bob = read(&json!({
            "url": "https://victim.example/@vic", "followers": "https://victim.example/u/vic/followers",
            "endpoints": {"sharedInbox": "https://victim.example/inbox"},
            "icon": {"type": "Image", "url": "javascript:alert(1)"}, "image": {"url": "file:///etc/passwd"},
            "outbox": "https://victim.example/outbox", "featured": {"id": "https://far.example/u/bob/featured"},
            "alsoKnownAs": ["javascript:alert(1)", "https://other.example/u/bob"],
        }))
        .unwrap();
        assert_eq!(bob.url, BOB);
        assert_eq!((bob.followers_url, bob.shared_inbox_url), (None, None));
        assert_eq!((bob.avatar_url, bob.header_url), (None, None));
        assert_eq!(bob.also_known_as, ["https://other.example/u/bob"]);
        assert_eq!(bob.collections.outbox, None);
        assert_eq!(bob.collections.featured.as_deref(), Some("https://far.example/u/bob/featured"));
        assert!(read(&json!({"inbox": "javascript:alert(1)"})).is_err());
    }
}
