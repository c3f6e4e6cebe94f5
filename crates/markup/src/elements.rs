//! What is done with each HTML element that another server may send.

/// The elements that may be shown, as Mastodon does, and nothing else.
pub(crate) const SHOWN: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "s",
    "span",
    "strong",
    "u",
    "ul",
];

/// The fate of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Shown inside the line.
    Inline(&'static str),
    /// Shown, and begins a line of its own.
    Block(&'static str),
    /// Becomes a bold paragraph.
    Heading,
    /// `br`.
    Break,
    /// Loses its tags; its content begins a new line.
    Line,
    /// Loses its tags; its content is set off by a space.
    Cell,
    /// Loses its tags.
    Bare,
    /// A formula, which becomes its textual annotation.
    Math,
    /// Vanishes with its content.
    Gone,
}

/// The fate of the element called `name`, in lower case.
pub(crate) fn fate(name: &str) -> Fate {
    match name {
        "br" => Fate::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Fate::Heading,
        "math" => Fate::Math,
        "td" | "th" => Fate::Cell,
        "address" | "article" | "aside" | "caption" | "center" | "dd" | "details" | "div" | "dl" | "dt"
        | "fieldset" | "figcaption" | "figure" | "footer" | "header" | "hgroup" | "hr" | "main" | "nav"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "tr" => Fate::Line,
        "applet" | "audio" | "button" | "canvas" | "datalist" | "form" | "frameset" | "head" | "iframe"
        | "noembed" | "noframes" | "object" | "optgroup" | "option" | "plaintext" | "script" | "select"
        | "style" | "svg" | "template" | "textarea" | "title" | "video" | "xmp" => Fate::Gone,
        _ => SHOWN.iter().find(|shown| **shown == name).map_or(Fate::Bare, |shown| match *shown {
            "blockquote" | "li" | "ol" | "p" | "pre" | "ul" => Fate::Block(shown),
            _ => Fate::Inline(shown),
        }),
    }
}
