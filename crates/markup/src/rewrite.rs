//! Turning foreign HTML into a tame form of it: only elements that may be shown, properly nested, none too deep.
//! A browser builds from the result the tree that it looks like, so that nothing moves when it is read again.

use crate::attributes::{RELS, allowed, kept};
use crate::characters::without_stray;
use crate::elements::{Fate, fate};
use crate::escape;
use crate::limits::{DEPTH, TEXT_BYTES};
use crate::math::Math;
use crate::tokens::{Open, Token, read};

/// Where the result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A text of its own.
    Body,
    /// One line, as the value of a profile's field; `rel="me"` may stay.
    Line,
}

/// The stack's name for a bold paragraph; a browser knows no such element.
const HEADING: &str = "heading";

/// Rewrites HTML.
pub(crate) fn rewrite(html: &str, place: Place) -> String {
    let mut rewriter = Rewriter::new(place);
    read(html, |token| match token {
        Token::Open(open) => rewriter.open(open),
        Token::Close(name) => rewriter.close(name),
        Token::Text(text) => rewriter.text(text),
    });
    rewriter.close_down_to(0);
    rewriter.html
}

/// What is due before the next text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Nothing,
    Space,
    Break,
}

/// An element that is left out with its content.
struct Skipped {
    name: String,
    depth: usize,
    math: Option<Math>,
}

struct Rewriter {
    place: Place,
    html: String,
    open: Vec<&'static str>,
    skipped: Option<Skipped>,
    due: Due,
    /// The length of the HTML when a text was last divided.
    divided_at: usize,
    /// Whether the line has no text yet.
    at_line_start: bool,
    /// Whether a browser would swallow a newline that came now.
    at_pre_start: bool,
}

impl Rewriter {
    fn new(place: Place) -> Self {
        Self {
            place,
            html: String::new(),
            open: Vec::new(),
            skipped: None,
            due: Due::Nothing,
            divided_at: 0,
            at_line_start: true,
            at_pre_start: false,
        }
    }

    fn fate(&self, name: &str) -> Fate {
        match (self.place, fate(name)) {
            (Place::Line, Fate::Block(_) | Fate::Heading | Fate::Break | Fate::Line) => Fate::Cell,
            (_, fate) => fate,
        }
    }

    fn open(&mut self, tag: Open<'_>) {
        if let Some(skipped) = &mut self.skipped {
            if let Some(math) = &mut skipped.math {
                math.open(tag.name, tag.attribute("encoding"));
            }
            skipped.depth += usize::from(tag.name == skipped.name && !tag.closes_itself);
            return;
        }
        match self.fate(tag.name) {
            Fate::Inline("a") => self.open_link(tag),
            Fate::Inline(name @ ("rt" | "rp")) => self.open_ruby_part(name, tag),
            Fate::Inline(name) => self.open_inline(name, tag),
            Fate::Block(name) => self.open_block(name, tag),
            Fate::Heading => self.open_block(HEADING, tag),
            Fate::Break => self.line_break(),
            Fate::Line => self.due = self.due.max(Due::Break),
            Fate::Cell => self.due = self.due.max(Due::Space),
            Fate::Bare => {}
            Fate::Math => self.skip(tag, Some(Math::new(tag.attribute("display") == Some("block")))),
            Fate::Gone => self.skip(tag, None),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped.is_some() {
            self.close_skipped(name);
            return;
        }
        match self.fate(name) {
            Fate::Inline(name) => self.close_innermost(name),
            Fate::Block(name) => self.close_innermost(name),
            Fate::Heading => self.close_innermost(HEADING),
            // A browser takes `</br>` for `<br>`.
            Fate::Break => self.line_break(),
            Fate::Line => self.due = self.due.max(Due::Break),
            Fate::Cell => self.due = self.due.max(Due::Space),
            Fate::Bare | Fate::Math | Fate::Gone => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(skipped) = &mut self.skipped {
            if let Some(math) = &mut skipped.math {
                math.text(text);
            }
            return;
        }
        let text = without_stray(text);
        let mut text = &*text;
        if self.at_pre_start {
            text = text.trim_start_matches('\n');
        }
        if self.due == Due::Break {
            text = text.trim_start();
        }
        if text.is_empty() {
            return;
        }
        if self.due == Due::Space && text.starts_with(char::is_whitespace) {
            self.due = Due::Nothing;
        }
        self.settle();
        self.at_pre_start = false;
        self.at_line_start &= text.trim_start().is_empty();
        self.divide();
        escape::text(&mut self.html, text);
    }

    /// The serializer behind `sanitize` looks through the rest of a text for a `<` at every `&`. A comment, which is
    /// removed later, makes two short texts of a long one. (html5ever 0.40; can go once its serializer is linear.)
    fn divide(&mut self) {
        if self.html.len() - self.divided_at > TEXT_BYTES {
            self.html.push_str("<!---->");
            self.divided_at = self.html.len();
        }
    }

    /// Writes what is due before more content of the same line.
    fn settle(&mut self) {
        if !self.at_line_start {
            match self.due {
                Due::Nothing => {}
                Due::Space if self.html.ends_with(char::is_whitespace) => {}
                Due::Space => self.html.push(' '),
                Due::Break => self.line_break(),
            }
        }
        self.due = Due::Nothing;
    }

    /// Whether one more element may be opened. A heading is two of them, a paragraph and what makes it bold.
    fn has_room(&self, name: &str) -> bool {
        let elements = |name: &str| if name == HEADING { 2 } else { 1 };
        self.open.iter().map(|open| elements(open)).sum::<usize>() + elements(name) <= DEPTH
    }

    fn line_break(&mut self) {
        self.html.push_str("<br>");
        self.due = Due::Nothing;
        self.at_line_start = true;
        self.at_pre_start = false;
    }

    fn open_inline(&mut self, name: &'static str, tag: Open<'_>) {
        if self.has_room(name) {
            self.settle();
            self.write_tag(name, tag);
        }
    }

    /// A link inside a link ends the outer one, even if it is itself not kept.
    fn open_link(&mut self, tag: Open<'_>) {
        self.close_innermost("a");
        if tag.attribute("href").and_then(|href| kept("href", href)).is_some() {
            self.open_inline("a", tag);
        }
    }

    /// `rt` and `rp` are nothing outside of `ruby`, and end each other.
    fn open_ruby_part(&mut self, name: &'static str, tag: Open<'_>) {
        if self.open.contains(&"ruby") {
            while let Some("rt" | "rp" | "p" | "li") = self.open.last().copied() {
                self.close_down_to(self.open.len() - 1);
            }
            self.open_inline(name, tag);
        }
    }

    /// No block stands in a paragraph; a new one ends the paragraph instead, as in a browser.
    fn open_block(&mut self, name: &'static str, tag: Open<'_>) {
        if name == "p" && self.open.contains(&HEADING) {
            return;
        }
        self.close_innermost("p");
        self.close_innermost(HEADING);
        if name == "li" {
            let list = self.open.iter().rposition(|open| matches!(*open, "ul" | "ol" | "blockquote" | "pre"));
            let item = self.open.iter().rposition(|open| *open == "li");
            if let Some(item) = item.filter(|item| list.is_none_or(|list| list < *item)) {
                self.close_down_to(item);
            }
        }
        if self.has_room(name) {
            self.start_line();
            self.write_tag(name, tag);
            self.at_pre_start = name == "pre";
        } else {
            self.due = self.due.max(Due::Break);
        }
    }

    fn start_line(&mut self) {
        self.due = Due::Nothing;
        self.at_line_start = true;
    }

    fn write_tag(&mut self, name: &'static str, tag: Open<'_>) {
        self.open.push(name);
        self.at_pre_start = false;
        if name == HEADING {
            self.html.push_str("<p><strong>");
            return;
        }
        self.html.push('<');
        self.html.push_str(name);
        for attribute in allowed(name) {
            let value = match *attribute {
                "rel" => self.rel(tag).map(Into::into),
                "target" => (!is_mention(tag)).then_some("_blank".into()),
                attribute => tag.attribute(attribute).and_then(|value| kept(attribute, value)),
            };
            if let Some(value) = value {
                escape::attribute(&mut self.html, attribute, &value);
            }
        }
        self.html.push('>');
    }

    /// Links lead away, in a window of their own and without our recommendation. Mentions and hashtags are opened by
    /// the app that shows them, so they are left as their author made them.
    fn rel(&self, tag: Open<'_>) -> Option<String> {
        let given = tag.attribute("rel").unwrap_or_default();
        let has = |token| given.split_ascii_whitespace().any(|given| given == token);
        let tokens: Vec<&str> = RELS
            .iter()
            .filter(|token| match **token {
                "tag" => has("tag"),
                "me" => self.place == Place::Line && has("me"),
                _ => !is_mention(tag),
            })
            .copied()
            .collect();
        (!tokens.is_empty()).then(|| tokens.join(" "))
    }

    fn close_innermost(&mut self, name: &str) {
        if let Some(position) = self.open.iter().rposition(|open| *open == name) {
            self.close_down_to(position);
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(name) = self.open.pop() else { return };
            self.at_pre_start = false;
            if name == HEADING {
                self.html.push_str("</strong></p>");
            } else {
                self.html.push_str("</");
                self.html.push_str(name);
                self.html.push('>');
            }
            if name == HEADING || matches!(fate(name), Fate::Block(_)) {
                self.start_line();
            }
        }
    }

    fn skip(&mut self, tag: Open<'_>, math: Option<Math>) {
        // Only foreign elements can close themselves; elsewhere a browser ignores the slash.
        if !(tag.closes_itself && matches!(tag.name, "svg" | "math")) {
            self.skipped = Some(Skipped { name: tag.name.to_owned(), depth: 1, math });
        }
    }

    fn close_skipped(&mut self, name: &str) {
        let Some(skipped) = &mut self.skipped else { return };
        if let Some(math) = &mut skipped.math {
            math.close();
        }
        skipped.depth -= usize::from(name == skipped.name);
        if skipped.depth == 0 {
            let annotation = skipped.math.take().map(|math| math.annotation());
            self.skipped = None;
            self.text(&annotation.unwrap_or_default());
        }
    }
}

fn is_mention(tag: Open<'_>) -> bool {
    tag.attribute("class").is_some_and(|class| class.split_ascii_whitespace().any(|token| token == "mention"))
}
