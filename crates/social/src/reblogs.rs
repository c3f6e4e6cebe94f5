//! Reblogs: publishing somebody's status again, to one's own followers, and taking it back.

use model::{Account, AccountId, Event, Interaction, Page, Status, StatusId, Timestamp, Visibility};

use crate::{
    AccountView, Refusal, Result, Site, Viewer, accounts,
    interactions::{self, Leave},
    policy, statuses, timelines,
};

/// Reblogs a status (of a reblog: what it carries). A second time answers the reblog that is there.
pub async fn reblog(
    site: &Site,
    by: &Account,
    id: StatusId,
    visibility: Option<Visibility>,
) -> Result<Status> {
    let original = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    policy::check_reblog(by.id, &original)?;
    if let Some(reblog) = store::statuses::find_reblog(&site.store, by.id, original.id).await? {
        return Ok(reblog);
    }
    let leave = interactions::check(site, by, &original, Interaction::Reblog).await?;
    let floor =
        if original.visibility == Visibility::Private { Visibility::Private } else { Visibility::Public };
    let visibility = match visibility {
        Some(Visibility::Direct) | None => floor,
        Some(wish) => wish.max(floor),
    };
    let mut reblog = compose(site, by, &original, visibility, site.now());
    reblog.id = site.id();
    reblog.uri = format!("{}/statuses/{}/activity", by.uri, reblog.id);
    let asked = (leave == Leave::Asked && !reblog.local_only).then_some(original.account_id);
    match keep(site, by, &mut reblog, asked, true).await? {
        true => Ok(reblog),
        // Another request was faster.
        false => store::statuses::find_reblog(&site.store, by.id, original.id)
            .await?
            .ok_or(Refusal::NotFound.into()),
    }
}

/// A neighbour's person reblogged a status. Answers `None` if that was known. What is no news is told to nobody.
pub async fn reblog_remote(
    site: &Site,
    by: &Account,
    of: StatusId,
    uri: String,
    visibility: Visibility,
    published: Option<Timestamp>,
    is_news: bool,
) -> Result<Option<Status>> {
    let original = statuses::get_original(site, Viewer::Account(by.id), of).await?;
    policy::check_reblog(by.id, &original)?;
    if store::tombstones::exists(&site.store, &uri).await? {
        return Ok(None);
    }
    let created_at = published.map_or_else(|| site.now(), |at| at.min(site.now()));
    let mut reblog = compose(site, by, &original, visibility, created_at);
    reblog.uri = uri;
    Ok(keep(site, by, &mut reblog, None, is_news).await?.then_some(reblog))
}

fn compose(site: &Site, by: &Account, of: &Status, visibility: Visibility, created_at: Timestamp) -> Status {
    Status {
        id: site.id_at(created_at),
        account_id: by.id,
        uri: String::new(),
        url: None,
        in_reply_to_id: None,
        in_reply_to_account_id: None,
        reblog_of_id: Some(of.id),
        visibility,
        text: String::new(),
        content: String::new(),
        spoiler_text: String::new(),
        sensitive: of.sensitive,
        language: of.language.clone(),
        application_id: None,
        emojis: Vec::new(),
        replies_count: 0,
        reblogs_count: 0,
        favourites_count: 0,
        created_at,
        edited_at: None,
        quote_approval: model::Approval::default(),
        interaction_policy: model::InteractionPolicy::default(),
        searchable: None,
        quotes_count: 0,
        local_only: of.local_only,
        conversation_id: of.conversation_id,
    }
}

/// Stores a reblog, with whom it waits for; answers whether it was new.
async fn keep(
    site: &Site,
    by: &Account,
    reblog: &mut Status,
    asked: Option<AccountId>,
    is_news: bool,
) -> Result<bool> {
    let mut tx = site.store.begin().await?;
    if !statuses::insert(site, &mut tx, reblog, by.is_local()).await? {
        // What is in the way may not be durable yet: wait until it is.
        tx.commit().await?;
        return Ok(false);
    }
    if let Some(author) = asked {
        interactions::wait(&mut tx, reblog.id, author).await?;
    }
    store::counters::bump_reblogs(&mut tx, reblog.original_id(), 1).await?;
    store::counters::published(&mut tx, reblog).await?;
    let status_id = reblog.id;
    let event = if is_news { Event::StatusPosted { status_id } } else { Event::StatusFound { status_id } };
    store::events::record(&mut tx, site.id(), &event).await?;
    tx.commit().await?;
    timelines::add_own(site, by, reblog);
    Ok(true)
}

/// Takes a reblog back; answers what it carried. Without a reblog nothing happens.
pub async fn unreblog(site: &Site, by: &Account, of: StatusId) -> Result<Status> {
    let found = store::statuses::find(&site.store, of).await?.ok_or(Refusal::NotFound)?;
    let original_id = found.original_id();
    if let Some(reblog) = store::statuses::find_reblog(&site.store, by.id, original_id).await? {
        statuses::delete::remove(site, &reblog).await?;
    }
    statuses::get_original(site, Viewer::Account(by.id), original_id).await
}

/// Who reblogged a status, with the id to page by.
pub async fn reblogged_by(
    site: &Site,
    viewer: Viewer,
    id: StatusId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let status = statuses::get_original(site, viewer, id).await?;
    let reblogs = store::statuses::reblogs(&site.store, status.id, page).await?;
    accounts::dress_unhidden(site, viewer, reblogs).await
}
