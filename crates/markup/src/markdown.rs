//! Markdown to safe HTML: texts of those who run a server.

use pulldown_cmark::{Options, Parser, html::push_html};

use crate::sanitize;

/// The HTML of a text in CommonMark. What is not safe in it is left out.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, Parser::new_ext(text, Options::empty()));
    sanitize::html(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_safe_html() {
        let made = html("# Hello\n\nTo [all](https://a.example/) of *you*.<script>alert(1)</script>");
        assert!(made.contains("Hello") && made.contains("<em>you</em>"), "{made}");
        assert!(made.contains("href=\"https://a.example/\"") && !made.contains("script"), "{made}");
    }
}
