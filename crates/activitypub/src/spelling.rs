//! Spelling: the same document with the words that everybody else uses. JSON-LD lets a server call a property by its whole
//! address (`https://www.w3.org/ns/activitystreams#to`) or by a prefix (`as:to`), and name things from where the document
//! stands (`/notes/1`). Contexts are never fetched nor interpreted: prefixes are read as everybody writes them. What is
//! spelt plainly goes before what is not, and nothing is moved from where it stands.

use std::borrow::Cow;

use serde_json::{Map, Value};
use url::Url;

use crate::limits;

/// What stands before a word that belongs to a known vocabulary, in full and short.
const PREFIXES: [&str; 22] = [
    "https://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/ns/activitystreams#",
    "as:",
    "http://joinmastodon.org/ns#",
    "toot:",
    "https://w3id.org/security#",
    "sec:",
    "http://www.w3.org/ns/ldp#",
    "ldp:",
    "http://litepub.social/ns#",
    "litepub:",
    "https://misskey-hub.net/ns#",
    "misskey:",
    "http://fedibird.com/ns#",
    "fedibird:",
    "https://join-lemmy.org/ns#",
    "lemmy:",
    "https://joinpeertube.org/ns#",
    "pt:",
    "https://gotosocial.org/ns#",
    "gts:",
    "http://schema.org#",
];

/// Properties whose values are addresses. In any other, `/x` is only text.
const ADDRESSES: [&str; 33] = [
    "id",
    "@id",
    "actor",
    "object",
    "target",
    "origin",
    "instrument",
    "result",
    "attributedTo",
    "inReplyTo",
    "to",
    "cc",
    "audience",
    "url",
    "href",
    "icon",
    "image",
    "inbox",
    "outbox",
    "sharedInbox",
    "followers",
    "following",
    "featured",
    "featuredTags",
    "owner",
    "controller",
    "publicKey",
    "replies",
    "context",
    "first",
    "next",
    "items",
    "orderedItems",
];

/// A document spelt plainly, with addresses that begin where it stands written out.
pub fn plain<'a>(document: &'a Value, stands_at: Option<&Url>) -> Cow<'a, Value> {
    let is_odd = |key: &str, value: &Value| {
        is_odd_key(key) || is_value_object(value) || stands_at.is_some() && is_relative(key, value)
    };
    match any(document, "", &is_odd, limits::SPELLING_DEPTH) {
        false => Cow::Borrowed(document),
        true => Cow::Owned(respelt("", document, stands_at, limits::SPELLING_DEPTH)),
    }
}

/// Whether anything in a document is spelt oddly.
fn any(value: &Value, key: &str, is_odd: &impl Fn(&str, &Value) -> bool, depth: usize) -> bool {
    if is_odd(key, value) {
        return true;
    }
    match value {
        _ if depth == 0 => false,
        Value::Array(items) => items.iter().any(|item| any(item, key, is_odd, depth - 1)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| *key != "@context")
            .any(|(key, value)| any(value, key, is_odd, depth - 1)),
        _ => false,
    }
}

fn is_odd_key(key: &str) -> bool {
    matches!(key, "@id" | "@type") || key.contains(':') && plain_key(key).is_some()
}

/// The plain word for a property or type, if it is spelt otherwise.
fn plain_key(key: &str) -> Option<&str> {
    match key {
        "@id" => Some("id"),
        "@type" => Some("type"),
        _ => plain_word(key),
    }
}

/// The word of a known vocabulary that stands behind its address or prefix.
pub(crate) fn plain_word(text: &str) -> Option<&str> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix))?;
    (!word.is_empty() && word.bytes().all(is_letter)).then_some(word)
}

/// Whether a value is wrapped, as JSON-LD writes values out: `{"@value": "text"}`, `{"@list": []}`.
fn is_value_object(value: &Value) -> bool {
    wrapped(value).is_some()
}

fn wrapped(value: &Value) -> Option<&Value> {
    let fields = value.as_object()?;
    ["@value", "@list", "@set"].into_iter().find_map(|key| fields.get(key))
}

/// Whether a value is an address that begins where its document stands.
fn is_relative(key: &str, value: &Value) -> bool {
    let begins = |text: &str| text.starts_with('/') || text.starts_with('#') && matches!(key, "id" | "@id");
    ADDRESSES.contains(&key) && value.as_str().is_some_and(begins)
}

fn respelt(key: &str, value: &Value, stands_at: Option<&Url>, depth: usize) -> Value {
    if depth == 0 {
        return value.clone();
    }
    if let Some(inside) = wrapped(value) {
        return respelt(key, inside, stands_at, depth - 1);
    }
    match value {
        Value::Array(items) => items.iter().map(|item| respelt(key, item, stands_at, depth - 1)).collect(),
        Value::Object(fields) => Value::Object(respelt_fields(fields, stands_at, depth)),
        Value::String(address) if is_relative(key, value) => {
            let whole = stands_at.and_then(|base| base.join(address).ok());
            whole.map_or_else(|| value.clone(), |whole| Value::from(String::from(whole)))
        }
        other => other.clone(),
    }
}

fn respelt_fields(fields: &Map<String, Value>, stands_at: Option<&Url>, depth: usize) -> Map<String, Value> {
    let mut plain = Map::with_capacity(fields.len());
    for (key, value) in fields {
        if key == "@context" {
            plain.insert(key.clone(), value.clone());
        } else if plain_key(key).is_none() {
            plain.insert(key.clone(), respelt(key, value, stands_at, depth - 1));
        }
    }
    for (key, value) in fields {
        if let Some(word) = plain_key(key)
            && !plain.contains_key(word)
        {
            plain.insert(word.to_owned(), respelt(word, value, stands_at, depth - 1));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_spelt_plainly_stays_as_it_is() {
        let note = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", { "toot": "http://joinmastodon.org/ns#" }],
            "id": "https://far.example/n/1", "type": "Note", "content": "/x", "to": ["as:Public"],
            "contentMap": { "de": "x" }, "a:b": 1, "https://other.example/ns#to": "x",
        });
        assert!(matches!(plain(&note, None), Cow::Borrowed(_)));
    }

    #[test]
    fn prefixes_and_whole_addresses_are_read() {
        const NS: &str = "https://www.w3.org/ns/activitystreams#";
        let note = json!({
            "@id": "https://far.example/n/1", "@type": [format!("{NS}Note")],
            format!("{NS}content"): [{ "@value": "<p>hi</p>", "@language": "en" }],
            "as:to": { "@id": "as:Public" }, "toot:sensitive": true, "as:name": "no", "name": "yes",
            "as:tag": { "@list": [{ "@type": "as:Hashtag", "as:name": "#tea" }] },
        });
        let plain = plain(&note, None);
        let wanted = json!({
            "id": "https://far.example/n/1", "type": [format!("{NS}Note")], "content": ["<p>hi</p>"],
            "to": { "id": "as:Public" }, "sensitive": true, "name": "yes",
            "tag": [{ "type": "as:Hashtag", "name": "#tea" }],
        });
        assert_eq!(plain.as_ref(), &wanted);
    }

    #[test]
    fn addresses_begin_where_the_document_stands() {
        let base = Url::parse("https://far.example/n/1").unwrap();
        let actor = json!({
            "id": "/u/bob", "type": "Person", "inbox": "/u/bob/inbox", "summary": "/not/this",
            "publicKey": { "id": "#main-key", "owner": "/u/bob" }, "url": ["//evil.example/@bob"],
            "tag": [{ "type": "Hashtag", "name": "#tea", "href": "/tags/tea" }],
        });
        let wanted = json!({
            "id": "https://far.example/u/bob", "type": "Person", "inbox": "https://far.example/u/bob/inbox",
            "summary": "/not/this", "url": ["https://evil.example/@bob"],
            "publicKey": { "id": "https://far.example/n/1#main-key", "owner": "https://far.example/u/bob" },
            "tag": [{ "type": "Hashtag", "name": "#tea", "href": "https://far.example/tags/tea" }],
        });
        assert_eq!(plain(&actor, Some(&base)).as_ref(), &wanted);
        assert!(matches!(plain(&actor, None), Cow::Borrowed(_)));
    }

    #[test]
    fn what_lies_very_deep_is_left() {
        let mut deep = json!({ "as:to": "x" });
        for _ in 0..100 {
            deep = json!({ "object": deep });
        }
        assert!(matches!(plain(&deep, None), Cow::Borrowed(_)));
    }
}
