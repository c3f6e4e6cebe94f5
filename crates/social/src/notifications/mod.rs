//! Notifications: telling local people what concerns them, once.

pub mod groups;
pub mod matters;
pub mod policy;
pub mod requests;
mod severances;

use std::{collections::HashMap, sync::Arc};

use model::{
    AccountId, Favourite, Follow, Notification, NotificationId, NotificationKind, Page, PollId, Reception,
    Status, StatusId,
};

pub(crate) use severances::severed;
pub use store::notifications::Chosen;

use crate::{
    NotificationView, Refusal, Result, Site, StatusView, Viewer, accounts, conversation_mutes, hiding,
    markers, push, readers, shelf, statuses,
    stream::{Topic, Update},
};

/// A page of my notifications, newest first.
pub async fn list(
    site: &Site,
    me: AccountId,
    chosen: &Chosen<'_>,
    page: &Page,
) -> Result<Vec<NotificationView>> {
    dress(site, me, store::notifications::list(&site.store, me, chosen, page).await?).await
}

/// How many of my notifications I have not read, up to a limit.
pub async fn count_unread(site: &Site, me: AccountId, chosen: &Chosen<'_>, limit: i64) -> Result<usize> {
    let page = Page { since_id: markers::last_read(site, me, "notifications").await?, ..Page::first(limit) };
    Ok(store::notifications::list(&site.store, me, chosen, &page).await?.len())
}

/// One of my notifications.
pub async fn show(site: &Site, me: AccountId, id: NotificationId) -> Result<NotificationView> {
    let found = store::notifications::find(&site.store, me, id).await?.ok_or(Refusal::NotFound)?;
    dress(site, me, vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Forgets all my notifications.
pub async fn clear(site: &Site, me: AccountId) -> Result<()> {
    Ok(store::notifications::delete_all(&site.store, me).await?)
}

/// Forgets one of my notifications.
pub async fn dismiss(site: &Site, me: AccountId, id: NotificationId) -> Result<()> {
    match store::notifications::delete(&site.store, me, id).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Adds what is shown beside notifications. One whose status I may no longer see is left out, and so is one that nobody is
/// to hear of any more.
async fn dress(
    site: &Site,
    me: AccountId,
    notifications: Vec<Notification>,
) -> Result<Vec<NotificationView>> {
    let mut matters = matters::of(site, me, &notifications).await?;
    let from: Vec<AccountId> = notifications.iter().map(|n| n.from_account_id).collect();
    let about: Vec<StatusId> = notifications.iter().filter_map(|n| n.status_id).collect();
    let people = shelf::accounts(site, &from).await?;
    let shown: HashMap<StatusId, StatusView> = statuses::show_ids(site, Viewer::Account(me), &about)
        .await?
        .into_iter()
        .map(|view| (view.status.id, view))
        .collect();
    let lost = severances::among(site, notifications.iter()).await?;
    Ok(notifications
        .into_iter()
        .filter_map(|notification| {
            let from = Arc::clone(people.get(&notification.from_account_id)?);
            let matter = matters.take(&notification)?;
            if from.account.is_suspended() {
                return None;
            }
            let status = match notification.status_id {
                None => None,
                Some(id) => Some(shown.get(&id)?.clone()),
            };
            let severance = severances::of(&notification, &lost);
            Some(NotificationView { notification, from, status, severance, matter })
        })
        .collect())
}

/// Effect of a published status: tells those mentioned, the author of what it reblogs, and those who watch.
pub async fn posted(site: &Site, status: &Status) -> Result<()> {
    if let Some(original_id) = status.reblog_of_id {
        if let Some(original) = store::statuses::find(&site.store, original_id).await? {
            let to = original.account_id;
            tell(site, to, status.account_id, NotificationKind::Reblog, Some(original_id)).await?;
        }
        return Ok(());
    }
    quoted(site, status.id).await?;
    for mention in store::mentions::list(&site.store, &[status.id]).await? {
        let kind = NotificationKind::Mention;
        tell(site, mention.account_id, status.account_id, kind, Some(status.id)).await?;
    }
    // What is said to others in a thread is no news of the author.
    let is_own_word = status.in_reply_to_account_id.is_none_or(|whom| whom == status.account_id);
    if status.visibility != model::Visibility::Direct && is_own_word {
        for follow in store::follows::list_local(&site.store, status.account_id).await? {
            if follow.notify && readers::is_wanted(&follow.languages, status.language.as_deref()) {
                let kind = NotificationKind::Status;
                tell(site, follow.account_id, status.account_id, kind, Some(status.id)).await?;
            }
        }
    }
    Ok(())
}

/// Effect of a quote that may be shown: tells the author of what is quoted.
pub async fn quoted(site: &Site, quoting: StatusId) -> Result<()> {
    let Some(quote) = store::quotes::find(&site.store, quoting).await? else { return Ok(()) };
    match quote.quoted_account_id.filter(|_| quote.state == model::QuoteState::Accepted) {
        Some(to) => tell(site, to, quote.account_id, NotificationKind::Quote, Some(quoting)).await,
        None => Ok(()),
    }
}

/// Effect of a consent taken back: the quote is no longer news.
pub async fn unquoted(site: &Site, by: AccountId, quoting: StatusId) -> Result<()> {
    let Some(status) = store::statuses::find(&site.store, quoting).await? else { return Ok(()) };
    let kind = NotificationKind::Quote;
    Ok(store::notifications::delete_act(&site.store, status.account_id, by, kind, Some(quoting)).await?)
}

/// Effect of an edit: tells those who are mentioned now, and those who reblogged it.
pub async fn edited(site: &Site, id: StatusId, newly_mentioned: &[AccountId]) -> Result<()> {
    let Some(status) = store::statuses::find(&site.store, id).await? else { return Ok(()) };
    let from = status.account_id;
    for account in newly_mentioned {
        tell(site, *account, from, NotificationKind::Mention, Some(id)).await?;
    }
    for (quoting, account) in store::quotes::local_quoters(&site.store, id).await? {
        let kind = NotificationKind::QuotedUpdate;
        store::notifications::delete_act(&site.store, from, account, kind, Some(quoting)).await?;
        tell(site, account, from, kind, Some(quoting)).await?;
    }
    for account in store::status_edits::local_rebloggers(&site.store, id).await? {
        // Each edit is news again.
        store::notifications::delete_act(&site.store, from, account, NotificationKind::Update, Some(id))
            .await?;
        tell(site, account, from, NotificationKind::Update, Some(id)).await?;
    }
    Ok(())
}

/// Effect of a poll's end: tells who asked and who voted.
pub async fn poll_closed(site: &Site, poll: PollId, status: StatusId) -> Result<()> {
    let Some(status) = store::statuses::find(&site.store, status).await? else { return Ok(()) };
    let author = accounts::find(site, status.account_id).await?;
    if author.is_local() {
        insert(site, author.id, author.id, NotificationKind::Poll, Some(status.id), None).await?;
    }
    for voter in store::polls::local_voters(&site.store, poll).await? {
        tell(site, voter, author.id, NotificationKind::Poll, Some(status.id)).await?;
    }
    Ok(())
}

/// Effect of a favourite.
pub async fn favourited(site: &Site, favourite: &Favourite) -> Result<()> {
    if let Some(status) = store::statuses::find(&site.store, favourite.status_id).await? {
        let kind = NotificationKind::Favourite;
        tell(site, status.account_id, favourite.account_id, kind, Some(status.id)).await?;
    }
    Ok(())
}

/// Effect of a favourite taken back, unless a reaction is left for which it stands now.
pub async fn unfavourited(site: &Site, favourite: &Favourite) -> Result<()> {
    if store::favourites::find(&site.store, favourite.account_id, favourite.status_id).await?.is_some() {
        return Ok(());
    }
    if let Some(status) = store::statuses::find(&site.store, favourite.status_id).await? {
        let (from, to, kind) = (favourite.account_id, status.account_id, NotificationKind::Favourite);
        store::notifications::delete_act(&site.store, from, to, kind, Some(status.id)).await?;
    }
    Ok(())
}

/// Effect of a reblog taken back.
pub async fn unreblogged(site: &Site, by: AccountId, original: StatusId) -> Result<()> {
    if let Some(status) = store::statuses::find(&site.store, original).await? {
        let kind = NotificationKind::Reblog;
        store::notifications::delete_act(&site.store, by, status.account_id, kind, Some(original)).await?;
    }
    Ok(())
}

/// Effect of a follow. The request that it may have been is no longer news.
pub async fn followed(site: &Site, follow: &Follow) -> Result<()> {
    forget(site, follow, NotificationKind::FollowRequest).await?;
    tell(site, follow.target_account_id, follow.account_id, NotificationKind::Follow, None).await
}

/// Effect of a request to follow.
pub async fn follow_requested(site: &Site, follow: &Follow) -> Result<()> {
    tell(site, follow.target_account_id, follow.account_id, NotificationKind::FollowRequest, None).await
}

/// Effect of a follow or request that ended, from either side.
pub async fn follow_ended(site: &Site, follow: &Follow) -> Result<()> {
    forget(site, follow, NotificationKind::Follow).await?;
    forget(site, follow, NotificationKind::FollowRequest).await
}

async fn forget(site: &Site, follow: &Follow, kind: NotificationKind) -> Result<()> {
    let (from, to) = (follow.account_id, follow.target_account_id);
    Ok(store::notifications::delete_act(&site.store, from, to, kind, None).await?)
}

/// Whether the one does not want to be told of the other.
async fn is_unwanted(site: &Site, to: AccountId, from: AccountId) -> Result<bool> {
    let hidden = hiding::of(site, to).await?;
    if hidden.is_empty() {
        return Ok(false);
    }
    if hidden.is_blocked(from) || hidden.is_blocking(from) || hidden.mutes_notifications(from, site.now()) {
        return Ok(true);
    }
    let domain = store::accounts::find(&site.store, from).await?.and_then(|account| account.domain);
    // Whoever follows somebody there wants to hear of them all the same.
    Ok(hidden.hides_domain(domain.as_deref()) && store::follows::find(&site.store, to, from).await?.is_none())
}

/// Tells a local person something, unless they did it themselves or were told before.
async fn tell(
    site: &Site,
    to: AccountId,
    from: AccountId,
    kind: NotificationKind,
    status_id: Option<StatusId>,
) -> Result<()> {
    let recipient = store::accounts::find(&site.store, to).await?;
    if to == from
        || !recipient.is_some_and(|account| account.is_local())
        || is_unwanted(site, to, from).await?
    {
        return Ok(());
    }
    if let Some(status) = status_id
        && conversation_mutes::is_muted(site, to, status).await?
    {
        return Ok(());
    }
    insert(site, to, from, kind, status_id, None).await
}

/// Stores a notification, keeps it aside if the policy says so, and streams it otherwise.
async fn insert(
    site: &Site,
    to: AccountId,
    from: AccountId,
    kind: NotificationKind,
    status_id: Option<StatusId>,
    about: Option<i64>,
) -> Result<()> {
    let reception = match to == from {
        true => Reception::Accept,
        false => policy::reception(site, to, from, kind, status_id).await?,
    };
    let filtered = match reception {
        Reception::Accept => false,
        Reception::Filter => true,
        Reception::Drop => return Ok(()),
    };
    let notification = Notification {
        id: site.id(),
        account_id: to,
        from_account_id: from,
        kind,
        status_id,
        about,
        created_at: site.now(),
        group_key: groups::key(site, to, kind, status_id).await?,
        filtered,
    };
    let mut tx = site.store.begin().await?;
    if !store::notifications::insert(&mut tx, &notification).await? {
        return Ok(());
    }
    if !filtered {
        push::record(site, &mut tx, &notification).await?;
    }
    tx.commit().await?;
    match (filtered, status_id) {
        (false, _) => site.hub.publish(Topic::User(to), &Update::Notification(notification.id)),
        // Words wait to be let in; the rest is not worth a question.
        (true, Some(status)) if matches!(kind, NotificationKind::Mention | NotificationKind::Quote) => {
            let (request, now) = (site.id(), site.now());
            store::notification_requests::add(&site.store, request, (to, from), status, now).await?;
        }
        (true, _) => {}
    }
    Ok(())
}
