//! What is here already and not on a list that overwrites: it goes before the list is worked on, by the same verbs as when
//! somebody takes it back themselves.

use std::collections::HashSet;

use model::{Account, Import, Portable, limits};

use super::{address, export, plain};
use crate::{Result, Site, blocks, bookmarks, domain_blocks, follows, lists, mutes};

/// Takes back what is not on the list; once, and again from the beginning if it was interrupted.
pub(super) async fn run(site: &Site, me: &Account, import: &Import) -> Result<()> {
    let kept = kept(site, import).await?;
    let goes = |account: &Account| !kept.contains(&plain(site, &address(site, account)));
    match import.kind {
        Portable::Following => {
            for account in export::followed(site, me).await?.iter().filter(|account| goes(account)) {
                follows::unfollow(site, me, account.id).await?;
            }
        }
        Portable::Blocks => {
            for account in export::blocked(site, me).await?.iter().filter(|account| goes(account)) {
                blocks::unblock(site, me, account.id).await?;
            }
        }
        Portable::Mutes => {
            for (_, account) in export::muted(site, me).await?.iter().filter(|(_, account)| goes(account)) {
                mutes::unmute(site, me, account.id).await?;
            }
        }
        Portable::DomainBlocks => {
            for block in export::blocked_domains(site, me).await? {
                if !kept.contains(&block.domain.to_lowercase()) {
                    domain_blocks::unblock(site, me, &block.domain).await?;
                }
            }
        }
        Portable::Bookmarks => {
            for status in export::bookmarked(site, me).await? {
                if !kept.contains(&status.uri) {
                    bookmarks::unbookmark(site, me, status.id).await?;
                }
            }
        }
        Portable::Lists => prune_lists(site, me, &kept).await?,
    }
    Ok(store::imports::pruned(&site.store, import.id).await?)
}

/// Lists that are not named go, and from the others those who are not on them there.
async fn prune_lists(site: &Site, me: &Account, kept: &HashSet<String>) -> Result<()> {
    for list in lists::list(site, me.id).await? {
        if !kept.contains(&list.title) {
            lists::delete(site, me.id, list.id).await?;
            continue;
        }
        let members = export::members(site, list.id).await?.into_iter();
        let named = |account: &Account| entry(&list.title, &plain(site, &address(site, account)));
        let gone: Vec<_> =
            members.filter(|it| !kept.contains(&named(it))).map(|account| account.id).collect();
        lists::remove(site, me.id, list.id, &gone).await?;
    }
    Ok(())
}

/// Somebody on a list. No title has a line break before an address in it.
fn entry(title: &str, address: &str) -> String {
    format!("{title}\n{address}")
}

/// What the list names: addresses of accounts as they are compared, domains, addresses of statuses, titles of lists and who
/// is on each.
async fn kept(site: &Site, import: &Import) -> Result<HashSet<String>> {
    let lines = store::imports::lines(&site.store, import.id, 0, limits::IMPORT_LINES as i64).await?;
    let first = |line: &model::ImportLine| line.cells.first().cloned().unwrap_or_default();
    Ok(lines
        .iter()
        .flat_map(|line| match import.kind {
            Portable::Following | Portable::Blocks | Portable::Mutes => vec![plain(site, &first(line))],
            Portable::DomainBlocks => vec![first(line).to_lowercase()],
            Portable::Bookmarks => vec![first(line)],
            Portable::Lists => {
                let member = plain(site, line.cells.get(1).map_or("", String::as_str));
                vec![entry(&first(line), &member), first(line)]
            }
        })
        .collect())
}
