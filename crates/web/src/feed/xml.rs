//! Writing XML. Every text and every attribute is escaped by the writer, and nothing else is ever put into a document;
//! so whoever is quoted in a feed can neither end an element nor begin one.

use std::borrow::Cow;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// Names of attributes with their values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document that is being written.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// An empty document.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// An element with others inside.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>, fill: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        fill(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with text inside.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |xml| xml.write(Event::Text(BytesText::new(&writable(text)))));
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// The bytes of the document.
    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes what is written");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, writable(value)));
    }
    start
}

/// A text without the characters that XML 1.0 cannot have, not even escaped: one of them, and readers refuse the
/// whole document.
fn writable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_character) {
        text.into()
    } else {
        text.chars().filter(|c| is_character(*c)).collect()
    }
}

/// <https://www.w3.org/TR/xml/#charsets>
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_181_nothing_in_a_text_is_markup() {
        let mut xml = Xml::new();
        xml.element("a", &[("b", "\"><x y='")], |xml| {
            xml.text("c", &[], "]]></c><script>&lt;\0\u{8}\u{fffe}\u{1F600}");
            xml.empty("d", &[]);
        });
        assert_eq!(
            String::from_utf8(xml.finish()).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><a b=\"&quot;&gt;&lt;x y=&apos;\"><c>]]&gt;&lt;/c&gt;\
             &lt;script&gt;&amp;lt;\u{1F600}</c><d/></a>",
            "S-181"
        );
    }
}
