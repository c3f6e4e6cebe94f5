//! Markdown to safe HTML: texts of those who run a server, and of others.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream, html::push_html};

use crate::{Handle, MentionLink, compose, sanitize};

/// The HTML of a text in CommonMark. What is not safe in it is left out.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, Parser::new_ext(text, Options::empty()));
    sanitize::html(&html)
}

/// The HTML of a text that somebody elsewhere wrote as in a chat: lines end where they were ended, and bare addresses and
/// the names of people lead somewhere, as on PeerTube and Lemmy.
pub fn received(text: &str, resolve: impl Fn(&Handle) -> Option<MentionLink>) -> String {
    // Inside links and code, a text is only a text.
    let mut depth = 0_usize;
    let events = TextMergeStream::new(Parser::new_ext(text, Options::empty())).map(|event| {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => depth = depth.saturating_sub(1),
            Event::SoftBreak => return Event::HardBreak,
            Event::Text(text) if depth == 0 => {
                return Event::InlineHtml(compose::stretch(text, &resolve).into());
            }
            _ => {}
        }
        event
    });
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, events);
    sanitize::html(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_write_keeps_its_lines_and_leads_somewhere() {
        let bob = |handle: &Handle| {
            let url = "https://far.example/@bob".to_owned();
            (handle.username == "bob").then(|| MentionLink { url, username: "bob".into() })
        };
        let made = received(
            "Films by @bob and @eve:\nhttps://a.example/x_y_z\n\n[one](https://b.example/) `https://c.example`",
            bob,
        );
        assert!(made.contains("<br") && made.contains("href=\"https://a.example/x_y_z\""), "{made}");
        assert!(made.contains("href=\"https://far.example/@bob\"") && made.contains("@eve"), "{made}");
        assert!(
            made.contains("href=\"https://b.example/\"") && !made.contains("href=\"https://c.example"),
            "{made}"
        );
        let hostile = received("<script>x</script> <img src=x onerror=y> https://a.example/\"><b>", bob);
        assert!(!hostile.contains("script") && !hostile.contains("onerror"), "{hostile}");
    }

    #[test]
    fn a_text_becomes_safe_html() {
        let made = html("# Hello\n\nTo [all](https://a.example/) of *you*.<script>alert(1)</script>");
        assert!(made.contains("Hello") && made.contains("<em>you</em>"), "{made}");
        assert!(made.contains("href=\"https://a.example/\"") && !made.contains("script"), "{made}");
    }
}
