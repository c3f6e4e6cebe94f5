//! Atom (RFC 4287).

use model::Timestamp;

use super::{Author, Feed, Format, Item, xml::Xml};
use crate::VERSION;

/// When what never had anything in it was changed last; Atom insists on a date.
const NEVER: Timestamp = Timestamp::from_millis(0);

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("feed", &[("xmlns", "http://www.w3.org/2005/Atom")], |xml| contents(xml, feed));
    xml.finish()
}

fn contents(xml: &mut Xml, feed: &Feed) {
    xml.text("id", &[], &feed.id);
    xml.text("title", &[], &feed.title);
    xml.text("subtitle", &[], &feed.description);
    xml.text("updated", &[], &feed.updated().unwrap_or(NEVER).to_rfc3339_seconds());
    xml.empty("link", &[("rel", "self"), ("type", Format::Atom.media_type()), ("href", &*feed.address)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &*feed.page)]);
    if let Some(author) = &feed.author {
        person(xml, author);
    }
    if let Some(icon) = &feed.icon {
        xml.text("icon", &[], icon);
    }
    xml.text("generator", &[], &format!("Fanfare {VERSION}"));
    for item in &feed.items {
        xml.element("entry", &[], |xml| entry(xml, item));
    }
}

fn entry(xml: &mut Xml, item: &Item) {
    xml.text("id", &[], &item.id);
    xml.text("title", &[], item.title.as_ref().unwrap_or(&item.beginning));
    xml.text("published", &[], &item.published.to_rfc3339_seconds());
    xml.text("updated", &[], &item.updated.to_rfc3339_seconds());
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &*item.page)]);
    for shown in &item.media {
        let link = [
            ("rel", "enclosure"),
            ("type", shown.kind),
            ("href", &*shown.url),
            ("title", &*shown.description),
        ];
        xml.empty("link", if shown.description.is_empty() { &link[..3] } else { &link });
    }
    person(xml, &item.author);
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    match &item.language {
        Some(language) => xml.text("content", &[("type", "html"), ("xml:lang", language)], &item.html),
        None => xml.text("content", &[("type", "html")], &item.html),
    }
}

fn person(xml: &mut Xml, author: &Author) {
    xml.element("author", &[], |xml| {
        xml.text("name", &[], &author.name);
        if !author.page.is_empty() {
            xml.text("uri", &[], &author.page);
        }
    });
}
