//! What a translator is given: HTML in which the names of custom emoji are marked as not to be translated.

use std::fmt::Write as _;

use crate::{emoji::shortcodes, escape};

/// Safe HTML with those marks. `is_emoji` tells which names stand for a picture.
pub fn of_html(html: &str, is_emoji: impl Fn(&str) -> bool) -> String {
    let mut marked = String::with_capacity(html.len());
    let mut rest = html;
    // In safe HTML these two characters stand only around tags.
    while let Some(start) = rest.find('<') {
        mark(&mut marked, &rest[..start], &is_emoji);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        marked.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    mark(&mut marked, rest, &is_emoji);
    marked
}

/// A plain text as HTML with those marks; lines stay lines.
pub fn of_text(text: &str, is_emoji: impl Fn(&str) -> bool) -> String {
    let mut html = String::with_capacity(text.len());
    escape::text(&mut html, text);
    of_html(&html.replace("\r\n", "\n").replace('\n', "<br>"), is_emoji)
}

fn mark(html: &mut String, text: &str, is_emoji: impl Fn(&str) -> bool) {
    let mut from = 0;
    for (range, name) in shortcodes(text).into_iter().filter(|(_, name)| is_emoji(name)) {
        html.push_str(&text[from..range.start]);
        write!(html, "<span translate=\"no\">:{name}:</span>").expect("a string takes everything");
        from = range.end;
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_emoji_are_marked_where_they_are_shown() {
        let marked = of_html(
            "<p title=\":cat:\">a :cat: and a :dog: <a href=\"https://a.example/:cat:\">:cat:</a></p>",
            |name| name == "cat",
        );
        let cat = "<span translate=\"no\">:cat:</span>";
        assert_eq!(
            marked,
            format!(
                "<p title=\":cat:\">a {cat} and a :dog: <a href=\"https://a.example/:cat:\">{cat}</a></p>"
            )
        );
    }

    #[test]
    fn a_plain_text_stays_what_it_says() {
        let html = of_text("1 < 2 & :cat:\r\nx", |_| true);
        assert_eq!(html, "1 &lt; 2 &amp; <span translate=\"no\">:cat:</span><br>x");
        assert_eq!(crate::plain::text(&html), "1 < 2 & :cat:\nx");
    }
}
