//! Real documents of some sixty implementations, delivered by a fake neighbour: nothing may break. The documents
//! lie beside the project; where they do not, the story says nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use testkit::{Neighbour, Stranger};

use crate::with_site;

const CORPUS: &str = "../../../shared/corpus";

fn documents() -> Vec<(PathBuf, Value)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json")
                && let Ok(document) = serde_json::from_slice(&fs::read(&path).unwrap())
            {
                found.push((path, document));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// Moves every address to the neighbour, so that nothing beyond loopback is ever asked for.
fn moved(value: &Value, base: &str) -> Value {
    match value {
        Value::String(text) if text.contains("www.w3.org") => value.clone(),
        Value::String(text) => {
            let moved = ["https://", "http://"]
                .iter()
                .fold(text.clone(), |text, scheme| text.replace(scheme, "\u{0}"));
            json!(moved.replace('\u{0}', &format!("{base}/hosts/")))
        }
        Value::Array(items) => items.iter().map(|item| moved(item, base)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, inner)| (name.clone(), moved(inner, base))).collect())
        }
        other => other.clone(),
    }
}

/// The document as if the stranger had made it: an activity of theirs, or a Create of their object.
fn adopted(document: &Value, by: &Stranger, number: u32) -> Value {
    let mut document = moved(document, &format!("http://{}", by.domain));
    if document.get("actor").is_some() {
        document["actor"] = json!(by.uri);
        if document["object"].get("attributedTo").is_some() {
            document["object"]["attributedTo"] = json!(by.uri);
        }
        return document;
    }
    if document.is_object() {
        document["attributedTo"] = json!(by.uri);
    }
    by.activity("Create", number, &document)
}

#[test]
fn no_real_document_breaks_the_inbox() {
    let documents = documents();
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        if let Some(follow) = far.received().first() {
            bob.delivers(home, &bob.activity("Accept", 0, &follow.activity)).await;
        }
        for (number, (path, document)) in (1..).zip(&documents) {
            for delivered in [document.clone(), adopted(document, &bob, number)] {
                let answer = bob.delivers(home, &delivered).await;
                assert!(!answer.status.is_server_error(), "{}: {}", path.display(), answer.status);
            }
        }
        home.settle().await;
        let left = store::events::count(&home.site.store).await.unwrap();
        assert_eq!(left, 0, "every effect ran");
        if !documents.is_empty() {
            assert!(alice.home().await.len() > 10, "and many of them can be read");
        }
    });
}
