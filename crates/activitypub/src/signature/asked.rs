//! What another server wants to be signed (RFC 9421, section 5): told in `Accept-Signature` by one that did not take a
//! signature.

use sfv::{Dictionary, InnerList, ListEntry, Parser};

use super::Unsigned;
use crate::limits;

/// A signature that another server asks for, and that can be made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name among several.
    pub(super) label: String,
    /// What it is to cover.
    components: Vec<String>,
    /// Whether it is to say when it ends.
    pub(super) expires: bool,
    /// A word by which the other knows it again.
    pub(super) nonce: Option<String>,
    /// What it is for.
    pub(super) tag: Option<String>,
    /// The algorithm that it is to name.
    pub(super) algorithm: Option<String>,
}

impl Asked {
    /// Reads what is asked for: the first that can be had, if any can.
    pub fn read(header: &str) -> Option<Self> {
        if header.len() > limits::SIGNATURE_HEADER_BYTES {
            return None;
        }
        let asked: Dictionary = Parser::new(header).parse().ok()?;
        asked.iter().find_map(|(label, entry)| match entry {
            ListEntry::InnerList(list) => Self::of(label.as_str(), list),
            ListEntry::Item(_) => None,
        })
    }

    fn of(label: &str, list: &InnerList) -> Option<Self> {
        let text = |name: &str| Some(list.params.get(name)?.as_string()?.as_str().to_owned());
        let name = |item: &sfv::Item| {
            let name = item.bare_item.as_string().filter(|_| item.params.is_empty())?.as_str().to_owned();
            CAN_BE_COVERED.contains(&name.as_str()).then_some(name)
        };
        let algorithm = text("alg");
        let is_known = algorithm.as_deref().is_none_or(|name| super::message::ALGORITHMS.contains(&name));
        // A key of ours is named in any case; if another is asked for, there is nothing to be done.
        (is_known && list.items.len() <= limits::SIGNED_COMPONENTS).then_some(())?;
        Some(Self {
            label: label.to_owned(),
            components: list.items.iter().map(name).collect::<Option<_>>()?,
            expires: list.params.contains_key("expires"),
            nonce: text("nonce"),
            tag: text("tag"),
            algorithm,
        })
    }

    /// Whether it must be made with an Ed25519 key.
    pub fn is_ed25519(&self) -> bool {
        self.algorithm.as_deref() == Some(super::message::ED25519)
    }

    /// What is asked for beyond what is covered anyway, with its values in this request.
    pub(super) fn beyond(
        &self,
        covered: &[(String, String)],
        request: &Unsigned<'_>,
    ) -> Vec<(String, String)> {
        let is_new = |name: &&String| !covered.iter().any(|(known, _)| known == *name);
        let new = self.components.iter().filter(is_new);
        new.filter_map(|name| Some((name.clone(), value(name, request)?))).collect()
    }
}

/// What can be covered in a request of ours.
const CAN_BE_COVERED: [&str; 11] = [
    "@method",
    "@target-uri",
    "@authority",
    "@scheme",
    "@request-target",
    "@path",
    "@query",
    "content-digest",
    "content-type",
    "date",
    "host",
];

/// The value of a component in a request of ours; what it does not have is not covered.
fn value(name: &str, request: &Unsigned<'_>) -> Option<String> {
    let (path, query) = match request.path_and_query.split_once('?') {
        Some((path, query)) => (path, query),
        None => (request.path_and_query, ""),
    };
    Some(match name {
        "@authority" | "host" => request.host.to_ascii_lowercase(),
        "@scheme" => request.scheme.to_owned(),
        "@request-target" => request.path_and_query.to_owned(),
        "@path" => path.to_owned(),
        "@query" => format!("?{query}"),
        "content-type" => request.content_type?.to_owned(),
        "date" => crate::http_date::write(request.date_ms),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_can_be_had_is_read() {
        let asked = Asked::read(
            "a=(\"x-secret\");keyid, b=(\"@method\" \"@authority\" \"date\");created;keyid;nonce=\"n1\";tag=\"fediverse\"",
        );
        let asked = asked.unwrap();
        assert_eq!((asked.label.as_str(), asked.components.len()), ("b", 3));
        assert_eq!((asked.nonce.as_deref(), asked.tag.as_deref()), (Some("n1"), Some("fediverse")));
        assert!(Asked::read("sig1=();alg=\"ed25519\"").unwrap().is_ed25519());
        assert!(Asked::read(super::super::ACCEPT_SIGNATURE).is_some(), "what we ask for ourselves");
        for nothing in
            ["", "x", "sig1=1", "sig1=(\"@status\")", "sig1=();alg=\"hmac-sha256\"", "sig1=(\"@path\";req)"]
        {
            assert_eq!(Asked::read(nothing), None, "{nothing}");
        }
    }
}
