//! Pages of the web: what a page says of itself to machines. Nothing of it is believed or cleaned here, and nothing is
//! HTML any more: it is text, and must be escaped where it is shown.

use crate::limits::{PAGE_LINKS, PAGE_META_BYTES, PAGE_METAS, PAGE_SCRIPT_BYTES, PAGE_SCRIPTS};
use crate::tokens::{Open, Token, read as tokens};

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The text of the first title.
    pub title: String,
    /// The language of the whole.
    pub language: Option<String>,
    /// Structured data (JSON-LD), as it stands there.
    pub structured: Vec<String>,
    metas: Vec<(String, String)>,
    links: Vec<Link>,
}

/// A `<link>`.
#[derive(Clone, Debug)]
struct Link {
    relations: String,
    kind: String,
    address: String,
}

/// Inside what the reader stands.
#[derive(Default, PartialEq, Eq)]
enum Place {
    #[default]
    Elsewhere,
    Title,
    Data,
}

/// Reads a page, of which the beginning is enough.
pub fn read(html: &str) -> Page {
    let (mut page, mut place) = (Page::default(), Place::default());
    tokens(html, |token| match token {
        Token::Open(open) => place = page.open(open),
        Token::Close(_) => place = Place::Elsewhere,
        Token::Text(text) => page.text(&place, text),
    });
    page.title = page.title.trim().to_owned();
    page
}

/// The address of the first frame in a piece of HTML.
pub fn frame(html: &str) -> Option<String> {
    let mut found = None;
    tokens(html, |token| match token {
        Token::Open(open) if open.name == "iframe" && found.is_none() => {
            found = open.attribute("src").map(|address| address.trim().to_owned());
        }
        _ => {}
    });
    found
}

/// Where a page leads and says that it is the same person's: `rel="me"`.
pub fn own_links(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    tokens(html, |token| match token {
        Token::Open(open) if matches!(open.name, "a" | "link") && found.len() < PAGE_LINKS => {
            let relations = open.attribute("rel").unwrap_or_default();
            let is_own = relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("me"));
            found.extend(open.attribute("href").filter(|_| is_own).map(|address| address.trim().to_owned()));
        }
        _ => {}
    });
    found
}

/// Where a piece of HTML leads that is one link and nothing else, and shows where it leads.
pub fn sole_link(html: &str) -> Option<String> {
    let (mut links, mut shown) = (Vec::new(), String::new());
    tokens(html, |token| match token {
        Token::Open(open) if open.name == "a" => links.push(open.attribute("href").map(str::to_owned)),
        Token::Text(text) => shown.push_str(text),
        _ => {}
    });
    let link = if links.len() == 1 { links.pop()?? } else { return None };
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text).to_owned()
    };
    (bare(&link) == bare(&shown)).then_some(link)
}

impl Page {
    /// What the page says under the first of these names under which it says anything.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        let said = |name: &&str| self.metas.iter().find(|(known, _)| known == name);
        names.iter().find_map(said).map(|(_, content)| content.as_str())
    }

    /// Where the page leads by this relation, to something of this type if one is given.
    pub fn link(&self, relation: &str, kind: Option<&str>) -> Option<&str> {
        let is_meant = |link: &&Link| {
            link.relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(relation))
                && kind.is_none_or(|kind| link.kind.eq_ignore_ascii_case(kind))
        };
        self.links.iter().find(is_meant).map(|link| link.address.as_str())
    }

    fn open(&mut self, open: Open<'_>) -> Place {
        match open.name {
            "html" if self.language.is_none() => {
                self.language = open.attribute("lang").map(|language| language.trim().to_owned());
            }
            "meta" => self.add_meta(open),
            "link" => self.add_link(open),
            // Drawings in the page have titles, too.
            "title" if self.title.is_empty() => return Place::Title,
            "script" => {
                let kind = open.attribute("type").unwrap_or_default();
                let kind = kind.split(';').next().unwrap_or_default().trim();
                if kind.eq_ignore_ascii_case("application/ld+json") && self.structured.len() < PAGE_SCRIPTS {
                    self.structured.push(String::new());
                    return Place::Data;
                }
            }
            _ => {}
        }
        Place::Elsewhere
    }

    /// Some pages name what they say by `property`, some by `name`, and some several things at once.
    fn add_meta(&mut self, open: Open<'_>) {
        let Some(content) = open.attribute("content").map(str::trim).filter(|text| !text.is_empty()) else {
            return;
        };
        let content = &content[..content.floor_char_boundary(PAGE_META_BYTES)];
        let names = [open.attribute("property"), open.attribute("name"), open.attribute("itemprop")];
        for name in names.into_iter().flatten().flat_map(str::split_ascii_whitespace) {
            if self.metas.len() < PAGE_METAS && name.len() <= PAGE_META_BYTES {
                self.metas.push((name.to_ascii_lowercase(), content.to_owned()));
            }
        }
    }

    fn add_link(&mut self, open: Open<'_>) {
        if let (Some(relations), Some(address)) = (open.attribute("rel"), open.attribute("href"))
            && self.links.len() < PAGE_LINKS
            && relations.len().max(address.len()) <= PAGE_META_BYTES
        {
            self.links.push(Link {
                relations: relations.to_owned(),
                kind: open.attribute("type").unwrap_or_default().trim().to_owned(),
                address: address.trim().to_owned(),
            });
        }
    }

    fn text(&mut self, place: &Place, text: &str) {
        let (kept, most) = match place {
            Place::Elsewhere => return,
            Place::Title => (&mut self.title, PAGE_META_BYTES),
            Place::Data => match self.structured.last_mut() {
                Some(data) => (data, PAGE_SCRIPT_BYTES),
                None => return,
            },
        };
        let room = most.saturating_sub(kept.len());
        kept.push_str(&text[..text.floor_char_boundary(room)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::texts;

    #[test]
    fn a_page_says_what_it_is() {
        let page = read(
            "<!doctype html><HTML LANG=de><head><title>\n A &amp; B </title>\
             <meta property='og:title twitter:title' content=' The &lt;b&gt; '><meta name=Description content=words>\
             <meta property=og:image content=''><meta property=og:image content=/x.png>\
             <link rel='shortcut icon' href=/i.png><link rel='nofollow Canonical' href=' /here '>\
             <link rel=alternate type=application/json+oembed href=/oembed>\
             <script type='application/ld+json; charset=utf-8'>{\"a\":\"</b>\"}</script><script>no</script>\
             <body><svg><title>drawing</title></svg></body>",
        );
        assert_eq!((page.title.as_str(), page.language.as_deref()), ("A & B", Some("de")));
        assert_eq!(page.meta(&["og:none", "og:title"]), Some("The <b>"));
        assert_eq!(page.meta(&["twitter:title"]), Some("The <b>"));
        assert_eq!(page.meta(&["description"]), Some("words"));
        assert_eq!(page.meta(&["og:image"]), Some("/x.png"));
        assert_eq!(page.link("canonical", None), Some("/here"));
        assert_eq!(page.link("alternate", Some("application/json+oembed")), Some("/oembed"));
        assert_eq!(page.link("alternate", Some("text/html")), None);
        assert_eq!(page.structured, ["{\"a\":\"</b>\"}"]);
    }

    #[test]
    fn frames_are_found() {
        assert_eq!(
            frame("<div><IFRAME src=' https://a.example/x?a=1&amp;b=2 '>").as_deref(),
            Some("https://a.example/x?a=1&b=2")
        );
        assert_eq!(frame("<p>none</p><iframe title=x></iframe>"), None);
    }

    #[test]
    fn no_page_is_too_much() {
        let many = "<meta name=a content=b><link rel=c href=d><script type=application/ld+json>{}</script>";
        let page = read(&many.repeat(10_000));
        assert_eq!((page.metas.len(), page.links.len()), (PAGE_METAS, PAGE_LINKS));
        assert_eq!(page.structured.len(), PAGE_SCRIPTS);
        let long =
            format!("<title>{}</title><meta name=x content='{}'>", "é".repeat(90_000), "é".repeat(5_000));
        let page = read(&long);
        assert!(page.title.len() <= PAGE_META_BYTES && page.meta(&["x"]).unwrap().len() <= PAGE_META_BYTES);
        for bomb in ["<div>", "<title>", "<svg><title>", "<script type=application/ld+json>", "<!--", "<a b"]
        {
            read(&bomb.repeat(200_000));
        }
        for html in texts(500) {
            read(&html);
        }
    }
}
