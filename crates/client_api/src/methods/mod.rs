//! One file for each page of methods at docs.joinmastodon.org. Each handler extracts, calls one verb and wraps what
//! comes back.

pub(crate) mod accounts;
pub(crate) mod admin;
pub(crate) mod announcements;
pub(crate) mod apps;
pub(crate) mod async_refreshes;
pub(crate) mod blocks;
pub(crate) mod bookmarks;
pub(crate) mod conversations;
pub(crate) mod deliveries;
pub(crate) mod domain_blocks;
pub(crate) mod emails;
pub(crate) mod endorsements;
pub(crate) mod explore;
pub(crate) mod favourites;
pub(crate) mod filters;
pub(crate) mod filters_v1;
pub(crate) mod follow_requests;
pub(crate) mod grouped_notifications;
pub(crate) mod health;
pub(crate) mod instance;
pub(crate) mod lists;
pub(crate) mod media;
pub(crate) mod notification_requests;
pub(crate) mod notifications;
pub(crate) mod oauth;
pub(crate) mod oembed;
pub(crate) mod polls;
pub(crate) mod profile;
pub(crate) mod push;
pub(crate) mod quotes;
pub(crate) mod reactions;
pub(crate) mod reblogs;
pub(crate) mod reports;
pub(crate) mod scheduled_statuses;
pub(crate) mod search;
pub(crate) mod severances;
pub(crate) mod sign_up;
pub(crate) mod statuses;
pub(crate) mod tags;
pub(crate) mod timelines;
pub(crate) mod translation;

use model::{Id, Instance};
use social::{AccountView, StatusView, Viewer};

use crate::{
    ApiError, entities,
    pagination::{Listed, Paging, Written},
};

/// A page of accounts that come with the ids to page by.
fn accounts_page(
    instance: &Instance,
    paging: &Paging,
    found: &[(i64, AccountView)],
) -> Listed<entities::Account> {
    let shown = found.iter().map(|(id, view)| (*id, entities::Account::new(instance, view)));
    paging.list(instance, shown.collect())
}

/// A page of statuses, paged by their own ids.
fn statuses_page(instance: &Instance, viewer: Viewer, paging: &Paging, found: &[StatusView]) -> Written {
    let ids = found.iter().map(|view| view.status.id.get()).collect();
    paging.written(instance, ids, entities::Status::list(instance, viewer, found))
}

/// The ids in a list of words, without those that cannot be ids: nobody has them. More than `most` are refused.
fn ids<T>(words: &[String], most: usize) -> Result<Vec<Id<T>>, ApiError> {
    if words.len() > most {
        return Err(ApiError::invalid("id", format!("has too many members (at most {most} at once)")));
    }
    Ok(words.iter().filter_map(|word| word.parse().ok()).collect())
}
