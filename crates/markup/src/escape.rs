//! Escaping, in exactly the manner of the serializer behind `sanitize`, so that what we write passes it unchanged.

/// Appends text to HTML.
pub(crate) fn text(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            c => html.push(c),
        }
    }
}

/// Appends ` name="value"` to a tag.
pub(crate) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    for (i, part) in value.split('"').enumerate() {
        if i > 0 {
            html.push_str("&quot;");
        }
        text(html, part);
    }
    html.push('"');
}
