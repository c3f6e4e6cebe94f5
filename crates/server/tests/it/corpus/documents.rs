//! The documents, and how they are made to come from a neighbour on loopback.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use testkit::Stranger;

const CORPUS: &str = "../../../shared/corpus";

/// A document with its name.
pub(super) struct Document {
    /// Where it lies in the corpus.
    pub(super) name: String,
    pub(super) content: Value,
}

/// All documents, in order of their names; none where there is no corpus.
pub(super) fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS);
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json")
                && let Ok(content) = serde_json::from_slice(&fs::read(&path).unwrap())
            {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                found.push(Document { name, content });
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// Moves every address to the neighbour, so that nothing beyond loopback is ever asked for.
pub(super) fn moved(value: &Value, base: &str) -> Value {
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
pub(super) fn adopted(document: &Value, by: &Stranger, number: u32) -> Value {
    let mut document = moved(document, &format!("http://{}", by.domain));
    let maker = ["actor", "attributedTo"].iter().find_map(|key| Some(document[key].as_str()?.to_owned()));
    let object = document["object"]["id"].as_str().or_else(|| document["object"].as_str());
    let is_about_maker = maker.as_deref() == object || document["type"] == "Move";
    // The stranger stays who they are, whatever becomes of the maker.
    if let Some(maker) = maker.filter(|maker| maker.starts_with("http") && !is_about_maker) {
        // What belongs to whoever made it belongs to the stranger: followers above all, who decide what is seen by whom.
        let renamed = document.to_string().replace(&maker, &by.uri);
        document = serde_json::from_str(&renamed).expect("one address for another");
    }
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
