//! Reading HTML as a row of tags and texts, by the tokenizer of a browser and without building a tree. Time is linear
//! in the input whatever it contains.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Raw, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, LocalName};

use crate::limits::{INPUT_BYTES, TAG_BYTES};

/// Bytes handed to the tokenizer at once.
const CHUNK_BYTES: usize = 4 * 1024;

/// A piece of HTML; names are in lower case, entities are decoded. One text may come in several pieces.
pub(crate) enum Token<'a> {
    /// A start tag.
    Open(Open<'a>),
    /// An end tag.
    Close(&'a str),
    /// Text between tags.
    Text(&'a str),
}

/// A start tag.
#[derive(Clone, Copy)]
pub(crate) struct Open<'a> {
    /// The element's name.
    pub(crate) name: &'a str,
    /// Whether it ends in `/>`.
    pub(crate) closes_itself: bool,
    attributes: &'a [Attribute],
}

impl<'a> Open<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|attribute| &*attribute.value)
    }
}

/// Calls `each` with every token of `html`, of which no more than a fixed size is read.
pub(crate) fn read(html: &str, each: impl FnMut(Token<'_>)) {
    let sink = Sink { each: RefCell::new(each), has_moved: Cell::new(false) };
    let mut rest = &html[..html.floor_char_boundary(INPUT_BYTES)];
    while let Some(next) = read_until_stuck(rest, &sink) {
        rest = next;
    }
}

/// Reads to the end, or until a tag is longer than allowed; then answers what follows that tag.
fn read_until_stuck<'a, F: FnMut(Token<'_>)>(html: &'a str, sink: &Sink<F>) -> Option<&'a str> {
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(sink, options);
    let queue = BufferQueue::default();
    let mut rest = html;
    let mut waiting_bytes = 0;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES));
        queue.push_back(StrTendril::from_slice(chunk));
        // The sink never asks for a pause, so that everything is read.
        let _ = tokenizer.feed(&queue);
        rest = after;
        waiting_bytes = if sink.has_moved.take() { 0 } else { waiting_bytes + chunk.len() };
        if waiting_bytes > TAG_BYTES {
            return rest.find('>').map(|end| &rest[end + 1..]);
        }
    }
    tokenizer.end();
    None
}

struct Sink<F> {
    each: RefCell<F>,
    has_moved: Cell<bool>,
}

impl<F: FnMut(Token<'_>)> Sink<F> {
    fn say(&self, token: Token<'_>) {
        (self.each.borrow_mut())(token);
    }
}

impl<F: FnMut(Token<'_>)> TokenSink for &Sink<F> {
    type Handle = ();

    fn process_token(&self, token: Raw, _line: u64) -> TokenSinkResult<()> {
        match token {
            Raw::ParseError(_) => return TokenSinkResult::Continue,
            Raw::CharacterTokens(text) => self.say(Token::Text(&text)),
            Raw::TagToken(tag) if tag.kind == TagKind::EndTag => self.say(Token::Close(&tag.name)),
            Raw::TagToken(tag) => {
                self.say(Token::Open(Open {
                    name: &tag.name,
                    closes_itself: tag.self_closing,
                    attributes: &tag.attrs,
                }));
                self.has_moved.set(true);
                return raw_content(&tag.name);
            }
            Raw::DoctypeToken(_) | Raw::CommentToken(_) | Raw::NullCharacterToken | Raw::EOFToken => {}
        }
        self.has_moved.set(true);
        TokenSinkResult::Continue
    }
}

/// Elements whose content is not markup.
fn raw_content(name: &LocalName) -> TokenSinkResult<()> {
    match &**name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> String {
        let mut said = String::new();
        read(html, |token| match token {
            Token::Open(open) => said.push_str(&format!("[{}]", open.name)),
            Token::Close(name) => said.push_str(&format!("[/{name}]")),
            Token::Text(text) => said.push_str(text),
        });
        said
    }

    #[test]
    fn tags_and_texts_come_in_order() {
        assert_eq!(said("<P class=x>a &amp; &eacute;<!-- c --><br/>b</P>"), "[p]a & é[br]b[/p]");
        assert_eq!(said("<script><b></script>x"), "[script]<b>[/script]x");
        assert_eq!(said("a\0b <unfinished"), "ab ");
    }

    #[test]
    fn an_overlong_tag_is_skipped() {
        for (start, end) in
            [("<a href=\"", "\">"), ("<!--", "-->"), ("<a ", ">"), ("</", ">"), ("<!doctype ", ">")]
        {
            for bytes in [30_000, 100_000] {
                let html = format!("before <b>{start}{}{end} after</b>", "x".repeat(bytes));
                assert_eq!(said(&html), "before [b] after[/b]", "{start} {bytes}");
            }
        }
    }

    #[test]
    fn a_megabyte_of_attributes_is_skipped() {
        let attributes: String = (0..130_000).map(|i| format!("a{i} ")).collect();
        assert_eq!(said(&format!("x<a {attributes}>y")), "xy");
    }

    #[test]
    fn input_is_cut_at_its_limit() {
        assert_eq!(said(&"é".repeat(INPUT_BYTES)).len(), INPUT_BYTES);
    }
}
