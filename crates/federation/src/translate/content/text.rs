//! The text of an object as HTML, whatever it was written in.

use activitypub::vocabulary::{Mention, Object};
use markup::{Handle, MentionLink};

use crate::{authority::authority, limits, translate::web_address};

/// The text of an object as HTML, whatever it was written in.
pub(super) fn text(object: &Object) -> Option<String> {
    let known = |handle: &Handle| mentioned(object, handle);
    let plain = |text: &str| markup::compose::received(text, known);
    let written_in = |text: &String, media_type: Option<&str>| match media_type.map(essence) {
        Some("text/markdown") if text.len() <= limits::MARKDOWN_BYTES => {
            Some(markup::markdown::received(text, known))
        }
        Some("text/plain" | "text/markdown") => Some(plain(text)),
        // What is encrypted or packed is no text.
        Some(kind) if kind.starts_with("application/") => None,
        None if is_plain(text) => Some(plain(text)),
        _ => Some(text.clone()),
    };
    let content = object.content.as_ref().filter(|content| !content.trim().is_empty());
    let content = content.and_then(|text| written_in(text, object.media_type.as_deref()));
    if content.as_deref().is_some_and(has_words) {
        return content;
    }
    let source = object.source.as_ref().filter(|source| !source.trim().is_empty());
    let source = source.and_then(|source| match object.source_media_type.as_deref().map(essence) {
        Some(kind @ ("text/markdown" | "text/plain" | "text/html")) => written_in(source, Some(kind)),
        _ => Some(plain(source)),
    });
    // What says nothing once it is harmless was said all the same.
    source.or(content)
}

/// Whether a text of which nobody says what it is was meant to be read in lines: it has some, and nothing of HTML.
pub(crate) fn is_plain(text: &str) -> bool {
    text.trim().contains('\n') && !text.contains(['<', '&'])
}

/// Where a name in a text leads, if the object says whom it names so.
fn mentioned(object: &Object, handle: &Handle) -> Option<MentionLink> {
    let is_meant = |mention: &&Mention| {
        let Some(named) = mention.name.as_deref().and_then(Handle::parse) else { return false };
        let host = named.host.or_else(|| authority(&mention.href));
        named.username.eq_ignore_ascii_case(&handle.username)
            && handle.host.as_ref().is_none_or(|wanted| Some(wanted) == host.as_ref())
    };
    let mention = object.mentions.iter().find(is_meant)?;
    Some(MentionLink { url: web_address(&mention.href)?, username: handle.username.clone() })
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

pub(super) fn has_words(html: &str) -> bool {
    !html.trim().is_empty() && !markup::plain::text(html).trim().is_empty()
}
