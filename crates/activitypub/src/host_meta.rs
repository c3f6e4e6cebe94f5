//! Host-meta (RFC 6415): where a host answers about handles, for hosts that do so in another place than WebFinger's own.
//! No XML is interpreted, least of all its entities: one attribute of one element is looked for in the text.

use serde_json::Value;

use crate::{lenient, limits};

/// What stands for the handle in a template.
const PLACE: &str = "{uri}";

/// The template of the address at which a host answers, from XML or JSON.
pub fn template(text: &str) -> Option<String> {
    let found = match serde_json::from_str::<Value>(text) {
        Ok(document) => from_json(&document),
        Err(_) => from_xml(text),
    };
    found.filter(|template| template.contains(PLACE) && template.len() <= limits::ID_BYTES)
}

fn from_json(document: &Value) -> Option<String> {
    let mut links = lenient::list(document, "links").iter().take(limits::LINKS);
    let link = links.find(|link| lenient::text(link, "rel") == Some("lrdd"))?;
    lenient::text(link, "template").map(str::to_owned)
}

fn from_xml(text: &str) -> Option<String> {
    let elements = text.split('<').skip(1).take(limits::LINKS).filter_map(|rest| rest.split_once('>'));
    let mut links = elements.map(|(inside, _)| inside).filter(|inside| {
        let name = inside.split(|letter: char| letter.is_whitespace() || letter == '/').next();
        name.is_some_and(|name| name.rsplit(':').next() == Some("Link"))
    });
    let link = links.find(|link| attribute(link, "rel").as_deref() == Some("lrdd"))?;
    attribute(link, "template")
}

/// The value of an attribute of an element.
fn attribute(element: &str, name: &str) -> Option<String> {
    let mut rest = element;
    while let Some((before, after)) = rest.split_once('=') {
        let known = before.split_whitespace().next_back()?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, tail) = after[1..].split_once(quote)?;
        if known == name {
            return Some(value.replace("&amp;", "&"));
        }
        rest = tail;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_found_in_xml_and_json() {
        let wanted = Some("https://social.far.example/finger?a=b&resource={uri}".to_owned());
        for text in [
            r#"<?xml version="1.0"?><XRD xmlns="x"><Link type="y" rel="other" template="z{uri}"/>
               <Link rel='lrdd' type="application/xrd+xml"
                     template = "https://social.far.example/finger?a=b&amp;resource={uri}"/></XRD>"#,
            r#"<xrd:XRD><xrd:Link template="https://social.far.example/finger?a=b&amp;resource={uri}" rel="lrdd"></xrd:Link>"#,
            r#"{"links": [{"rel": "lrdd", "template": "https://social.far.example/finger?a=b&resource={uri}"}]}"#,
        ] {
            assert_eq!(template(text), wanted, "{text}");
        }
        for nothing in [
            "",
            "<",
            "<Link",
            "<Link>",
            "<Link rel=lrdd template=x{uri}>",
            r#"<Link rel="lrdd" template="https://far.example/"/>"#,
            r#"<Link rel="lrdd"/><Links rel="lrdd" template="{uri}"/>"#,
            r#"{"links": [{"rel": "lrdd"}]}"#,
        ] {
            assert_eq!(template(nothing), None, "{nothing}");
        }
    }
}
