//! What is kept of an element's attributes. `rel` and `target` are only checked here; `rewrite` decides on them.

use std::borrow::Cow;

use url::Url;

use crate::limits::{LANGUAGE_CHARACTERS, LINK_BYTES};

/// Schemes that a link may have.
pub(crate) const SCHEMES: &[&str] =
    &["http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"];

/// Tokens that `rel` may have, in the order in which they are written.
pub(crate) const RELS: &[&str] = &["tag", "me", "nofollow", "noopener"];

/// The attributes that an element may have, in the order in which they are written.
pub(crate) fn allowed(element: &str) -> &'static [&'static str] {
    match element {
        "a" => &["href", "class", "target", "rel", "translate", "lang"],
        "span" => &["class", "translate", "lang"],
        "ol" => &["start", "reversed", "lang"],
        "li" => &["value", "lang"],
        "br" => &[],
        "p" => &["class", "lang"],
        _ => &["lang"],
    }
}

/// The value with which an attribute is kept, if it is; the same value comes out when it goes in again.
pub(crate) fn kept<'a>(attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match attribute {
        "href" => href(value),
        "class" => class(value),
        "target" => (value == "_blank").then_some(Cow::Borrowed(value)),
        "rel" => tokens(value, |token| RELS.contains(&token)),
        "translate" => (value == "no").then_some(Cow::Borrowed(value)),
        "lang" => is_language(value).then_some(Cow::Borrowed(value)),
        "start" | "value" => value.trim().parse::<i32>().ok().map(|number| Cow::Owned(number.to_string())),
        "reversed" => Some(Cow::Borrowed("")),
        _ => None,
    }
}

/// An absolute address of an allowed scheme. Relative ones are refused: they would lead to this server.
fn href(value: &str) -> Option<Cow<'_, str>> {
    let trimmed = value.trim_matches(|c: char| c <= ' ');
    // A browser skips these anywhere in an address, so that `java\nscript:` is a script to it.
    let one_line: Cow<'_, str> = if trimmed.contains(char::is_control) {
        trimmed.chars().filter(|c| !c.is_control()).collect::<String>().into()
    } else {
        trimmed.into()
    };
    let clean = if one_line.contains(['<', '>']) {
        one_line.replace('<', "%3C").replace('>', "%3E").into()
    } else {
        one_line
    };
    let (scheme, rest) = clean.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_web = scheme == "http" || scheme == "https";
    // To a page on https, `https:path` is relative.
    let is_safe = SCHEMES.contains(&scheme.as_str()) && (!is_web || rest.starts_with("//"));
    let is_whole = clean.len() <= LINK_BYTES && Url::parse(&clean).is_ok_and(|url| !is_web || url.has_host());
    (is_safe && is_whole).then_some(clean)
}

/// Microformats and the classes by which apps know mentions, hashtags and shortened links.
fn class(value: &str) -> Option<Cow<'_, str>> {
    tokens(value, |token| {
        let is_ours = matches!(token, "mention" | "hashtag" | "ellipsis" | "invisible" | "quote-inline");
        let is_microformat = ["h-", "p-", "u-", "dt-", "e-"].iter().any(|prefix| token.starts_with(prefix))
            && token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        is_ours || is_microformat
    })
}

fn tokens(value: &str, is_kept: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(|token| is_kept(token)).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

fn is_language(value: &str) -> bool {
    (1..=LANGUAGE_CHARACTERS).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_links_of_known_schemes_are_kept() {
        for (value, expected) in [
            ("https://far.example/", Some("https://far.example/")),
            (" HTTPS://far.example/\n", Some("HTTPS://far.example/")),
            ("htt\nps://far.example/", Some("https://far.example/")),
            ("https://far.example/<b>", Some("https://far.example/%3Cb%3E")),
            ("xmpp:alice@far.example", Some("xmpp:alice@far.example")),
            ("magnet:?xt=urn:btih:x", Some("magnet:?xt=urn:btih:x")),
            ("gemini://far.example/", Some("gemini://far.example/")),
            ("javascript:alert(1)", None),
            ("JaVaScRiPt:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("https:far", None),
            ("https:/far", None),
            ("https:\\\\far", None),
            ("//far.example/", None),
            ("/path", None),
            ("path", None),
            ("#top", None),
            ("https://", None),
            ("https://a b.example/", None),
            ("", None),
        ] {
            assert_eq!(kept("href", value).as_deref(), expected, "{value:?}");
        }
        let long = format!("https://far.example/{}", "a".repeat(LINK_BYTES));
        assert_eq!(kept("href", &long), None);
    }

    #[test]
    fn other_values_are_checked_too() {
        for (attribute, value, expected) in [
            ("class", "u-url mention evil", Some("u-url mention")),
            ("class", "h-card\tdt-x p- e-1", Some("h-card dt-x p- e-1")),
            ("class", "h-<b> status__content", None),
            ("lang", "de-AT", Some("de-AT")),
            ("lang", "\"><b>", None),
            ("lang", "", None),
            ("translate", "no", Some("no")),
            ("translate", "yes", None),
            ("start", " 3 ", Some("3")),
            ("start", "3em", None),
            ("value", "-2", Some("-2")),
            ("reversed", "reversed", Some("")),
            ("rel", "me license", Some("me")),
            ("target", "_top", None),
            ("style", "color:red", None),
            ("onclick", "x()", None),
        ] {
            assert_eq!(kept(attribute, value).as_deref(), expected, "{attribute}={value:?}");
        }
    }
}
