//! The protocol that other servers speak: documents, signatures, WebFinger and NodeInfo. Pure: no I/O and no clock,
//! and nothing here knows our database or our nouns.

pub mod audience;
pub mod context;
pub mod host_meta;
pub mod http_date;
pub mod lenient;
pub mod limits;
pub mod nodeinfo;
pub mod proof;
pub mod signature;
pub mod spelling;
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

/// Whether an `Accept` header asks for an ActivityPub document rather than a page. Of a document and a page that
/// are wanted alike, the one named first is meant; browsers begin with text/html.
pub fn accepts_activity_json(accept: &str) -> bool {
    let (mut is_document, mut best) = (false, 0);
    for part in split_outside_quotes(accept) {
        let mut pieces = part.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default();
        let is = |name: &&str| kind.eq_ignore_ascii_case(name);
        let names_document = [ACTIVITY_JSON, "application/ld+json"].iter().any(is);
        if !names_document && !["text/html", "application/xhtml+xml"].iter().any(is) {
            continue;
        }
        let weight = pieces.find_map(weight).unwrap_or(WEIGHT);
        if weight > best {
            (is_document, best) = (names_document, weight);
        }
    }
    is_document
}

/// The weight of what names none, in thousandths.
const WEIGHT: u16 = 1000;

/// The weight in a `q` parameter, in thousandths; what cannot be read counts in full.
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let thousandths = |text: &str| format!("{text:0<3}").get(..3)?.parse::<u16>().ok();
    Some(match whole {
        "0" | "" => thousandths(fraction).unwrap_or(WEIGHT),
        _ => WEIGHT,
    })
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
        assert!(accepts_activity_json("text/html;q=0.1, application/activity+json"));
        assert!(accepts_activity_json("text/html;q=0.85, Application/LD+JSON; profile=\"x,y\"; q=0.9"));
        assert!(accepts_activity_json("text/html;q=0, application/activity+json;q=0.001"));
        assert!(!accepts_activity_json("text/html, application/activity+json"));
        assert!(!accepts_activity_json("application/activity+json;q=0.2, text/html;q=0.3"));
        assert!(!accepts_activity_json("application/activity+json;q=0"));
        assert!(!accepts_activity_json("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(!accepts_activity_json("*/*"));
        assert!(!accepts_activity_json(""));
    }
}
