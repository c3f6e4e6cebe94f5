//! Files to take along: one for each kind, in the words and the order of Mastodon's.

use model::{Account, DomainBlock, ListId, Mute, Page, Portable, Status, StatusId};

use super::{FIRST, address, is_formula};
use crate::{Fault, Result, Site};

/// The file of one kind, as it is now.
pub async fn file(site: &Site, me: &Account, kind: Portable) -> Result<String> {
    let lines = match kind {
        Portable::Following => following(site, me).await?,
        Portable::Blocks => {
            blocked(site, me).await?.iter().map(|account| vec![address(site, account)]).collect()
        }
        Portable::Mutes => {
            let line = |(mute, account): &(Mute, Account)| {
                vec![address(site, account), mute.hides_notifications.to_string()]
            };
            muted(site, me).await?.iter().map(line).collect()
        }
        Portable::DomainBlocks => {
            blocked_domains(site, me).await?.into_iter().map(|block| vec![block.domain]).collect()
        }
        Portable::Bookmarks => {
            bookmarked(site, me).await?.into_iter().map(|status| vec![status.uri]).collect()
        }
        Portable::Lists => lists(site, me).await?,
    };
    write(kind, &lines)
}

/// Lines as a file. A cell that a program for tables would run gets a mark before it, which is taken off when the file is
/// read here again.
pub(super) fn write(kind: Portable, lines: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let fault = |error: csv::Error| Fault::caused_by("write a file to take along", error);
    if kind.has_headers() {
        writer.write_record(kind.headers()).map_err(fault)?;
    }
    for line in lines {
        let cells = line.iter().map(|cell| match is_formula(cell) {
            true => format!("'{cell}"),
            false => cell.clone(),
        });
        writer.write_record(cells).map_err(fault)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::new("write a file to take along"))?;
    Ok(String::from_utf8(bytes).map_err(|error| Fault::caused_by("write a file to take along", error))?)
}

/// The whole of a list, page by page: `read` answers a page, `edge` the id by which the next one begins.
pub(super) async fn whole<T, F>(read: impl Fn(Page) -> F, edge: impl Fn(&T) -> i64) -> Result<Vec<T>>
where
    F: Future<Output = store::Result<Vec<T>>>,
{
    let mut all = Vec::new();
    let mut page = FIRST;
    loop {
        let batch = read(page).await?;
        let Some(last) = batch.last() else { return Ok(all) };
        page.max_id = Some(edge(last));
        all.extend(batch);
    }
}

/// Whom somebody follows.
pub(super) async fn followed(site: &Site, me: &Account) -> Result<Vec<Account>> {
    let (store, id) = (&site.store, me.id);
    let read = |page| async move { store::follows::list_from(store, id, &page).await };
    Ok(whole(read, |(id, _)| id.get()).await?.into_iter().map(|(_, account)| account).collect())
}

/// Whom somebody blocks.
pub(super) async fn blocked(site: &Site, me: &Account) -> Result<Vec<Account>> {
    let (store, id) = (&site.store, me.id);
    let read = |page| async move { store::blocks::list(store, id, &page).await };
    Ok(whole(read, |(id, _)| id.get()).await?.into_iter().map(|(_, account)| account).collect())
}

/// Whom somebody mutes, and how.
pub(super) async fn muted(site: &Site, me: &Account) -> Result<Vec<(Mute, Account)>> {
    let (store, id, now) = (&site.store, me.id, site.now());
    let read = |page| async move { store::mutes::list(store, id, now, &page).await };
    whole(read, |(mute, _)| mute.id.get()).await
}

/// The domains that somebody blocks.
pub(super) async fn blocked_domains(site: &Site, me: &Account) -> Result<Vec<DomainBlock>> {
    let (store, id) = (&site.store, me.id);
    let read = |page| async move { store::domain_blocks::list(store, id, &page).await };
    whole(read, |block| block.id.get()).await
}

/// What somebody bookmarked, as far as it is still here.
pub(super) async fn bookmarked(site: &Site, me: &Account) -> Result<Vec<Status>> {
    let (store, id) = (&site.store, me.id);
    let read = |page| async move { store::bookmarks::list(store, id, &page).await };
    let found: Vec<StatusId> = whole(read, |(id, _)| id.get()).await?.into_iter().map(|it| it.1).collect();
    let mut statuses = Vec::with_capacity(found.len());
    for ids in found.chunks(FIRST.limit as usize) {
        let mut batch = store::statuses::list(store, ids).await?;
        batch.sort_by_key(|status| ids.iter().position(|id| *id == status.id));
        statuses.extend(batch);
    }
    Ok(statuses)
}

async fn following(site: &Site, me: &Account) -> Result<Vec<Vec<String>>> {
    let followed = followed(site, me).await?;
    let mut lines = Vec::with_capacity(followed.len());
    for accounts in followed.chunks(FIRST.limit as usize) {
        let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
        let follows = store::follows::from_among(&site.store, me.id, &ids).await?;
        for account in accounts {
            let follow = follows.iter().find(|follow| follow.target_account_id == account.id);
            lines.extend(follow.map(|follow| {
                let (reblogs, notify) = (follow.show_reblogs.to_string(), follow.notify.to_string());
                vec![address(site, account), reblogs, notify, follow.languages.join(", ")]
            }));
        }
    }
    Ok(lines)
}

/// Who is on a list.
pub(super) async fn members(site: &Site, list: ListId) -> Result<Vec<Account>> {
    let store = &site.store;
    let read = |page| async move { store::lists::accounts(store, list, &page).await };
    whole(read, |account| account.id.get()).await
}

async fn lists(site: &Site, me: &Account) -> Result<Vec<Vec<String>>> {
    let mut lines = Vec::new();
    for list in crate::lists::list(site, me.id).await? {
        let members = members(site, list.id).await?;
        lines.extend(members.iter().map(|member| vec![list.title.clone(), address(site, member)]));
    }
    Ok(lines)
}
