//! Real documents of some sixty implementations: the readers take or refuse each, and never break.

use std::{fs, path::Path};

use activitypub::vocabulary::{Activity, Actor, Object};
use serde_json::Value;

fn visit(value: &Value, read: &mut [usize; 3]) {
    read[0] += usize::from(Activity::parse(value).is_ok());
    read[1] += usize::from(Actor::parse(value).is_ok());
    read[2] += usize::from(Object::parse(value).is_ok());
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, read)),
        Value::Object(fields) => fields.values().for_each(|inner| visit(inner, read)),
        _ => {}
    }
}

#[test]
fn every_document_is_read_or_refused() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")];
    let (mut read, mut documents) = ([0; 3], 0);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(document) = serde_json::from_slice::<Value>(&fs::read(&path).unwrap()) {
                visit(&document, &mut read);
                documents += 1;
            }
        }
    }
    if documents > 0 {
        assert!(read.iter().all(|count| *count > 100), "of {documents} documents: {read:?}");
    }
}
