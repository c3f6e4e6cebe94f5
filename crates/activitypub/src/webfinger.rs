//! WebFinger (RFC 7033): from a handle to an actor.

use serde_json::{Value, json};
use url::Host;

use crate::{ACTIVITY_JSON, LD_JSON, is_activity_content_type, lenient, limits};

/// The relation of a link to a page for people.
const PROFILE_PAGE: &str = "http://webfinger.net/rel/profile-page";

/// The relations of links to a page on which something of another server can be followed, or looked at: what OStatus
/// began with, and activity intents (FEP-3b86); each with what stands for the address in its template.
const INTERACTIONS: [(&str, &str); 3] = [
    ("http://ostatus.org/schema/1.0/subscribe", "{uri}"),
    ("https://w3id.org/fep/3b86/Follow", "{object}"),
    ("https://w3id.org/fep/3b86/Object", "{object}"),
];

/// The port that addresses leave out.
const HTTPS_PORT: u16 = 443;

/// A handle: who, and on which server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The name before the `@`.
    pub username: String,
    /// The server as addresses spell it, in small ASCII letters, with a port if it is unusual.
    pub host: String,
}

/// What somebody asks WebFinger about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A handle.
    Handle(Handle),
    /// An http(s) address.
    Url(String),
}

impl Handle {
    /// Reads `acct:bob@far.example`, `@bob@far.example` or `bob@far.example`. Whatever could smuggle something into
    /// an address is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("acct:").unwrap_or(text);
        let (username, host) = text.strip_prefix('@').unwrap_or(text).split_once('@')?;
        if text.len() > limits::HANDLE_BYTES || !is_username(username) {
            return None;
        }
        Some(Self { username: username.to_owned(), host: canonical_host(host)? })
    }
}

/// Letters, digits and underscores of ASCII; dots and dashes inside.
pub fn is_username(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    name.bytes().all(is_inner) && is_edge(name.as_bytes().first()) && is_edge(name.as_bytes().last())
}

/// A host as addresses spell it, so that one server has one name here: letters of other scripts as punycode, and
/// what only looks like another host (full-width letters, numbers in disguise) as what it is, or not at all.
fn canonical_host(host: &str) -> Option<String> {
    let (name, port) = match host.split_once(':') {
        None => (host, None),
        Some((name, port)) => (name, Some(port)),
    };
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let is_number = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if !name.chars().all(is_letter) || port.is_some_and(|port| !is_number(port)) {
        return None;
    }
    let spelt = match Host::parse(name).ok()? {
        Host::Domain(domain) => domain,
        // Nobody writes 127.1 for 127.0.0.1 who means well.
        Host::Ipv4(address) => Some(address.to_string()).filter(|plain| plain == name)?,
        Host::Ipv6(_) => return None,
    };
    // Some letters turn into several, of which not all may stand in a host: "⑴" into "(1)".
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_label = |label: &str| {
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(is_plain)
    };
    if !spelt.split('.').all(is_label) {
        return None;
    }
    match port.map(str::parse::<u16>) {
        None => Some(spelt),
        Some(Ok(HTTPS_PORT)) => Some(spelt),
        Some(Ok(port)) if port != 0 => Some(format!("{spelt}:{port}")),
        Some(_) => None,
    }
}

impl Resource {
    /// Reads the `resource` parameter of a question.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with("https://") || text.starts_with("http://") {
            return Some(Self::Url(text.to_owned()));
        }
        Handle::parse(text).map(Self::Handle)
    }
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jrd {
    /// Whom the answer is about.
    pub subject: Option<String>,
    /// Links: relation, type and address.
    links: Vec<(String, Option<String>, String)>,
    /// Patterns of addresses: relation and template.
    templates: Vec<(String, String)>,
}

impl Jrd {
    /// Reads an answer.
    pub fn parse(document: &Value) -> Option<Self> {
        document.as_object()?;
        let link = |link: &Value| {
            let text = |key| lenient::text(link, key).map(str::to_owned);
            Some((text("rel")?, text("type"), text("href")?))
        };
        let template = |link: &Value| {
            let text = |key| lenient::text(link, key).map(str::to_owned);
            Some((text("rel")?, text("template")?))
        };
        Some(Self {
            subject: lenient::text(document, "subject").map(str::to_owned),
            templates: lenient::list(document, "links")
                .iter()
                .take(limits::LINKS)
                .filter_map(template)
                .collect(),
            links: lenient::list(document, "links").iter().take(limits::LINKS).filter_map(link).collect(),
        })
    }

    /// The address of the page on which the person meets what is on another server under `uri`, to follow or answer it.
    pub fn interaction(&self, uri: &str) -> Option<String> {
        let uri: String = url::form_urlencoded::byte_serialize(uri.as_bytes()).collect();
        INTERACTIONS.iter().find_map(|(rel, place)| {
            let template =
                self.templates.iter().find(|(known, _)| known == rel).map(|(_, template)| template)?;
            template.contains(place).then(|| template.replace(place, &uri))
        })
    }

    /// The address of the actor.
    pub fn actor(&self) -> Option<&str> {
        let is_actor = |kind: &Option<String>| kind.as_deref().is_some_and(is_activity_content_type);
        let mut selves = self.links.iter().filter(|(rel, kind, _)| rel == "self" && is_actor(kind));
        selves.next().map(|(_, _, href)| href.as_str())
    }
}

/// The answer about one of our actors. `page` is their profile for people, `interact` the beginning of the address of a
/// page on which they meet what is on other servers; the address of that is to be added.
pub fn answer(handle: &Handle, actor: &str, page: &str, interact: Option<&str>) -> Value {
    let mut links = vec![
        json!({ "rel": PROFILE_PAGE, "type": "text/html", "href": page }),
        json!({ "rel": "self", "type": ACTIVITY_JSON, "href": actor }),
        json!({ "rel": "self", "type": LD_JSON, "href": actor }),
    ];
    if let Some(page) = interact {
        let template =
            |(rel, place): &(&str, &str)| json!({ "rel": rel, "template": format!("{page}{place}") });
        links.extend(INTERACTIONS.iter().map(template));
    }
    json!({
        "subject": format!("acct:{}@{}", handle.username, handle.host),
        "aliases": [page, actor],
        "links": links,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_read_in_every_spelling() {
        for text in ["acct:bob@far.example", "@bob@far.example", "bob@FAR.example", " bob@far.example "] {
            let handle = Handle::parse(text).unwrap();
            assert_eq!((handle.username.as_str(), handle.host.as_str()), ("bob", "far.example"), "{text}");
        }
        assert_eq!(Handle::parse("bob@localhost:4001").unwrap().host, "localhost:4001");
        assert_eq!(Handle::parse("bob@127.0.0.9:4001").unwrap().host, "127.0.0.9:4001");
    }

    #[test]
    fn a_host_has_one_name() {
        for (text, host) in [
            ("bob@bücher.example", "xn--bcher-kva.example"),
            ("bob@BÜCHER.example", "xn--bcher-kva.example"),
            ("bob@xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("bob@ｈｏｍｅ.example", "home.example"),
            ("bob@far.example:443", "far.example"),
            ("bob@far.example:0080", "far.example:80"),
        ] {
            assert_eq!(Handle::parse(text).unwrap().host, host, "{text}");
        }
    }

    #[test]
    fn what_could_smuggle_something_is_no_handle() {
        for text in [
            "",
            "bob",
            "@bob",
            "bob@",
            "@far.example",
            "a@127.0.0.9:1/x?y#",
            "a b@far.example",
            "a@far.example/..",
            "a@far⑴.example",
            "../a@far.example",
            "a\u{202e}@far.example",
            "a@far.example:0",
            "a@far.example:99999",
            "a@b@c",
            "a@.far.example",
            "a@far..example",
            "<script>@far.example",
            "a\n@far.example",
            "аlice@far.example",
            "a@user:pass@far.example",
            "a@[::1]",
            "a@127.1",
            "a@0x7f.0.0.1",
            "a@2130706433",
            "a@-far.example",
            "a@far.example.",
            "a@far.example:+80",
            "a@far.example:",
            "a@far%2eexample",
            "a@far.exa\u{ad}mple",
            "alıce@far.example",
            "ａlice@far.example",
            "al\u{200b}ice@far.example",
            "alice\0@far.example",
        ] {
            assert_eq!(Handle::parse(text), None, "{text:?}");
        }
        assert_eq!(Handle::parse(&format!("{}@far.example", "a".repeat(5_000))), None);
    }

    #[test]
    fn an_answer_of_ours_can_be_read_by_others() {
        let handle = Handle { username: "alice".into(), host: "home.example".into() };
        let document =
            answer(&handle, "https://home.example/ap/users/1", "https://home.example/@alice", None);
        let jrd = Jrd::parse(&document).unwrap();
        assert_eq!(jrd.actor(), Some("https://home.example/ap/users/1"));
        assert_eq!(jrd.subject.as_deref().and_then(Handle::parse), Some(handle));
    }
}
