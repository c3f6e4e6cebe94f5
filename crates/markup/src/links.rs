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
        let names = class.split_ascii_whitespace().any(|word| matches!(word, "mention" | "hashtag"));
        if open.name != "a" || names || found.len() == LINKS {
            return;
        }
        let address = open.attribute("href").and_then(page);
        found.extend(address.filter(|address| !found.contains(address)));
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
                    <a href=\"mailto:x@y.example\">x</a></p>";
        assert_eq!(links(html), ["https://a.example/x"]);
    }
}
