//! Collections of other servers: read page by page, on their own host alone, and never further than a limit.

use std::collections::HashSet;

use activitypub::lenient;
use serde_json::Value;

use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    fetch::FetchError,
    objects::Budget,
    trouble::Trouble,
};

/// How far a collection is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Pages that may be fetched.
    pub(crate) pages: usize,
    /// Items after which no further page is asked for; more are cut off.
    pub(crate) items: usize,
}

/// Something in a collection.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Its address; what stands there must be fetched.
    Named(String),
    /// In full, and of the host whose collection it is.
    Told(Authentic<Value>),
}

impl Item {
    /// Its address.
    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::Named(id) => Some(id),
            Self::Told(document) => lenient::id_of(document.get()),
        }
    }

    fn of(page: &Authentic<Value>, item: &Value, owner: &str) -> Option<Self> {
        match page.part(item, owner) {
            Some(told) => Some(Self::Told(told)),
            None => lenient::id_of(item).map(|id| Self::Named(id.to_owned())),
        }
    }
}

impl Federation {
    /// The items of a collection of `owner`, from its beginning. `start` is its address, or the collection itself as
    /// it stands in a document of the owner's host. Answers also how many pages that took.
    pub(crate) async fn collected(
        &self,
        start: &Authentic<Value>,
        owner: &str,
        extent: Extent,
        budget: &Budget,
    ) -> Result<(Vec<Item>, usize), Trouble> {
        let (mut items, mut pages, mut seen) = (Vec::new(), 0, HashSet::new());
        let mut next = Some(start.clone());
        while let Some(place) = next.take() {
            let page = match lenient::id_of(place.get()) {
                // A page that is told on the spot needs no fetch; one of which only the id is told does.
                _ if is_told(place.get()) => place,
                Some(address) if is_same_host(address, owner) && seen.insert(address.to_owned()) => {
                    if pages == extent.pages {
                        break;
                    }
                    pages += 1;
                    match self.fetch_collection(address, owner, budget).await {
                        Ok(page) => page,
                        // What has been read is worth something without the rest.
                        Err(error) if items.is_empty() => return Err(error.into()),
                        Err(error) => {
                            tracing::debug!(reason = %error, "the rest of a collection cannot be had");
                            break;
                        }
                    }
                }
                _ if items.is_empty() && pages == 0 => {
                    return Err(FetchError::NotAnObject("a collection on another host".into()).into());
                }
                _ => break,
            };
            for key in ["orderedItems", "items"] {
                let listed = lenient::list(page.get(), key).iter();
                let room = extent.items.saturating_sub(items.len());
                items.extend(listed.take(room).filter_map(|item| Item::of(&page, item, owner)));
            }
            if items.len() < extent.items {
                let following = ["first", "next"].iter().find_map(|key| page.get().get(*key));
                next = following.filter(|it| !it.is_null()).map(|following| page.section(following));
            }
        }
        Ok((items, pages))
    }
}

/// Whether a collection or page is told in full rather than named.
fn is_told(place: &Value) -> bool {
    ["orderedItems", "items", "first", "next"].iter().any(|key| place.get(key).is_some())
}
