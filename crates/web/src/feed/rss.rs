//! RSS 2.0, with the extensions that readers know: where the feed is (Atom), who said it (Dublin Core), what it shows (Media
//! RSS), and a picture (webfeeds).

use super::{Feed, Item, Shown, xml::Xml};
use crate::VERSION;

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Xml::new();
    let names = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xmlns:webfeeds", "http://webfeeds.org/rss/1.0"),
    ];
    xml.element("rss", &names, |xml| xml.element("channel", &[], |xml| channel(xml, feed)));
    xml.finish()
}

fn channel(xml: &mut Xml, feed: &Feed) {
    xml.text("title", &[], &feed.title);
    xml.text("description", &[], &feed.description);
    xml.text("link", &[], &feed.page);
    let itself = [("rel", "self"), ("type", super::Format::Rss.media_type()), ("href", &*feed.address)];
    xml.empty("atom:link", &itself);
    if let Some(icon) = &feed.icon {
        xml.element("image", &[], |xml| {
            xml.text("url", &[], icon);
            xml.text("title", &[], &feed.title);
            xml.text("link", &[], &feed.page);
        });
        xml.text("webfeeds:icon", &[], icon);
    }
    if let Some(updated) = feed.updated() {
        xml.text("lastBuildDate", &[], &updated.to_http_date());
    }
    xml.text("generator", &[], &format!("Fanfare {VERSION}"));
    for one in &feed.items {
        xml.element("item", &[], |xml| item(xml, one));
    }
}

fn item(xml: &mut Xml, item: &Item) {
    // Most statuses have no title, and one made of their first words would be read twice.
    if let Some(title) = &item.title {
        xml.text("title", &[], title);
    }
    xml.text("guid", &[("isPermaLink", if item.id == item.page { "true" } else { "false" })], &item.id);
    xml.text("link", &[], &item.page);
    xml.text("pubDate", &[], &item.published.to_http_date());
    xml.text("dc:creator", &[], &item.author.name);
    if let Some(language) = &item.language {
        xml.text("dc:language", &[], language);
    }
    xml.text("description", &[], &item.html);
    for shown in &item.media {
        media(xml, shown);
    }
    // Programs that play podcasts know nothing else, and some do without what has no length.
    if let Some(sound) = item.media.iter().find(|shown| shown.medium() == "audio") {
        let length = sound.bytes.unwrap_or(0).to_string();
        xml.empty("enclosure", &[("url", &*sound.url), ("length", &length), ("type", sound.kind)]);
    }
    for category in &item.categories {
        xml.text("category", &[], category);
    }
}

fn media(xml: &mut Xml, shown: &Shown) {
    let names = [("url", &*shown.url), ("type", shown.kind), ("medium", shown.medium())];
    xml.element("media:content", &names, |xml| {
        xml.text(
            "media:rating",
            &[("scheme", "urn:simple")],
            if shown.is_sensitive { "adult" } else { "nonadult" },
        );
        if !shown.description.is_empty() {
            xml.text("media:description", &[("type", "plain")], &shown.description);
        }
        if let Some(small) = &shown.small {
            xml.empty("media:thumbnail", &[("url", small)]);
        }
    });
}
