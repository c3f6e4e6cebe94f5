//! What is shown of a page, made of what it says of itself: structured data first, then Open Graph, Twitter's names for
//! the same, and the plain title. All of it is text, cut to what can be shown; every address is one of the web.

use markup::page::Page;
use model::{CardImage, PreviewCard, Timestamp};
use url::Url;

use super::structured::{self, Article};
use crate::limits::{
    CARD_DESCRIPTION_CHARACTERS, CARD_NAME_CHARACTERS, CARD_PIXELS, CARD_TITLE_CHARACTERS, LANGUAGE_BYTES,
    URL_BYTES,
};

/// What a page at this address says of itself, in place of nothing.
pub(super) fn card(page: &Page, address: &Url, nothing: PreviewCard) -> PreviewCard {
    let article = structured::article(&page.structured);
    let said = |first: &str, names: &[&str]| match first {
        "" => page.meta(names).unwrap_or_default().to_owned(),
        first => first.to_owned(),
    };
    let title = said(&article.headline, &["og:title", "twitter:title", "dc.title"]);
    let title = line(if title.trim().is_empty() { &page.title } else { &title }, CARD_TITLE_CHARACTERS);
    let host = address.host_str().unwrap_or_default();
    let provider = said(&article.publisher, &["og:site_name", "application-name"]);
    PreviewCard {
        url: canonical(page, address),
        title,
        description: line(
            &said(&article.description, &["og:description", "twitter:description", "description"]),
            CARD_DESCRIPTION_CHARACTERS,
        ),
        author_name: line(
            &said(&article.author_name, &["author", "og:author", "article:author:name", "twitter:creator"]),
            CARD_NAME_CHARACTERS,
        ),
        author_url: author_url(page, &article, address),
        provider_name: line(if provider.trim().is_empty() { host } else { &provider }, CARD_NAME_CHARACTERS),
        provider_url: String::new(),
        image: image(page, &article, address),
        language: language(page, &article),
        published_at: published(page, &article),
        ..nothing
    }
}

/// The handle of the account that a page names as its author.
pub(super) fn creator(page: &Page) -> Option<&str> {
    page.meta(&["fediverse:creator"]).filter(|handle| handle.len() <= URL_BYTES)
}

/// The page's own address. It may name a better one than that where it was found, but only on its own host: else any
/// page could pass for another.
fn canonical(page: &Page, address: &Url) -> String {
    let named = page.link("canonical", None).or_else(|| page.meta(&["og:url"]));
    let named = named.and_then(|named| web_address(named, address));
    named.filter(|named| named.origin() == address.origin()).unwrap_or_else(|| address.clone()).into()
}

fn author_url(page: &Page, article: &Article, address: &Url) -> String {
    let named = [article.author_url.as_str(), page.meta(&["article:author"]).unwrap_or_default()];
    // Some write a name where the address of a page belongs.
    let named = named.into_iter().find(|named| named.starts_with("http") || named.starts_with('/'));
    named.and_then(|named| web_address(named, address)).map(String::from).unwrap_or_default()
}

fn image(page: &Page, article: &Article, address: &Url) -> Option<CardImage> {
    let named = page.meta(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image"]);
    let named = named.unwrap_or(&article.image);
    let url = web_address(named, address).filter(|_| !named.is_empty())?;
    let pixels = |name: &str| {
        let number = page.meta(&[name]).and_then(|text| text.trim_end_matches("px").parse().ok());
        number.filter(|pixels| *pixels <= CARD_PIXELS).unwrap_or(0)
    };
    let description = page.meta(&["og:image:alt", "twitter:image:alt"]).unwrap_or_default();
    Some(CardImage {
        url: url.into(),
        width: pixels("og:image:width"),
        height: pixels("og:image:height"),
        description: line(description, CARD_DESCRIPTION_CHARACTERS),
    })
}

/// The language in two or three letters, as statuses have it.
fn language(page: &Page, article: &Article) -> Option<String> {
    let named = [&*article.language, page.meta(&["og:locale"]).unwrap_or_default()];
    let named = named.into_iter().chain(page.language.as_deref()).find(|named| !named.is_empty())?;
    let code = named.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && named.len() <= LANGUAGE_BYTES).then_some(code)
}

fn published(page: &Page, article: &Article) -> Option<Timestamp> {
    let named = match article.published.as_str() {
        "" => page.meta(&["article:published_time", "og:published_time", "date"])?,
        published => published,
    };
    Timestamp::parse(named)
}

/// An address of the web, as a page names it: perhaps without its own host.
pub(super) fn web_address(named: &str, page: &Url) -> Option<Url> {
    let url = page.join(named.trim()).ok()?;
    let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
    let is_bare = url.username().is_empty() && url.password().is_none();
    (is_web && is_bare && url.as_str().len() <= URL_BYTES).then_some(url)
}

/// A text as one line, without what would turn its direction or is not to be seen, cut to a length.
pub(super) fn line(text: &str, characters: usize) -> String {
    // What is between the words does not count.
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    markup::sanitize::plain_lines(&tidy, characters)
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    fn read(html: &str) -> PreviewCard {
        let address = Url::parse("https://news.example/a/b?x=1").unwrap();
        let nothing = PreviewCard::nothing(Id::new(1), "https://short.example/1");
        card(&markup::page::read(html), &address, nothing)
    }

    #[test]
    fn a_page_is_described_in_its_own_words() {
        let card = read(
            "<html lang=en-GB><title>plain</title><meta property=og:title content='The  title\u{202e}'>\
             <meta name=description content='one\ntwo'><meta property=og:site_name content=News>\
             <meta property=article:published_time content=2026-11-23T10:00:00+01:00>\
             <meta property=og:image content='../p.png'><meta property=og:image:width content=1200px>\
             <meta property=og:image:height content=99999999><meta property=og:image:alt content=A\u{a0}cat>\
             <link rel=canonical href='/a/b'><meta name=author content=Bob>",
        );
        assert_eq!((card.title.as_str(), card.description.as_str()), ("The title", "one two"));
        assert_eq!(
            (card.url.as_str(), card.link.as_str()),
            ("https://news.example/a/b", "https://short.example/1")
        );
        assert_eq!((card.provider_name.as_str(), card.author_name.as_str()), ("News", "Bob"));
        assert_eq!(card.language.as_deref(), Some("en"));
        assert_eq!(card.published_at, Timestamp::parse("2026-11-23T09:00:00Z"));
        let image = card.image.unwrap();
        assert_eq!((image.url.as_str(), image.width, image.height), ("https://news.example/p.png", 1_200, 0));
        assert_eq!(image.description, "A cat");
    }

    #[test]
    fn the_more_exact_words_win() {
        let ld = r#"{"@type":"NewsArticle","headline":"exact","author":{"name":"Eve","url":"/eve"},"inLanguage":"fr_FR"}"#;
        let html = format!(
            "<title>plain</title><meta property=og:title content=open><meta name=twitter:title content=bird>\
             <script type=application/ld+json>{ld}</script>"
        );
        let card = read(&html);
        assert_eq!((card.title.as_str(), card.author_name.as_str()), ("exact", "Eve"));
        assert_eq!(
            (card.author_url.as_str(), card.language.as_deref()),
            ("https://news.example/eve", Some("fr"))
        );
        assert_eq!(read("<title>plain</title><meta name=twitter:title content=bird>").title, "bird");
        assert_eq!(read("<title>plain</title><meta property=og:title content=' '>").title, "plain");
        assert_eq!(read("<title>x</title>").provider_name, "news.example");
        assert_eq!(read("<p>nothing").title, "");
    }

    #[test]
    fn no_page_passes_for_another() {
        for named in [
            "https://evil.example/",
            "http://news.example/",
            "https://news.example:444/",
            "javascript:x",
            "//evil",
        ] {
            let card = read(&format!(
                "<title>x</title><link rel=canonical href='{named}'><meta property=og:url content='{named}'>"
            ));
            assert_eq!(card.url, "https://news.example/a/b?x=1", "{named}");
        }
        for bad in ["javascript:alert(1)", "data:image/png,x", "https://a:b@evil.example/", "http://"] {
            let card = read(&format!(
                "<title>x</title><meta property=og:image content='{bad}'><meta property=article:author content='{bad}'>"
            ));
            assert_eq!((card.image, card.author_url.as_str()), (None, ""), "{bad}");
        }
    }

    #[test]
    fn nothing_is_longer_than_can_be_shown() {
        let long = "long ".repeat(5_000);
        let card = read(&format!(
            "<title>{long}</title><meta name=description content='{long}'><meta name=author content='{long}'>"
        ));
        assert!(card.title.chars().count() <= CARD_TITLE_CHARACTERS);
        assert!(card.description.chars().count() <= CARD_DESCRIPTION_CHARACTERS);
        assert!(card.author_name.chars().count() <= CARD_NAME_CHARACTERS);
    }
}
