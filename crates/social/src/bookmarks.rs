//! Bookmarks: keeping a status for oneself. Nobody is told.

use model::{Account, Page, Status, StatusId};

use crate::{Result, Site, StatusView, Viewer, statuses};

/// Bookmarks a status (of a reblog: what it carries).
pub async fn bookmark(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    store::bookmarks::insert(&mut tx, site.id(), by.id, status.id).await?;
    tx.commit().await?;
    Ok(status)
}

/// Takes a bookmark back.
pub async fn unbookmark(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    store::bookmarks::delete(&mut tx, by.id, status.id).await?;
    tx.commit().await?;
    Ok(status)
}

/// What I bookmarked, with the id to page by.
pub async fn list(site: &Site, me: &Account, page: &Page) -> Result<Vec<(i64, StatusView)>> {
    let rows = store::bookmarks::list(&site.store, me.id, page).await?;
    let rows: Vec<(i64, StatusId)> = rows.into_iter().map(|(id, status)| (id.get(), status)).collect();
    statuses::show_paged(site, Viewer::Account(me.id), &rows).await
}
