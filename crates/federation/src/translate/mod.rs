//! Our nouns as documents, and documents as our nouns. What comes in has been checked for whose it is; what is
//! written in it is still anybody's text.

pub(crate) mod account;
mod attached;
pub(crate) mod content;
pub(crate) mod policy;
pub(crate) mod status;

use activitypub::{
    audience::Reach,
    context,
    vocabulary::written::{Collection, Tombstone},
};
use model::{Page, Visibility, account::Emoji};
use serde_json::{Value, json};
use url::Url;

use crate::limits;

/// Who may see what reaches so far.
pub(crate) fn visibility(reach: Reach) -> Visibility {
    match reach {
        Reach::Public => Visibility::Public,
        Reach::Unlisted => Visibility::Unlisted,
        Reach::Followers => Visibility::Private,
        Reach::Direct => Visibility::Direct,
    }
}

/// How far goes what so many may see.
pub(crate) fn reach(visibility: Visibility) -> Reach {
    match visibility {
        Visibility::Public => Reach::Public,
        Visibility::Unlisted => Reach::Unlisted,
        Visibility::Private => Reach::Followers,
        // What is held is told to nobody.
        Visibility::Direct | Visibility::Held => Reach::Direct,
    }
}

/// A collection: how much is in it, and where it begins if that is told.
pub(crate) fn collection(id: String, total: i64, has_pages: bool) -> Collection {
    let first = has_pages.then(|| format!("{id}?page=true").into());
    // A collection without pages is told in full, and has nothing in it.
    let ordered_items = (!has_pages && total == 0).then(Vec::new);
    Collection {
        context: Some(context::activity()),
        id,
        kind: "OrderedCollection",
        total_items: Some(total),
        first,
        ordered_items,
        ..Collection::default()
    }
}

/// A page of a collection; `last` is the id by which the next one is found.
pub(crate) fn page(collection: &str, page: &Page, last: Option<i64>, items: Vec<Value>) -> Collection {
    let at = |max_id: Option<i64>| match max_id {
        None => format!("{collection}?page=true"),
        Some(id) => format!("{collection}?page=true&max_id={id}"),
    };
    Collection {
        context: Some(context::activity()),
        id: at(page.max_id),
        kind: "OrderedCollectionPage",
        part_of: Some(collection.to_owned()),
        next: last.map(|id| at(Some(id))),
        ordered_items: Some(items),
        ..Collection::default()
    }
}

/// What remains of something.
pub(crate) fn tombstone(id: &str, former: Option<&str>) -> Value {
    let mut tombstone = json!({"@context": context::activity()});
    if let (Value::Object(fields), Ok(Value::Object(rest))) =
        (&mut tombstone, serde_json::to_value(Tombstone::of(id)))
    {
        fields.extend(rest);
        fields.extend(former.map(|kind| ("formerType".to_owned(), json!(kind))));
    }
    tombstone
}

/// An address that may be shown or loaded: http(s), and not endless.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let is_web =
        matches!(url.scheme(), "https" | "http") && url.host_str().is_some_and(|host| !host.is_empty());
    (is_web && text.len() <= limits::URL_BYTES).then(|| text.to_owned())
}

/// Custom emoji that are safe to show.
pub(crate) fn emojis(said: &[activitypub::vocabulary::Emoji]) -> Vec<Emoji> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    said.iter()
        .filter(|emoji| {
            emoji.shortcode.len() <= limits::SHORTCODE_BYTES && emoji.shortcode.bytes().all(is_letter)
        })
        .filter_map(|emoji| {
            Some(Emoji {
                shortcode: emoji.shortcode.clone(),
                url: web_address(&emoji.url)?,
                static_url: None,
                offered: None,
            })
        })
        .take(model::limits::REMOTE_EMOJIS)
        .collect()
}
