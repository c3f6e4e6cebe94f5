//! Documents of others: whatever JSON comes, each reader takes or refuses it, keeps to its limits, and nothing speaks
//! for anybody but whom it comes from.
#![no_main]

#[expect(dead_code, reason = "this target asks only some of its questions")]
#[path = "../../crates/federation/src/authority.rs"]
mod authority;

use activitypub::{
    limits, proof,
    vocabulary::{Activity, Actor, Object},
    webfinger::{Handle, Jrd},
};
use authority::{Untrusted, is_same_host};
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::Value;
use url::Url;

const EVE: &str = "https://evil.example/u/eve";
const PLACE: &str = "https://evil.example/n/1";

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    drop(Handle::parse(text));
    activitypub::http_date::read(text);
    activitypub::is_activity_content_type(text);
    activitypub::accepts_activity_json(text);
    let Ok(document) = serde_json::from_str::<Value>(text) else { return Corpus::Keep };
    read(&document);
    speak(&document);
    Corpus::Keep
});

/// Reads a document as everything that it could be.
fn read(document: &Value) {
    drop(Activity::parse(document));
    if let Ok(actor) = Actor::parse(document) {
        assert!(actor.also_known_as.len() <= limits::ALIASES);
        assert!(actor.fields.len() <= limits::FIELDS);
        assert!(actor.public_keys.len() <= 2 * limits::KEYS);
        assert!(!actor.inbox.is_empty());
    }
    if let Ok(object) = Object::parse(document) {
        assert!(object.mentions.len() + object.hashtags.len() + object.emojis.len() <= 3 * limits::TAGS);
        assert!(object.attachments.len() <= limits::ATTACHMENTS);
        assert!(object.audience.to.len() <= limits::ADDRESSEES && object.audience.cc.len() <= limits::ADDRESSEES);
        if let Some(poll) = &object.poll {
            assert!(poll.options.len() <= limits::POLL_OPTIONS);
            assert!(poll.options.iter().all(|(_, votes)| *votes >= 0));
            assert!(poll.voters_count.is_none_or(|count| count >= 0));
        }
    }
    std::hint::black_box(Jrd::parse(document).and_then(|answer| answer.actor().map(str::len)));
    if let Some(Ok(claim)) = proof::Claim::read(document, "2026-01-01T00:00:00Z") {
        assert!(!claim.key_id.is_empty());
    }
}

/// Whatever is believed is evil's own.
fn speak(document: &Value) {
    let untrusted = || Untrusted::new(document.clone());
    if let Ok(activity) = untrusted().signed_by(EVE) {
        assert_eq!(activity.get().actor, EVE);
        assert!(activity.get().id.as_ref().is_none_or(|id| is_same_host(id, EVE)));
    }
    if let Ok(found) = untrusted().found_at(&Url::parse(PLACE).expect("a constant")) {
        let id = activitypub::lenient::id_of(found.get()).expect("it was compared");
        assert_eq!(Url::parse(id).expect("it was compared").host_str(), Some("evil.example"));
        if let Ok(object) = Object::parse(found.get()) {
            assert_eq!(object.id, id, "the reader of objects sees the id that was compared");
        }
        if let Ok(actor) = Actor::parse(found.get()) {
            assert_eq!(actor.id, id, "the reader of actors sees the id that was compared");
        }
    }
    if let Ok(work) = untrusted().part_of_work_by(EVE)
        && let Ok(object) = Object::parse(work.get())
    {
        assert!(is_same_host(&object.id, EVE) && object.attributed_to.iter().any(|author| author == EVE));
    }
    if let Ok(portrait) = untrusted().self_portrait_of(EVE)
        && let Ok(actor) = Actor::parse(portrait.get())
    {
        assert_eq!(actor.id, EVE);
    }
}
