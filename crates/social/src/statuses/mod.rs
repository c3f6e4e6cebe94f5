//! Statuses: showing them. A page of forty takes as many queries as one.

mod arrive;
mod attached;
pub mod delete;
mod draft;
mod dress;
pub mod edit;
mod embed;
mod insert;
mod keep;
mod mark;
pub mod post;
mod thread;

pub use delete::{delete, delete_remote, forget_account};
pub(crate) use draft::is_language;
pub use draft::{Described, Draft};
pub(crate) use dress::show_paged;
pub use dress::{show_all, show_ids};
pub use edit::{edit, edit_remote, history};
pub use embed::{embeddable, embeddable_at, is_embeddable};
pub(crate) use insert::insert;
pub(crate) use keep::come_out;
pub(crate) use mark::mark;
use std::sync::Arc;

pub use arrive::{Arrival, ArrivedAttachment, ArrivedQuote, post_remote};
use model::{AccountId, Mention, Page, Status, StatusId, Tag, limits};
pub use post::post;
use store::statuses::Shown;
pub use thread::{thread, thread_with};

use crate::{
    Refusal, Result, Sheet, Site, StatusView, Viewer, hiding, pins, policy, shelf, tags, walk::Walk,
};

/// A status as the viewer sees it.
pub async fn show(site: &Site, viewer: Viewer, id: StatusId) -> Result<StatusView> {
    show_ids(site, viewer, &[id]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// A public status as everybody here sees it, with nothing that depends on who looks.
pub async fn show_open(site: &Site, id: StatusId) -> Result<StatusView> {
    let status = store::statuses::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    if status.visibility != model::Visibility::Public {
        return Err(Refusal::NotFound.into());
    }
    // Its author sees also what stays on this server.
    let view = show(site, Viewer::Account(status.account_id), id).await?;
    let poll = view.poll.clone().map(|poll| crate::PollView { own_votes: Vec::new(), ..poll });
    let nothing = StatusView { filtered: Vec::new(), own_reactions: Vec::new(), ..view };
    Ok(StatusView { poll, has_viewer: false, ..nothing })
}

/// A status as it is kept in memory, if the viewer may see it.
async fn visible(site: &Site, viewer: Viewer, id: StatusId) -> Result<Arc<Sheet>> {
    let sheet = shelf::sheets(site, &[id]).await?.pop().ok_or(Refusal::NotFound)?;
    match policy::unseen(site, viewer, &[&sheet.status]).await?.is_empty() {
        true => Ok(sheet),
        false => Err(Refusal::NotFound.into()),
    }
}

/// A status, if the viewer may see it.
pub async fn get_visible(site: &Site, viewer: Viewer, id: StatusId) -> Result<Status> {
    let status = store::statuses::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    policy::check_visible(site, viewer, status).await
}

/// What is really said: the status, or what it carries if it is a reblog. The viewer must be allowed to see it.
pub(crate) async fn get_original(site: &Site, viewer: Viewer, id: StatusId) -> Result<Status> {
    let status = get_visible(site, viewer, id).await?;
    // What waits for staff is not there yet, for its author neither.
    if status.visibility == model::Visibility::Held {
        return Err(Refusal::NotFound.into());
    }
    match status.reblog_of_id {
        None => Ok(status),
        Some(original) => get_visible(site, viewer, original).await,
    }
}

/// Which statuses of an account are wanted.
#[derive(Clone, Debug, Default)]
pub struct ByAccount {
    /// Without answers to others.
    pub exclude_replies: bool,
    /// Without reblogs.
    pub exclude_reblogs: bool,
    /// Only with media. Statuses cannot have media yet, so this finds none.
    pub only_media: bool,
    /// Only pinned ones.
    pub pinned: bool,
    /// Only with this tag.
    pub tagged: Option<String>,
}

/// A page of an account's statuses, as far as the viewer may see them.
pub async fn by_account(
    site: &Site,
    viewer: Viewer,
    account: AccountId,
    wanted: ByAccount,
    page: &Page,
) -> Result<Vec<StatusView>> {
    let view = shelf::accounts(site, &[account]).await?.remove(&account).ok_or(Refusal::NotFound)?;
    let account = &view.account;
    if account.is_suspended() {
        return Ok(Vec::new());
    }
    if wanted.pinned {
        if hiding::of_viewer(site, viewer).await?.is_blocking(account.id) {
            return Ok(Vec::new());
        }
        return pins::list(site, viewer, account.id, page.limit.min(limits::PINS_SHOWN)).await;
    }
    let tagged = match &wanted.tagged {
        None => None,
        Some(name) => match tags::find(site, name).await? {
            None => return Ok(Vec::new()),
            Some(tag) => Some(tag.id),
        },
    };
    if hiding::of_viewer(site, viewer).await?.is_blocking(account.id) {
        return Ok(Vec::new());
    }
    let shown = Shown {
        all: viewer.is(account.id),
        to: viewer.account_id(),
        exclude_replies: wanted.exclude_replies,
        exclude_reblogs: wanted.exclude_reblogs,
        only_media: wanted.only_media,
        tagged,
    };
    // What stays on this server leaves holes for visitors.
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let ids = store::statuses::list_by_account(&site.store, account.id, shown, &step).await?;
        walk.saw_ids(&ids);
        walk.keep(show_ids(site, viewer, &ids).await?);
    }
    Ok(walk.finish())
}

/// What a status says, as plain text, without its warning.
pub fn plain_text(status: &Status) -> String {
    if status.text.is_empty() { markup::plain::text(&status.content) } else { status.text.clone() }
}

/// What an account shows to other servers: its open statuses and reblogs.
pub async fn outbox(site: &Site, account: AccountId, page: &Page) -> Result<Vec<Status>> {
    let ids = store::statuses::list_by_account(&site.store, account, Shown::default(), page).await?;
    let mut open = store::statuses::list(&site.store, &ids).await?;
    // Newest first, as the page is.
    open.reverse();
    open.retain(|status| !status.local_only);
    Ok(open)
}

/// The status with this id, whoever may see it.
pub async fn find(site: &Site, id: StatusId) -> Result<Option<Status>> {
    Ok(store::statuses::find(&site.store, id).await?)
}

/// The status that other servers know under this address.
pub async fn find_by_uri(site: &Site, uri: &str) -> Result<Option<Status>> {
    Ok(store::statuses::find_by_uri(&site.store, uri).await?)
}

/// The status with this page.
pub async fn find_by_url(site: &Site, url: &str) -> Result<Option<Status>> {
    Ok(store::statuses::find_by_url(&site.store, url).await?)
}

/// Whether what had this address is gone for good.
pub async fn is_gone(site: &Site, uri: &str) -> Result<bool> {
    Ok(store::tombstones::exists(&site.store, uri).await?)
}

/// Whom a status names.
pub async fn mentions(site: &Site, id: StatusId) -> Result<Vec<Mention>> {
    Ok(store::mentions::list(&site.store, &[id]).await?)
}

/// The tags of a status, in order.
pub async fn tags(site: &Site, id: StatusId) -> Result<Vec<Tag>> {
    Ok(store::tags::list(&site.store, &[id]).await?.into_iter().map(|(_, tag)| tag).collect())
}

/// Addresses of the open answers to a status, after the one with id `above`.
pub async fn reply_uris(site: &Site, id: StatusId, above: i64, limit: i64) -> Result<Vec<String>> {
    Ok(store::statuses::reply_uris(&site.store, id, above, limit).await?)
}
