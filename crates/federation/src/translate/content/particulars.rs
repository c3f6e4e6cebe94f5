//! What an object tells beside its text: when and where it is, what it is about, the pages that it shares, and what is
//! attached and cannot be shown.

use activitypub::vocabulary::{Attachment, Object};

use super::kinds::is_bookish;
use crate::{
    authority::is_same_host,
    translate::{attached, web_address},
};

/// What is particular to an object's kind: when and where it is, what it is about, and the pages that it shares, unless its
/// text leads there.
pub(super) fn particulars(object: &Object, text: &str) -> String {
    let details = &object.details;
    let mut lines = Vec::new();
    match (&details.begins, &details.ends) {
        (Some(begins), Some(ends)) => lines.push(format!("{} – {}", escape(begins), escape(ends))),
        (Some(begins), None) => lines.push(escape(begins)),
        (None, _) => {}
    }
    lines.extend(details.is_cancelled.then(|| "Cancelled".to_owned()));
    lines.extend(details.place.as_deref().map(escape));
    if is_bookish(object) {
        lines.extend(details.stars.filter(|stars| (1..=5).contains(stars)).map(stars));
    }
    let mut html = match lines.is_empty() {
        true => String::new(),
        false => format!("<p>{}</p>", lines.join("<br>")),
    };
    if let (Some(passage), true) = (&details.passage, is_bookish(object)) {
        html.push_str(&format!("<blockquote>{passage}</blockquote>"));
    }
    let about = details.about.as_deref().filter(|_| is_bookish(object));
    let shared = object.attachments.iter().filter(|it| it.kind == "Link").map(|it| it.url.as_str());
    // The page of a shared link is that link, on Friendica and lotide.
    let elsewhere = object.url.as_deref().filter(|url| !is_same_host(url, &object.id));
    let mut pages: Vec<String> = Vec::new();
    for page in about.into_iter().chain(details.link.as_deref()).chain(shared).chain(elsewhere) {
        pages.extend(web_address(page).filter(|page| !pages.contains(page) && !leads_to(text, page)));
    }
    html.extend(pages.iter().map(|address| link(address, None)));
    html
}

fn stars(count: i64) -> String {
    let count = usize::try_from(count).unwrap_or(0).min(5);
    "★".repeat(count) + &"☆".repeat(5 - count)
}

/// What is attached and cannot be shown, as links. What the text leads to already is left out.
pub(super) fn attachments(
    object: &Object,
    text: &str,
    wanted: impl Fn(&Attachment) -> bool,
) -> Option<String> {
    let line = |attached: &Attachment| {
        let address = web_address(&attached.url)?;
        if leads_to(text, &address) {
            return None;
        }
        let description = attached.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Some(link(&address, description))
    };
    let lines: Vec<String> = object
        .attachments
        .iter()
        .filter(|one| wanted(one) && !attached::is_shown(object, one))
        .filter_map(line)
        .collect();
    (!lines.is_empty()).then(|| lines.concat())
}

fn leads_to(text: &str, address: &str) -> bool {
    text.contains(address) || text.contains(&escape(address))
}

pub(super) fn link(address: &str, words: Option<&str>) -> String {
    let address = escape(address);
    let words = words.map_or_else(|| address.clone(), escape);
    format!("<p><a href=\"{address}\">{words}</a></p>")
}

/// Text as part of HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
