//! Links of a text: what it points to, apart from the people and tags that it names.

use url::Url;

use crate::{
    limits::{COUNTED_LINK_BYTES, LINKS},
    tokens::{Token, read},
};

/// The pages that safe HTML points to, each once, in order, without what stands after a `#`.
pub fn links(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    read(html, |token| {
        let Token::Open(open) = token else { return };
        let class = open.attribute("class").unwrap_or_default();
        let relation = open.attribute("rel").unwrap_or_default();
        let names = class.split_ascii_whitespace().any(|word| matches!(word, "mention" | "hashtag"))
            || relation.split_ascii_whitespace().any(|word| word == "tag");
        if open.name != "a" || names || found.len() == LINKS {
            return;
        }
        let address = open.attribute("href").and_then(page);
        found.extend(address.filter(|address| !found.contains(address)));
    });
    found
}

/// The hashtags that HTML marks as such, as spelt, without `#`: for servers that list them nowhere else.
pub fn hashtags(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside: Option<String> = None;
    read(html, |token| match token {
        Token::Open(open) if open.name == "a" => {
            let class = open.attribute("class").unwrap_or_default();
            inside = class.split_ascii_whitespace().any(|word| word == "hashtag").then(String::new);
        }
        Token::Text(text) => {
            if let Some(name) = &mut inside {
                name.push_str(text);
            }
        }
        Token::Close("a") => {
            let name = inside.take().unwrap_or_default();
            // Only what would be a hashtag in a text is one.
            let name = crate::extract::tags(name.trim()).into_iter().next();
            found.extend(name.filter(|name| found.len() < LINKS && !found.contains(name)));
        }
        Token::Open(_) | Token::Close(_) => {}
    });
    found
}

/// An address as links are compared: of the web, and without what stands after a `#`.
pub fn page(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    url.set_fragment(None);
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    (is_web && url.as_str().len() <= COUNTED_LINK_BYTES).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_links_and_names_are_not() {
        let html = "<p><a href=\"https://a.example/x#part\">x</a> <a href=\"https://a.example/x\">x</a> \
                    <a class=\"u-url mention\" href=\"https://b.example/@bob\">@bob</a> \
                    <a class=\"mention hashtag\" href=\"https://b.example/tags/tea\">#tea</a> \
                    <a rel=\"nofollow tag\" href=\"https://b.example/tag/milk\">#milk</a> \
                    <a href=\"mailto:x@y.example\">x</a></p>";
        assert_eq!(links(html), ["https://a.example/x"]);
    }

    #[test]
    fn hashtags_are_found_by_their_class() {
        let html = "<a class=\"mention hashtag\" href=\"https://b.example/t/tea\">#<span>Tea</span></a> #milk \
                    <a class=\"hashtag\">#Tea</a> <a class=\"hashtag\">not one</a> <a>#no</a>";
        assert_eq!(hashtags(html), ["Tea"]);
    }
}
