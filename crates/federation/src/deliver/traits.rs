//! What has to be known of an activity while it is delivered, read off its document: whom it concerns, and how long it
//! is worth keeping.

use activitypub::{audience::is_public, lenient};
use serde_json::Value;
use store::deliveries::Traits;

/// What is told to a single server or a single person, and is not to wait for what goes to many.
const PERSONAL: [&str; 10] = [
    "Follow",
    "Accept",
    "Reject",
    "Undo",
    "Block",
    "Flag",
    "QuoteRequest",
    "LikeRequest",
    "ReplyRequest",
    "AnnounceRequest",
];
/// What still matters to a server that was away for long.
const LASTING: [&str; 11] =
    ["Follow", "Undo", "Block", "Delete", "Move", "Accept", "Reject", "Flag", "Update", "Add", "Remove"];

/// Whom an activity concerns, and how long it is worth keeping. Whether everybody may read it and what it publishes is
/// not in it.
pub(super) fn of(document: &Value) -> Traits {
    let kind = lenient::types(document).first().copied().unwrap_or_default();
    let object = document.get("object").unwrap_or(&Value::Null);
    let addressees = || ["to", "cc"].into_iter().flat_map(|key| lenient::ids(document, key));
    let is_for_followers = addressees().any(|address| address.ends_with("/followers"));
    let names_somebody = lenient::id(object, "inReplyTo").is_some()
        || lenient::list(object, "tag").iter().any(|tag| lenient::types(tag).contains(&"Mention"));
    let goes_to_many = is_for_followers || addressees().any(is_public);
    let is_personal = match kind {
        "Create" => names_somebody || !goes_to_many,
        "Undo" => !goes_to_many,
        kind => PERSONAL.contains(&kind),
    };
    Traits {
        is_personal,
        outlasts: LASTING.contains(&kind),
        about: LASTING.contains(&kind).then(|| about(kind, object)).flatten(),
        is_for_followers,
        ..Traits::default()
    }
}

/// The state of what it tells: a wish to follow and its end are about the same, and the later counts.
fn about(kind: &str, object: &Value) -> Option<String> {
    let id = lenient::id_of(object)?;
    let inner = |key: &str| lenient::id(object, key);
    match kind {
        "Follow" | "Block" => Some(format!("{kind} {id}")),
        "Undo" => match lenient::types(object).first().copied() {
            Some(taken_back @ ("Follow" | "Block")) => Some(format!("{taken_back} {}", inner("object")?)),
            _ => Some(format!("Undo {id}")),
        },
        "Accept" | "Reject" => Some(format!("answer {}", inner("actor").unwrap_or(id))),
        "Add" | "Remove" => Some(format!("place of {id}")),
        _ => Some(format!("{kind} {id}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BOB: &str = "https://far.example/bob";

    #[test]
    fn what_concerns_a_person_is_known() {
        let followers = "https://home.example/ap/users/1/followers";
        let create = |to: &str, more: Value| {
            let mut object = json!({ "id": "https://home.example/1", "type": "Note" });
            object.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
            of(&json!({ "type": "Create", "to": [to], "object": object }))
        };
        let mention = json!({ "tag": [{ "type": "Mention", "href": BOB }] });
        assert!(!create(followers, json!({})).is_personal);
        assert!(create(followers, json!({})).is_for_followers);
        assert!(create(followers, mention).is_personal);
        assert!(create(followers, json!({ "inReplyTo": "https://far.example/1" })).is_personal);
        assert!(create(BOB, json!({})).is_personal && !create(BOB, json!({})).outlasts);
        assert!(of(&json!({ "type": "Follow", "object": BOB })).is_personal);
        assert!(!of(&json!({ "type": "Like", "object": BOB })).is_personal);
    }

    #[test]
    fn a_wish_and_its_end_are_about_the_same() {
        let follow = json!({ "id": "https://home.example/f/1", "type": "Follow", "object": BOB });
        let undo = json!({ "type": "Undo", "object": follow });
        assert_eq!(of(&follow).about, of(&undo).about);
        let answer = |kind: &str| {
            let wish = json!({ "id": "https://far.example/f/2", "type": "Follow", "actor": BOB });
            of(&json!({ "type": kind, "object": wish })).about
        };
        assert_eq!(answer("Accept"), answer("Reject"));
        let gone = of(&json!({ "type": "Delete", "object": { "id": "https://home.example/1" } }));
        assert!(gone.outlasts && gone.about.is_some());
        let pin = |kind: &str| of(&json!({ "type": kind, "object": "https://home.example/1" }));
        assert_eq!(pin("Add").about, pin("Remove").about);
        assert!(pin("Add").outlasts && pin("LikeRequest").is_personal);
    }
}
