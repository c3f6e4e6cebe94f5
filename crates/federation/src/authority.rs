//! Authority as a type: what arrives from outside is `Untrusted`; only checking it against the address it was
//! fetched from or the account that signed it makes it `Authentic`, and only that reaches `social`.

use activitypub::vocabulary::{Activity, ActivityKind};
use serde_json::Value;
use url::Url;

/// Something from outside whose claims nobody has checked.
#[derive(Debug)]
pub(crate) struct Untrusted<T>(T);

/// Something that comes from the one whom it names.
#[derive(Clone, Debug)]
pub(crate) struct Authentic<T>(T);

/// Why a claim does not hold. The text is for the operator of the other server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Mismatch {
    #[error("the document has no id")]
    NoId,
    #[error("the document says it is {id}, which is not where it was found")]
    Elsewhere { id: String },
    #[error("the activity's actor {actor} is not the owner of the key, {signer}")]
    Actor { actor: String, signer: String },
    #[error("the id {id} is not on the host of {owner}")]
    Host { id: String, owner: String },
    #[error("the object is not attributed to {0}")]
    Author(String),
    #[error("the activity is malformed: {0}")]
    Malformed(String),
}

impl<T> Untrusted<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }
}

impl Untrusted<Value> {
    /// What stands at an address is authentic if it says that this is its address.
    pub(crate) fn found_at(self, address: &Url) -> Result<Authentic<Value>, Mismatch> {
        let id = activitypub::lenient::id_of(&self.0).ok_or(Mismatch::NoId)?;
        if is_same_address(id, address) {
            Ok(Authentic(self.0))
        } else {
            Err(Mismatch::Elsewhere { id: id.to_owned() })
        }
    }

    /// An activity is authentic if its actor owns the key that signed it, and its id is on the actor's host. To an Undo
    /// nothing ever refers, so that one with an id elsewhere counts as one without: snac names its own after the host
    /// of what it takes back.
    pub(crate) fn signed_by(self, signer: &str) -> Result<Authentic<Activity>, Mismatch> {
        let mut activity =
            Activity::parse(&self.0).map_err(|error| Mismatch::Malformed(error.to_string()))?;
        if activity.actor != signer {
            return Err(Mismatch::Actor { actor: activity.actor, signer: signer.to_owned() });
        }
        match &activity.id {
            Some(id) if is_same_host(id, signer) => {}
            Some(_) if activity.kind == ActivityKind::Undo => activity.id = None,
            Some(id) => return Err(Mismatch::Host { id: id.clone(), owner: signer.to_owned() }),
            None => {}
        }
        Ok(Authentic(activity))
    }

    /// An object inside an authentic activity shares its authority if it is on the actor's host and the actor's
    /// own work.
    pub(crate) fn part_of_work_by(self, actor: &str) -> Result<Authentic<Value>, Mismatch> {
        let id = activitypub::lenient::id_of(&self.0).ok_or(Mismatch::NoId)?;
        if !is_same_host(id, actor) {
            return Err(Mismatch::Host { id: id.to_owned(), owner: actor.to_owned() });
        }
        let authors = activitypub::lenient::ids(&self.0, "attributedTo");
        if authors.contains(&actor) { Ok(Authentic(self.0)) } else { Err(Mismatch::Author(actor.to_owned())) }
    }

    /// What a host serves are its own words, whatever address they give themselves. Collections are believed so, since
    /// their pages often have another id than where they stand, or none; objects are not.
    pub(crate) fn served_for(self, owner: &str, address: &Url) -> Result<Authentic<Value>, Mismatch> {
        if is_same_host(address.as_str(), owner) {
            return Ok(Authentic(self.0));
        }
        Err(Mismatch::Host { id: address.to_string(), owner: owner.to_owned() })
    }

    /// An activity inside another is authentic if both are by the same server: that signs for all who live there.
    pub(crate) fn passed_on_by(self, neighbour: &str) -> Result<Authentic<Activity>, Mismatch> {
        let activity = Activity::parse(&self.0).map_err(|error| Mismatch::Malformed(error.to_string()))?;
        let id = activity.id.as_deref().ok_or(Mismatch::NoId)?;
        for address in [id, &activity.actor] {
            if !is_same_host(address, neighbour) {
                return Err(Mismatch::Host { id: address.to_owned(), owner: neighbour.to_owned() });
            }
        }
        Ok(Authentic(activity))
    }

    /// An actor's description of itself inside an activity that it signed.
    pub(crate) fn self_portrait_of(self, actor: &str) -> Result<Authentic<Value>, Mismatch> {
        match activitypub::lenient::id_of(&self.0) {
            Some(id) if id == actor => Ok(Authentic(self.0)),
            Some(id) => Err(Mismatch::Elsewhere { id: id.to_owned() }),
            None => Err(Mismatch::NoId),
        }
    }
}

impl Authentic<Value> {
    /// A part of a document shares its authority if it is on the same host as whose document it is.
    pub(crate) fn part(&self, part: &Value, owner: &str) -> Option<Self> {
        let id = activitypub::lenient::id_of(part)?;
        (part.is_object() && is_same_host(id, owner)).then(|| Self(part.clone()))
    }

    /// A part of a document that is nothing of its own, such as a page inside a collection.
    pub(crate) fn section(&self, section: &Value) -> Self {
        Self(section.clone())
    }
}

impl<T> Authentic<T> {
    pub(crate) fn get(&self) -> &T {
        &self.0
    }

    /// Reads the same thing in another form; reading adds no authority and takes none away.
    pub(crate) fn read<U, E>(&self, read: impl FnOnce(&T) -> Result<U, E>) -> Result<Authentic<U>, E> {
        read(&self.0).map(Authentic)
    }
}

/// Whether two addresses are on the same host and port.
pub(crate) fn is_same_host(one: &str, other: &str) -> bool {
    match (authority(one), authority(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Host and, if unusual, port of an http(s) address.
pub(crate) fn authority(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    authority_of(&url)
}

/// Host and, if unusual, port.
pub(crate) fn authority_of(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "https" | "http") {
        return None;
    }
    let host = url.host_str().filter(|host| !host.is_empty())?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn is_same_address(id: &str, address: &Url) -> bool {
    Url::parse(id).is_ok_and(|mut id| {
        let mut address = address.clone();
        id.set_fragment(None);
        address.set_fragment(None);
        id == address
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EVE: &str = "https://evil.example/u/eve";
    const VIC: &str = "https://victim.example/u/vic";

    #[test]
    fn a_document_speaks_only_for_where_it_stands() {
        let found =
            |id: &str, at: &str| Untrusted::new(json!({"id": id})).found_at(&Url::parse(at).unwrap()).is_ok();
        assert!(found("https://a.example/n/1", "https://a.example/n/1"));
        assert!(found("https://a.example/u/1", "https://a.example/u/1#main-key"));
        assert!(found("https://A.example:443/n/1", "https://a.example/n/1"));
        assert!(!found("https://a.example/n/2", "https://a.example/n/1"));
        assert!(!found("https://b.example/n/1", "https://a.example/n/1"));
        assert!(!found("n/1", "https://a.example/n/1"));
        assert!(Untrusted::new(json!({})).found_at(&Url::parse("https://a.example/").unwrap()).is_err());
    }

    #[test]
    fn an_activity_speaks_only_for_its_signer() {
        let like = |id: &str, actor: &str| {
            let activity =
                json!({"id": id, "type": "Like", "actor": actor, "object": "https://home.example/1"});
            Untrusted::new(activity).signed_by(EVE).is_ok()
        };
        assert!(like("https://evil.example/a/1", EVE));
        assert!(!like("https://evil.example/a/1", VIC));
        assert!(!like("https://victim.example/a/1", EVE));
        assert!(!like("https://evil.example:8443/a/1", EVE));
        let both =
            json!({"id": "https://evil.example/a/1", "type": "Like", "actor": [EVE, VIC], "object": VIC});
        assert!(Untrusted::new(both).signed_by(EVE).is_err());
        let undo = json!({"id": "https://victim.example/a/1", "type": "Undo", "actor": EVE, "object": VIC});
        assert_eq!(Untrusted::new(undo).signed_by(EVE).unwrap().get().id, None);
        let embedded =
            json!({"id": "https://evil.example/a/1", "type": "Like", "actor": {"id": VIC}, "object": VIC});
        assert!(Untrusted::new(embedded).signed_by(EVE).is_err());
    }

    #[test]
    fn an_embedded_object_must_be_the_actors_own() {
        let note = |id: &str, author: Value| {
            Untrusted::new(json!({"id": id, "attributedTo": author})).part_of_work_by(EVE).is_ok()
        };
        assert!(note("https://evil.example/n/1", json!(EVE)));
        assert!(note("https://evil.example/n/1", json!([{"id": EVE, "type": "Person"}])));
        assert!(!note("https://victim.example/n/1", json!(EVE)));
        assert!(!note("https://evil.example/n/1", json!(VIC)));
        assert!(!note("https://evil.example/n/1", Value::Null));
    }
}
