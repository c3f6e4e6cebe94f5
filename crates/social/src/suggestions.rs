//! Suggestions: people whom somebody may want to follow, and the directory of those who like to be found.

use std::collections::{HashMap, HashSet};

use model::{AccountId, limits};

use crate::{AccountView, Refusal, Result, Site, Viewer, accounts, hiding, relationships};

/// Why somebody is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// People whom one follows follow them.
    FriendsOfFriends,
    /// Many follow them.
    MostFollowed,
}

/// Somebody whom one may want to follow.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Who.
    pub view: AccountView,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

/// People whom somebody may want to follow: those who like to be found and are neither followed, asked, hidden nor
/// sent away.
pub async fn list(site: &Site, me: AccountId, limit: i64) -> Result<Vec<Suggestion>> {
    let store = &site.store;
    let near = store::explore::friends_of_friends(store, me, limits::SUGGESTION_ROWS).await?;
    let popular = store::explore::popular(store, limits::SUGGESTION_ROWS).await?;
    let mut order: Vec<AccountId> = Vec::new();
    let mut reasons: HashMap<AccountId, Vec<Reason>> = HashMap::new();
    let found = near.iter().map(|(id, _)| (*id, Reason::FriendsOfFriends));
    for (id, reason) in found.chain(popular.iter().map(|id| (*id, Reason::MostFollowed))) {
        let known = reasons.entry(id).or_default();
        if known.is_empty() {
            order.push(id);
        }
        known.push(reason);
    }
    let sent_away: HashSet<AccountId> = store::explore::dismissed(store, me).await?.into_iter().collect();
    order.retain(|id| *id != me && !sent_away.contains(id));
    let between = relationships::between(site, me, &order).await?;
    let near: HashSet<AccountId> =
        between.iter().filter(|it| it.following || it.requested).map(|it| it.id).collect();
    order.retain(|id| !near.contains(id));
    let (hidden, now) = (hiding::of(site, me).await?, site.now());
    let views = accounts::show_all(site, &order).await?;
    Ok(views
        .into_iter()
        .filter(|view| {
            let account = &view.account;
            account.discoverable
                && !account.is_suspended()
                && !account.is_limited()
                && !hidden.hides(account, now)
        })
        .take(usize::try_from(limit).unwrap_or_default())
        .map(|view| Suggestion { reasons: reasons.remove(&view.account.id).unwrap_or_default(), view })
        .collect())
}

/// Never suggests this account again.
pub async fn dismiss(site: &Site, me: AccountId, target: AccountId) -> Result<()> {
    let target = store::accounts::find(&site.store, target).await?.ok_or(Refusal::NotFound)?;
    Ok(store::explore::dismiss(&site.store, me, target.id).await?)
}

/// People who like to be found: those who published last, or came last, first.
pub async fn directory(
    site: &Site,
    viewer: Viewer,
    newest: bool,
    local: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<AccountView>> {
    let (hidden, now) = (hiding::of_viewer(site, viewer).await?, site.now());
    let mut found = store::explore::directory(&site.store, newest, local, limit, offset).await?;
    found.retain(|account| !hidden.hides(account, now));
    accounts::dress(site, found).await
}
