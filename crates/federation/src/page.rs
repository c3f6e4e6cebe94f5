//! Pages for people: finding the link to the same thing's ActivityPub form. This reads just enough HTML for one
//! kind of tag in the head; what it gets wrong costs a failed search, never trust.

use url::Url;

use crate::limits;

/// The address in `<link rel="alternate" type="application/activity+json" href="…">`, if it is on the page's host.
pub(crate) fn alternate(page: &str, address: &Url) -> Option<Url> {
    let head = &page[..page.floor_char_boundary(limits::PAGE_HEAD_BYTES)];
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find("<link") {
        let start = from + found + "<link".len();
        let longest = lower.floor_char_boundary(start + limits::PAGE_TAG_BYTES);
        let stop = lower[start..longest].find('>').map_or(longest, |length| start + length);
        if let Some(target) = read_link(&head[start..stop], address) {
            return Some(target);
        }
        from = stop;
    }
    None
}

fn read_link(attributes: &str, address: &Url) -> Option<Url> {
    let is_alternate = attribute(attributes, "rel")?
        .split_ascii_whitespace()
        .any(|word| word.eq_ignore_ascii_case("alternate"));
    if !is_alternate || !activitypub::is_activity_content_type(&attribute(attributes, "type")?) {
        return None;
    }
    let target = address.join(&attribute(attributes, "href")?).ok()?;
    (target.origin() == address.origin()).then_some(target)
}

/// The value of an attribute, with or without quotes.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => split_value(value.trim_start()),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.replace("&amp;", "&"));
        }
        // A stray quote or slash is no name; stepping over it keeps the loop moving.
        rest = if next.len() == rest.len() { rest.get(1..).unwrap_or_default() } else { next }.trim_start();
    }
    None
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let end = inner.find(quote).unwrap_or(inner.len());
            return (&inner[..end], inner.get(end + 1..).unwrap_or_default());
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Option<String> {
        alternate(page, &Url::parse("https://far.example/@bob/1").unwrap()).map(String::from)
    }

    #[test]
    fn the_other_form_of_a_page_is_found_in_many_spellings() {
        for link in [
            r#"<link rel="alternate" type="application/activity+json" href="https://far.example/n/1">"#,
            r#"<LINK href='/n/1' TYPE='application/activity+json' REL='alternate' />"#,
            "<link\n rel=alternate\n type=application/activity+json\n href=/n/1>",
            r#"<link rel="me alternate" title="a > b" type="application/activity+json" href="/n/1"><link rel=alternate type=application/activity+json href=/n/1>"#,
        ] {
            let page = format!("<!doctype html><html><head><link rel=icon href=/i.png>{link}</head>");
            assert_eq!(found(&page).as_deref(), Some("https://far.example/n/1"), "{link}");
        }
    }

    #[test]
    fn other_hosts_and_other_types_are_not_followed() {
        for link in [
            r#"<link rel="alternate" type="application/activity+json" href="https://evil.example/n/1">"#,
            r#"<link rel="alternate" type="application/json" href="/n/1">"#,
            r#"<link rel="stylesheet" type="application/activity+json" href="/n/1">"#,
            r#"<link rel="alternate" type="application/activity+json">"#,
            "<link",
            "<link =",
            "<link \"\"\" ''",
            "<link rel",
            "ä<link rel='",
            "<link / / /",
        ] {
            assert_eq!(found(link), None, "{link}");
        }
        assert_eq!(found(&"<link ".repeat(50_000)), None);
        assert_eq!(found(&"é".repeat(300_000)), None);
    }
}
