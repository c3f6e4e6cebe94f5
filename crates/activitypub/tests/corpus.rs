//! Others' documents, whole and broken: the readers take or refuse each, and never break.

use std::{fs, path::Path};

use activitypub::{
    vocabulary::{Activity, Actor, Object},
    webfinger::Jrd,
};
use serde_json::{Value, json};

/// Reads a value as everything it could be; says as which it was accepted.
fn read(value: &Value) -> [bool; 4] {
    [
        Activity::parse(value).is_ok(),
        Actor::parse(value).is_ok(),
        Object::parse(value).is_ok(),
        Jrd::parse(value).is_some_and(|jrd| jrd.actor().is_some()),
    ]
}

/// Reads a document and everything in it.
fn visit(value: &Value, accepted: &mut [usize; 4]) {
    for (count, is_accepted) in accepted.iter_mut().zip(read(value)) {
        *count += usize::from(is_accepted);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, accepted)),
        Value::Object(fields) => fields.values().for_each(|inner| visit(inner, accepted)),
        _ => {}
    }
}

/// The documents of some sixty implementations, where they are at hand.
fn corpus() -> Vec<(String, Value)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")];
    let mut documents = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.expect("the corpus can be listed").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(document) =
                serde_json::from_slice(&fs::read(&path).expect("the corpus can be read"))
            {
                documents.push((path.display().to_string(), document));
            }
        }
    }
    documents
}

#[test]
fn every_document_is_read_or_refused() {
    let (documents, mut accepted) = (corpus(), [0; 4]);
    for (_, document) in &documents {
        visit(document, &mut accepted);
    }
    if !documents.is_empty() {
        let [activities, actors, objects, answers] = accepted;
        assert!(activities > 500 && actors > 150 && objects > 2_000 && answers > 5, "{accepted:?}");
    }
}

/// What is refused must have a reason that can be seen: no id or type, or nobody who could be asked.
#[test]
fn whole_documents_are_read() {
    for (path, document) in corpus() {
        let has = |key: &str| document.get(key).is_some_and(|value| !value.is_null() && *value != json!([]));
        let is_named = document.get("id").is_some_and(Value::is_string);
        if is_named && (has("type") || has("@type")) {
            assert!(Object::parse(&document).is_ok(), "{path}");
        }
        if is_named && has("type") && has("inbox") && has("outbox") {
            assert!(Actor::parse(&document).is_ok(), "{path}");
        }
        if has("type") && document.get("actor").is_some_and(Value::is_string) {
            assert!(Activity::parse(&document).is_ok(), "{path}");
        }
    }
}

/// A document with everything that is read of an activity, an actor, an object or an answer.
const EVERYTHING: &str = r##"{
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "https://far.example/1",
    "type": ["Note", "Person"],
    "actor": "https://far.example/u/bob",
    "object": {"id": "https://far.example/2", "type": "Note", "content": "x"},
    "target": {"id": "https://far.example/3"},
    "to": ["as:Public"],
    "cc": "https://far.example/f",
    "published": "2026-11-23T10:00:00Z",
    "updated": "2026-11-23T10:00:00+01:00",
    "content": "x",
    "contentMap": {"de": "x"},
    "name": "x",
    "nameMap": {"de": "x"},
    "summary": "x",
    "source": {"content": "x", "mediaType": "text/plain"},
    "sensitive": true,
    "url": [{"type": "Link", "mediaType": "text/html", "href": "https://far.example/@bob"}],
    "inReplyTo": {"id": "x"},
    "replies": {"id": "x", "first": {"items": []}},
    "context": "x",
    "conversation": "x",
    "attributedTo": [{"id": "x", "type": "Person"}, "y"],
    "tag": [
        {"type": "Mention", "href": "x", "name": "@x"},
        {"type": "Hashtag", "href": "x", "name": "#x"},
        {"type": "Emoji", "name": ":x:", "icon": {"type": "Image", "url": ["x"]}}
    ],
    "attachment": [
        {"type": "Document", "url": [{"href": "x"}], "mediaType": "image/png", "name": "x",
         "blurhash": "x", "width": 1, "height": 1.5, "focalPoint": [0.5, -0.5]},
        {"type": "PropertyValue", "name": "x", "value": "x"}
    ],
    "inbox": "x",
    "outbox": "x",
    "endpoints": {"sharedInbox": "x"},
    "followers": "x",
    "following": "x",
    "featured": {"id": "x"},
    "icon": [{"type": "Image", "url": "x"}],
    "image": null,
    "preferredUsername": "bob",
    "webfinger": "bob@far.example",
    "manuallyApprovesFollowers": "true",
    "discoverable": false,
    "indexable": null,
    "movedTo": "x",
    "alsoKnownAs": ["x"],
    "publicKey": [{"id": "x", "owner": {"id": "x"}, "publicKeyPem": "x"}],
    "subject": "acct:bob@far.example",
    "links": [{"rel": "self", "type": "application/activity+json", "href": "x"}]
}"##;

/// The pointers to everything in a value, itself included.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| places(item, &format!("{at}/{n}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, inner)| places(inner, &format!("{at}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn nothing_in_the_wrong_place_breaks_a_reader() {
    let whole: Value = serde_json::from_str(EVERYTHING).unwrap();
    let deep = (0..100).fold(json!("x"), |inner, _| json!([inner]));
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(""),
        json!("\u{0}é\u{202e}"),
        json!("x".repeat(100_000)),
        json!([]),
        json!({}),
        json!([null, [], {}]),
        json!({ "id": [{ "id": 1 }] }),
        json!({ "@value": "x" }),
        json!(vec![json!({ "type": "Mention", "href": "x" }); 2_000]),
        deep,
    ];
    let mut pointers = Vec::new();
    places(&whole, "", &mut pointers);
    assert_eq!(read(&whole), [true; 4]);
    let mut refused = 0;
    for pointer in &pointers {
        for odd in &odd {
            let mut broken = whole.clone();
            *broken.pointer_mut(pointer).unwrap() = odd.clone();
            refused += usize::from(read(&broken) != [true; 4]);
        }
    }
    // Only what is indispensable makes a document unreadable: ids, types, the actor, the inbox, the link.
    assert!((1..pointers.len() * odd.len() / 4).contains(&refused), "{refused}");
}
