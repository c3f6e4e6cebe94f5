//! The protocol that other servers speak: documents, signatures, WebFinger and NodeInfo. Pure: no I/O and no clock,
//! and nothing here knows our database or our nouns.

pub mod audience;
pub mod context;
pub mod http_date;
pub mod lenient;
pub mod limits;
pub mod nodeinfo;
pub mod signature;
pub mod vocabulary;
pub mod webfinger;

/// The type of ActivityPub documents, as most servers name it.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// The same type, as the specification names it.
pub const LD_JSON: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
/// What to accept when asking for a document.
pub const ACCEPT: &str =
    "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// Whether a `Content-Type` marks an ActivityPub document. Anything else may be somebody's upload, and says
/// nothing in its server's name.
pub fn is_activity_content_type(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    if kind.eq_ignore_ascii_case(ACTIVITY_JSON) {
        return true;
    }
    kind.eq_ignore_ascii_case("application/ld+json")
        && parts.any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                let mut profiles = value.trim().trim_matches('"').split_ascii_whitespace();
                name.trim().eq_ignore_ascii_case("profile") && profiles.any(|profile| profile == PROFILE)
            })
        })
}

/// Whether an `Accept` header asks for an ActivityPub document rather than a page.
pub fn accepts_activity_json(accept: &str) -> bool {
    // The first type that either side understands decides; browsers begin with text/html.
    for part in split_outside_quotes(accept) {
        let kind = part.split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case(ACTIVITY_JSON) || kind.eq_ignore_ascii_case("application/ld+json") {
            return true;
        }
        if kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml") {
            return false;
        }
    }
    false
}

fn split_outside_quotes(text: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |letter| {
        is_quoted ^= letter == '"';
        letter == ',' && !is_quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_types_of_the_protocol_are_documents() {
        for good in [
            "application/activity+json",
            "Application/Activity+JSON; charset=utf-8",
            LD_JSON,
            "application/ld+json;profile=https://www.w3.org/ns/activitystreams",
        ] {
            assert!(is_activity_content_type(good), "{good}");
        }
        for bad in [
            "",
            "application/json",
            "application/ld+json",
            "application/ld+json; profile=\"https://example.org/\"",
            "application/activity+json-not",
            "text/plain",
            "image/png",
        ] {
            assert!(!is_activity_content_type(bad), "{bad}");
        }
    }

    #[test]
    fn browsers_get_pages_and_servers_get_documents() {
        assert!(accepts_activity_json(ACCEPT));
        assert!(accepts_activity_json(LD_JSON));
        assert!(accepts_activity_json("application/activity+json, text/html;q=0.1"));
        assert!(!accepts_activity_json("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(!accepts_activity_json("*/*"));
        assert!(!accepts_activity_json(""));
    }
}
