//! The documents, and how they are made to come from a neighbour on loopback.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use testkit::Stranger;
use url::Url;

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

/// Moves every address to the neighbour, so that nothing beyond loopback is ever asked for. The page of something that is
/// on another host stays there: it is shown, and nobody asks for it.
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
            let is_elsewhere = is_page_elsewhere(value);
            let moved = |(name, inner): (&String, &Value)| {
                let stays = is_elsewhere && name == "url";
                (name.clone(), if stays { inner.clone() } else { moved(inner, base) })
            };
            Value::Object(fields.iter().map(moved).collect())
        }
        other => other.clone(),
    }
}

fn is_page_elsewhere(object: &Value) -> bool {
    let host = |value: &Value| Some(Url::parse(value.as_str()?).ok()?.host_str()?.to_owned());
    let (home, page) = (host(&object["id"]), host(&object["url"]));
    object["inbox"].is_null() && home.is_some() && page.is_some() && home != page
}

/// The id of whatever a property names or holds.
pub(super) fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value["id"].as_str())
}

/// What an object quotes, in any of the forms that there are.
pub(super) fn quoted(object: &Value) -> Option<&str> {
    let named = ["quote", "quoteUrl", "quoteUri", "_misskey_quote"];
    let link = || {
        let is_quote = |tag: &&Value| tag["mediaType"].as_str().is_some_and(|kind| kind.contains("activity"));
        object["tag"].as_array()?.iter().find(is_quote)?["href"].as_str()
    };
    named.iter().find_map(|key| object[key].as_str()).or_else(link).filter(|uri| uri.starts_with("http"))
}

/// Whether a document is something done. Some servers name an actor beside the author of what they publish.
fn is_activity(document: &Value) -> bool {
    let is_published = document.get("attributedTo").is_some() && document["object"].is_null();
    document.get("actor").is_some() && !is_published
}

/// Whether an activity is about whoever does it.
pub(super) fn is_about_maker(activity: &Value) -> bool {
    let maker = id_of(&activity["actor"]);
    maker.is_some() && maker == id_of(&activity["object"])
}

/// The document as if the stranger had made it: an activity of theirs, or a Create of their object.
pub(super) fn adopted(document: &Value, by: &Stranger, number: u32) -> Value {
    let mut document = moved(document, &format!("http://{}", by.domain));
    let maker = ["actor", "attributedTo"].iter().find_map(|key| Some(id_of(&document[key])?.to_owned()));
    // Whoever ends themselves or moves stays who they are, lest the stranger be gone for those who follow.
    let stays = document["type"] == "Move" || (document["type"] == "Delete" && is_about_maker(&document));
    if let Some(maker) = maker.filter(|maker| maker.starts_with("http") && !stays) {
        // What belongs to whoever made it belongs to the stranger: followers above all, who decide what is seen by whom.
        let renamed = document.to_string().replace(&maker, &by.uri);
        document = serde_json::from_str(&renamed).expect("one address for another");
    }
    if is_activity(&document) {
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
