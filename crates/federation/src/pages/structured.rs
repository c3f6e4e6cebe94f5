//! Structured data in pages (JSON-LD): what articles say of themselves to search engines, which is often more exact
//! than what they say to others. Contexts are never fetched: the names that are in use are read as they stand.

use serde_json::{Map, Value};

/// Kinds of things that a whole page is about, from <https://schema.org/>, the best first.
const KINDS: [&str; 6] =
    ["NewsArticle", "ReportageNewsArticle", "BlogPosting", "Article", "VideoObject", "WebPage"];

/// What an article says of itself; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) headline: String,
    pub(super) description: String,
    pub(super) author_name: String,
    pub(super) author_url: String,
    pub(super) publisher: String,
    pub(super) language: String,
    pub(super) published: String,
    pub(super) image: String,
}

/// What the page is about, if any of its pieces of structured data says so.
pub(super) fn article(pieces: &[String]) -> Article {
    let read: Vec<Value> =
        pieces.iter().filter_map(|piece| serde_json::from_str(piece.trim()).ok()).collect();
    let things: Vec<&Map<String, Value>> = read.iter().flat_map(things).collect();
    let of_kind = |kind: &str| things.iter().find(|thing| is_kind(thing, kind));
    let Some(thing) = KINDS.iter().find_map(|kind| of_kind(kind)) else { return Article::default() };
    let author = thing.get("author").map(first);
    Article {
        headline: words(thing.get("headline").or_else(|| thing.get("name"))),
        description: words(thing.get("description")),
        author_name: author.map(name).unwrap_or_default(),
        author_url: author.and_then(|author| author.get("url")).map(address).unwrap_or_default(),
        publisher: thing.get("publisher").map(|it| name(first(it))).unwrap_or_default(),
        language: words(thing.get("inLanguage")),
        published: words(thing.get("datePublished")),
        image: thing.get("image").map(|it| address(first(it))).unwrap_or_default(),
    }
}

/// The things of a piece: itself, those in a list, or those in its graph.
fn things(piece: &Value) -> Vec<&Map<String, Value>> {
    let list = match piece {
        Value::Array(list) => list.as_slice(),
        Value::Object(thing) => match thing.get("@graph") {
            Some(Value::Array(list)) => list.as_slice(),
            _ => return vec![thing],
        },
        _ => &[],
    };
    list.iter().filter_map(Value::as_object).collect()
}

fn is_kind(thing: &Map<String, Value>, kind: &str) -> bool {
    match thing.get("@type") {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(all)) => all.iter().any(|one| one == kind),
        _ => false,
    }
}

/// One of a list, or what is none.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|list| list.first()).unwrap_or(value)
}

fn name(value: &Value) -> String {
    words(if value.is_object() { value.get("name") } else { Some(value) })
}

fn address(value: &Value) -> String {
    let value = first(value);
    words(if value.is_object() { value.get("url").or_else(|| value.get("@id")) } else { Some(value) })
}

/// A text. Many pages write it for HTML although it is none.
fn words(value: Option<&Value>) -> String {
    let text = value.map(first).and_then(Value::as_str).unwrap_or_default();
    if text.contains('&') || text.contains("</") { markup::plain::text(text) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(piece: &str) -> Article {
        article(&[piece.to_owned()])
    }

    #[test]
    fn articles_are_read_in_every_form() {
        let plain = read(
            r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"Tea &amp; more","description":"d",
                "author":{"@type":"Person","name":"Bob","url":"https://a.example/bob"},
                "publisher":{"name":"News"},"inLanguage":"de","datePublished":"2026-11-23T10:00:00Z",
                "image":["https://a.example/1.png","https://a.example/2.png"]}"#,
        );
        assert_eq!((plain.headline.as_str(), plain.author_name.as_str()), ("Tea & more", "Bob"));
        assert_eq!((plain.publisher.as_str(), plain.image.as_str()), ("News", "https://a.example/1.png"));
        let listed = read(
            r#"[{"@type":"BreadcrumbList"},{"@type":["Thing","Article"],"headline":["H"],"author":["Bob","Eve"]}]"#,
        );
        assert_eq!((listed.headline.as_str(), listed.author_name.as_str()), ("H", "Bob"));
        let graph = read(
            r#"{"@graph":[{"@type":"WebPage","name":"page"},{"@type":"NewsArticle","headline":"news",
                "image":{"@type":"ImageObject","url":"https://a.example/i.png"},"author":[{"name":"Bob"}]}]}"#,
        );
        assert_eq!((graph.headline.as_str(), graph.image.as_str()), ("news", "https://a.example/i.png"));
    }

    #[test]
    fn odd_data_says_nothing() {
        let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
        for piece in
            ["", "null", "{", "1", "\"x\"", "[]", "[[{}]]", r#"{"@type":7}"#, r#"{"@graph":{}}"#, &deep]
        {
            assert_eq!(read(piece), Article::default(), "{piece:.40}");
        }
        let odd = read(r#"{"@type":"WebPage","headline":{"a":1},"author":[],"publisher":[[]],"image":{}}"#);
        assert_eq!(odd, Article::default());
    }
}
