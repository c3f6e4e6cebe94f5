//! Kinds of objects: what is no status, and what says the same things in other places.

use activitypub::vocabulary::{Activity, ActivityKind, Object, ObjectKind};

/// Types that have an id and perhaps a name, but are no statuses.
const NOT_STATUSES: [&str; 32] = [
    "Person",
    "Service",
    "Application",
    "Group",
    "Organization",
    "Collection",
    "OrderedCollection",
    "CollectionPage",
    "OrderedCollectionPage",
    "Relationship",
    "Mention",
    "Link",
    "Hashtag",
    "Emoji",
    "PropertyValue",
    "Edition",
    "Work",
    "Author",
    "Shelf",
    "BookList",
    "QuoteAuthorization",
    "FeaturedCollection",
    // Of encrypted messages (MLS), and of those who trade and vouch.
    "KeyPackage",
    "Welcome",
    "GroupInfo",
    "PublicMessage",
    "Proposal",
    "Intent",
    "Agreement",
    "Commitment",
    "VerifiableCredential",
    "VerifiablePresentation",
];

/// Kinds of BookWyrm's whose summary is a warning.
const BOOKISH: [&str; 5] = ["Review", "Comment", "Quotation", "Rating", "GeneratedNote"];

/// Whether an object is nothing that is published as a status.
pub(crate) fn is_no_status(object: &Object) -> bool {
    match &object.kind {
        ObjectKind::Other(kind) => NOT_STATUSES.contains(&kind.as_str()) || is_activity(kind),
        ObjectKind::Note | ObjectKind::Question | ObjectKind::Tombstone => false,
    }
}

fn is_activity(kind: &str) -> bool {
    let activity = serde_json::json!({ "type": kind, "actor": "a" });
    Activity::parse(&activity).is_ok_and(|activity| !matches!(activity.kind, ActivityKind::Other(_)))
}

/// Whether an object is a message like any other. Private messages of Pleroma and Lemmy have a type of their own.
pub(super) fn is_note(object: &Object) -> bool {
    object.kind == ObjectKind::Note
        || matches!(&object.kind, ObjectKind::Other(kind) if kind == "ChatMessage")
}

pub(super) fn is_bookish(object: &Object) -> bool {
    matches!(&object.kind, ObjectKind::Other(kind) if BOOKISH.contains(&kind.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn activities_and_books_are_no_statuses() {
        let read = |kind: &str| Object::parse(&json!({"id": "https://far.example/x", "type": kind})).unwrap();
        for kind in ["Create", "Like", "Edition", "Person", "KeyPackage", "Proposal"] {
            assert!(is_no_status(&read(kind)), "{kind}");
        }
        for kind in ["Article", "Banana", "ChatMessage"] {
            assert!(!is_no_status(&read(kind)), "{kind}");
        }
    }
}
