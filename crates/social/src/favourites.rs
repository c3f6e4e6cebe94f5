//! Favourites: marking somebody's status as liked, and taking it back. One may stand for a reaction. Who hears of it is decided in
//! `server::effects`.

use model::{Account, Event, Favourite, Interaction, Page, Status, StatusId};

use crate::{
    AccountView, Result, Site, StatusView, Viewer, accounts, interactions, status_reactions, statuses,
};

/// Favourites a status (of a reblog: what it carries). A second time changes nothing and tells nobody.
pub async fn favourite(site: &Site, by: &Account, id: StatusId, uri: Option<String>) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    interactions::check(site, by, &status, Interaction::Favourite).await?;
    let favourite = Favourite { id: site.id(), account_id: by.id, status_id: status.id, uri };
    let mut tx = site.store.begin().await?;
    if store::favourites::insert(&mut tx, &favourite).await? {
        store::counters::bump_favourites(&mut tx, status.id, 1).await?;
        store::events::record(&mut tx, site.id(), &Event::Favourited(favourite)).await?;
    } else if favourite.uri.is_some() {
        status_reactions::part(&mut tx, &favourite).await?;
    }
    // Also without a change: what this saw may be another's write that is not durable yet.
    tx.commit().await?;
    Ok(status)
}

/// Takes a favourite back, and the reactions for which it stands.
pub async fn unfavourite(site: &Site, by: &Account, id: StatusId) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let mut tx = site.store.begin().await?;
    if let Some(favourite) = store::favourites::find(&mut tx, by.id, status.id).await? {
        if !status_reactions::left_of(&mut tx, &favourite).await? {
            store::favourites::delete(&mut tx, by.id, status.id).await?;
            store::counters::bump_favourites(&mut tx, status.id, -1).await?;
        }
        store::events::record(&mut tx, site.id(), &Event::Unfavourited(favourite)).await?;
    }
    tx.commit().await?;
    Ok(status)
}

/// Who favourited a status, with the id to page by.
pub async fn favourited_by(
    site: &Site,
    viewer: Viewer,
    id: StatusId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let status = statuses::get_original(site, viewer, id).await?;
    accounts::dress_unhidden(site, viewer, store::favourites::list_by(&site.store, status.id, page).await?)
        .await
}

/// What I favourited, with the id to page by.
pub async fn list(site: &Site, me: &Account, page: &Page) -> Result<Vec<(i64, StatusView)>> {
    let rows = store::timelines::favourited(&site.store, me.id, page).await?;
    let rows: Vec<(i64, StatusId)> = rows.into_iter().map(|(id, status)| (id.get(), status)).collect();
    statuses::show_paged(site, Viewer::Account(me.id), &rows).await
}

/// The account's favourite that other servers know under this address.
pub async fn find_by_uri(site: &Site, by: &Account, uri: &str) -> Result<Option<Favourite>> {
    Ok(store::favourites::find_by_uri(&site.store, uri, by.id).await?)
}
