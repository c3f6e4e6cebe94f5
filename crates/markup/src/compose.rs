//! Plain text as people type it to the HTML that is published. The result is a fixed point of `sanitize`.

use std::collections::{HashMap, HashSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::characters::without_stray;
use crate::escape;
use crate::extract::{Entity, Handle, Hashtag, Kind, entities};
use crate::limits::LINK_SHOWN_CHARACTERS;

/// What a tag's name keeps in an address.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_');

/// An account that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionLink {
    /// The page to which the mention leads.
    pub url: String,
    /// The username to show, as its owner spells it.
    pub username: String,
}

/// The HTML of a status or a description. `base` is this server's address, under which `/tags/` lies; `resolve`
/// knows the accounts, and a mention that it does not know stays text.
pub fn html(text: &str, base: &str, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    compose(text, Style { base: Some(base), is_field: false }, resolve)
}

/// The HTML of a plain text by somebody elsewhere, whose hashtags lead nowhere here.
pub fn received(text: &str, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    compose(text, Style { base: None, is_field: false }, resolve)
}

/// A stretch of such a text, for whoever makes the lines and paragraphs.
pub(crate) fn stretch(text: &str, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    let text = without_stray(text);
    let mut html = String::new();
    write(&mut html, &text, Style { base: None, is_field: false }, resolve);
    html
}

/// The HTML of the value of a profile's field: one line, with links that claim to be the same person's (`rel="me"`)
/// and mentions that tell their host.
pub fn field(text: &str, base: &str, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    compose(text, Style { base: Some(base), is_field: true }, resolve)
}

#[derive(Clone, Copy)]
struct Style<'a> {
    /// Under which hashtags lie; without it they stay text.
    base: Option<&'a str>,
    is_field: bool,
}

fn compose(text: &str, style: Style<'_>, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = without_stray(&text);
    let mut html = String::new();
    write(&mut html, text.trim(), style, resolve);
    if html.is_empty() || style.is_field { html } else { format!("<p>{html}</p>") }
}

fn write(html: &mut String, text: &str, style: Style<'_>, resolve: impl Fn(&Handle) -> Option<MentionLink>) {
    let entities = entities(text);
    let named = named(&entities, resolve);
    let ambiguous = ambiguous(&named);
    let mut from = 0;
    for Entity { range, kind } in &entities {
        let written = &text[range.clone()];
        write_text(html, &text[from..range.start], style);
        match kind {
            Kind::Link => write_link(html, written, style),
            Kind::Hashtag(tag) => match style.base {
                Some(base) => write_hashtag(html, tag, base),
                None => write_text(html, written, style),
            },
            Kind::Mention(handle) => match named.get(handle) {
                Some(link) => {
                    let with_host = style.is_field || ambiguous.contains(link.username.as_str());
                    write_mention(html, link, handle.host.as_deref().filter(|_| with_host));
                }
                None => write_text(html, written, style),
            },
        }
        from = range.end;
    }
    write_text(html, &text[from..], style);
}

fn named(
    entities: &[Entity],
    resolve: impl Fn(&Handle) -> Option<MentionLink>,
) -> HashMap<&Handle, MentionLink> {
    let mut known: HashMap<&Handle, Option<MentionLink>> = HashMap::new();
    for entity in entities {
        if let Kind::Mention(handle) = &entity.kind {
            known.entry(handle).or_insert_with(|| resolve(handle));
        }
    }
    known.into_iter().filter_map(|(handle, link)| Some((handle, link?))).collect()
}

/// The usernames that several of the accounts named have in common.
fn ambiguous(named: &HashMap<&Handle, MentionLink>) -> HashSet<String> {
    let mut urls: HashMap<&str, &str> = HashMap::new();
    let mut ambiguous = HashSet::new();
    for link in named.values() {
        if *urls.entry(&link.username).or_insert(&link.url) != link.url {
            ambiguous.insert(link.username.clone());
        }
    }
    ambiguous
}

/// Text between entities: one newline breaks the line, more begin a paragraph.
fn write_text(html: &mut String, text: &str, style: Style<'_>) {
    let mut rest = text;
    while let Some(at) = rest.find('\n') {
        escape::text(html, &rest[..at]);
        let after = rest[at..].trim_start_matches('\n');
        html.push_str(match rest.len() - at - after.len() {
            _ if style.is_field => " ",
            1 => "<br />",
            _ => "</p><p>",
        });
        rest = after;
    }
    escape::text(html, rest);
}

/// A link shows the telling part of its address; the rest is hidden, so that copying the text yields all of it.
fn write_link(html: &mut String, url: &str, style: Style<'_>) {
    let after_scheme = match url.find("://") {
        Some(at) => at + "://".len(),
        // The address of a chat tells without it; that of a file by its contents does not.
        None => url.find("xmpp:").map_or(0, |_| "xmpp:".len()),
    };
    let www = if url[after_scheme..].starts_with("www.") { "www.".len() } else { 0 };
    let (hidden, telling) = url.split_at(after_scheme + www);
    let end = telling.char_indices().nth(LINK_SHOWN_CHARACTERS).map_or(telling.len(), |(i, _)| i);
    let (shown, rest) = telling.split_at(end);
    html.push_str("<a");
    escape::attribute(html, "href", url);
    let rel = if style.is_field { "me nofollow noopener" } else { "nofollow noopener" };
    escape::attribute(html, "target", "_blank");
    escape::attribute(html, "rel", rel);
    html.push_str(" translate=\"no\"><span class=\"invisible\">");
    escape::text(html, hidden);
    html.push_str(if rest.is_empty() { "</span><span>" } else { "</span><span class=\"ellipsis\">" });
    escape::text(html, shown);
    html.push_str("</span><span class=\"invisible\">");
    escape::text(html, rest);
    html.push_str("</span></a>");
}

fn write_hashtag(html: &mut String, tag: &Hashtag, base: &str) {
    let base = base.trim_end_matches('/');
    html.push_str("<a");
    escape::attribute(html, "href", &format!("{base}/tags/{}", utf8_percent_encode(&tag.key, IN_PATH)));
    html.push_str(" class=\"mention hashtag\" rel=\"tag\">#<span>");
    escape::text(html, &tag.name);
    html.push_str("</span></a>");
}

fn write_mention(html: &mut String, link: &MentionLink, host: Option<&str>) {
    html.push_str("<span class=\"h-card\" translate=\"no\"><a");
    escape::attribute(html, "href", &link.url);
    html.push_str(" class=\"u-url mention\">@<span>");
    escape::text(html, &link.username);
    if let Some(host) = host {
        html.push('@');
        escape::text(html, host);
    }
    html.push_str("</span></a></span>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::texts;
    use crate::{plain, sanitize};

    const BASE: &str = "https://home.example";

    fn known(handle: &Handle) -> Option<MentionLink> {
        let host = handle.host.as_deref().unwrap_or("home.example");
        let username = handle.username.to_lowercase();
        (username != "nobody").then(|| MentionLink { url: format!("https://{host}/@{username}"), username })
    }

    fn composed(text: &str) -> String {
        html(text, BASE, known)
    }

    fn mention(url: &str, shown: &str) -> String {
        format!(
            "<span class=\"h-card\" translate=\"no\"><a href=\"{url}\" class=\"u-url mention\">@<span>{shown}</span></a></span>"
        )
    }

    #[test]
    fn newlines_make_lines_and_paragraphs() {
        for (text, expected) in [
            ("", ""),
            (" \n\t ", ""),
            ("hello", "<p>hello</p>"),
            (" hello\n", "<p>hello</p>"),
            ("a\nb", "<p>a<br />b</p>"),
            ("a\r\nb\rc", "<p>a<br />b<br />c</p>"),
            ("a\n\nb\n\n\n\nc", "<p>a</p><p>b</p><p>c</p>"),
            ("a\n \nb", "<p>a<br /> <br />b</p>"),
            ("a  b\n  c", "<p>a  b<br />  c</p>"),
        ] {
            assert_eq!(composed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn everything_is_escaped() {
        assert_eq!(
            composed("<script>\"a\" & 'b'\u{a0}\0"),
            "<p>&lt;script&gt;\"a\" &amp; 'b'&nbsp;</p>".replace("&nbsp;", "")
        );
        assert_eq!(composed("a\u{a0}b"), "<p>a&nbsp;b</p>");
        assert_eq!(
            composed("https://a.example/?a=1&b='2'"),
            "<p><a href=\"https://a.example/?a=1&amp;b='2'\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://</span><span>a.example/?a=1&amp;b='2'</span><span class=\"invisible\"></span></a></p>"
        );
        let hostile = |_: &Handle| {
            Some(MentionLink { url: "https://a.example/\"onclick=x".into(), username: "<b>".into() })
        };
        assert_eq!(
            html("@a", BASE, hostile),
            format!("<p>{}</p>", mention("https://a.example/&quot;onclick=x", "&lt;b&gt;"))
        );
    }

    #[test]
    fn long_links_are_shortened_for_the_eye_only() {
        assert_eq!(
            composed("see https://www.a.example/23456789/123456789/123456789."),
            "<p>see <a href=\"https://www.a.example/23456789/123456789/123456789\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://www.</span><span class=\"ellipsis\">a.example/23456789/123456789/1</span><span class=\"invisible\">23456789</span></a>.</p>"
        );
    }

    #[test]
    fn mentions_lead_to_people() {
        for (text, expected) in [
            ("hi @Alice!", format!("<p>hi {}!</p>", mention("https://home.example/@alice", "alice"))),
            (
                "@alice@far.example:8080",
                format!("<p>{}</p>", mention("https://far.example:8080/@alice", "alice")),
            ),
            ("@nobody @nobody@far.example <", "<p>@nobody @nobody@far.example &lt;</p>".into()),
            (
                "@alice @alice@far.example @bob@far.example",
                format!(
                    "<p>{} {} {}</p>",
                    mention("https://home.example/@alice", "alice"),
                    mention("https://far.example/@alice", "alice@far.example"),
                    mention("https://far.example/@bob", "bob")
                ),
            ),
        ] {
            assert_eq!(composed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn hashtags_lead_to_their_page() {
        for base in [BASE, "https://home.example/"] {
            assert_eq!(
                html("#Cats_1 ＃日本", base, known),
                "<p><a href=\"https://home.example/tags/cats_1\" class=\"mention hashtag\" rel=\"tag\">#<span>Cats_1</span></a> <a href=\"https://home.example/tags/%E6%97%A5%E6%9C%AC\" class=\"mention hashtag\" rel=\"tag\">#<span>日本</span></a></p>"
            );
        }
    }

    #[test]
    fn a_field_is_one_line_of_ones_own() {
        assert_eq!(
            field("https://a.example\n@bob@far.example @bob", BASE, known),
            format!(
                "<a href=\"https://a.example\" target=\"_blank\" rel=\"me nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://</span><span>a.example</span><span class=\"invisible\"></span></a> {} {}",
                mention("https://far.example/@bob", "bob@far.example"),
                mention("https://home.example/@bob", "bob")
            )
        );
    }

    #[test]
    fn what_is_composed_is_already_clean() {
        for text in texts(1_000) {
            let status = composed(&text);
            assert_eq!(sanitize::html(&status), status, "{text:?}");
            let line = field(&text, BASE, known);
            assert_eq!(sanitize::field(&line), line, "{text:?}");
        }
    }

    #[test]
    fn what_is_composed_reads_as_it_was_typed() {
        let text = "Dear @alice,\n\nsee https://www.a.example/23456789/123456789/123456789 <3\n#Cats & dogs";
        assert_eq!(plain::text(&composed(text)), text);
    }

    #[test]
    fn hostile_texts_are_composed_in_one_go() {
        for piece in ["@a ", "#a ", "\n", "<", "&", "http://a.bc "] {
            let text = piece.repeat((1 << 14) / piece.len());
            assert_eq!(plain::text(&composed(&text)), text.trim(), "{piece}");
        }
    }
}
