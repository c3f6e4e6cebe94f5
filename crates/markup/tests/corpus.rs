//! What real servers send, where a collection of it lies beside the repository: cleaned, it is stable and harmless.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const TEXTS: &[&str] = &["content", "summary", "name", "value"];

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            documents(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if TEXTS.contains(&name.as_str()) => found.push(text.clone()),
                    value => texts(value, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn what_servers_send_is_cleaned_once_and_for_all() {
    let mut files = Vec::new();
    documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"), &mut files);
    for file in files {
        let Ok(Ok(document)) = fs::read(&file).map(|bytes| serde_json::from_slice::<Value>(&bytes)) else {
            continue;
        };
        let mut found = Vec::new();
        texts(&document, &mut found);
        for text in found {
            let clean = markup::sanitize::html(&text);
            assert_eq!(markup::sanitize::html(&clean), clean, "{}: {text}", file.display());
            let field = markup::sanitize::field(&text);
            assert_eq!(markup::sanitize::field(&field), field, "{}: {text}", file.display());
            for tag in clean.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                assert!(!tag.contains("javascript:") && !tag.contains(" on"), "{}: {tag}", file.display());
            }
            let words = |html: &str| markup::plain::text(html).split_whitespace().collect::<String>();
            assert_eq!(words(&clean), words(&text), "{}: {text}", file.display());
        }
    }
}
