//! Who may see and do what. Lists ask for whole pages at once, so that a page takes a fixed number of queries.

use std::collections::HashSet;

use model::{AccountId, Status, StatusId, Visibility};

use crate::{Refusal, Result, Site, Viewer, hiding, shelf};

/// Keeps the statuses that the viewer may see, in order.
pub(crate) async fn visible(site: &Site, viewer: Viewer, mut statuses: Vec<Status>) -> Result<Vec<Status>> {
    let all: Vec<&Status> = statuses.iter().collect();
    let unseen = unseen(site, viewer, &all).await?;
    statuses.retain(|status| !unseen.contains(&status.id));
    Ok(statuses)
}

/// Which of these statuses the viewer may not see.
pub(crate) async fn unseen(site: &Site, viewer: Viewer, statuses: &[&Status]) -> Result<HashSet<StatusId>> {
    let hidden = hiding::of_viewer(site, viewer).await?;
    let stays_away = statuses.iter().any(|status| status.local_only) && !lives_here(site, viewer).await?;
    // Whoever blocks the viewer shows them nothing that everybody may see; what stays on this server is for those
    // who live here.
    let is_shut = |status: &&&Status| {
        (status.visibility.is_open() && hidden.is_blocking(status.account_id))
            || (stays_away && status.local_only)
    };
    let mut unseen: HashSet<StatusId> = statuses.iter().filter(is_shut).map(|status| status.id).collect();
    unseen.extend(of_suspended(site, viewer, statuses).await?);
    let closed: Vec<&Status> = statuses
        .iter()
        .filter(|status| !status.visibility.is_open() && !viewer.is(status.account_id))
        .copied()
        .collect();
    if !closed.is_empty() {
        let sight = Sight::load(site, viewer, &closed).await?;
        unseen.extend(closed.iter().filter(|status| !sight.sees(viewer, status)).map(|status| status.id));
    }
    Ok(unseen)
}

/// Statuses of those who are suspended, who are shown to nobody else.
async fn of_suspended(site: &Site, viewer: Viewer, statuses: &[&Status]) -> Result<Vec<StatusId>> {
    let mut authors: Vec<AccountId> = statuses.iter().map(|status| status.account_id).collect();
    authors.sort_unstable();
    authors.dedup();
    let authors = shelf::accounts(site, &authors).await?;
    let is_suspended = |id: &AccountId| authors.get(id).is_some_and(|view| view.account.is_suspended());
    let hidden = statuses.iter().filter(|s| !viewer.is(s.account_id) && is_suspended(&s.account_id));
    Ok(hidden.map(|status| status.id).collect())
}

async fn lives_here(site: &Site, viewer: Viewer) -> Result<bool> {
    let Some(me) = viewer.account_id() else { return Ok(false) };
    let found = shelf::accounts(site, &[me]).await?;
    Ok(found.get(&me).is_some_and(|view| view.account.is_local()))
}

/// Refuses with "not found" unless the viewer may see the status.
pub(crate) async fn check_visible(site: &Site, viewer: Viewer, status: Status) -> Result<Status> {
    visible(site, viewer, vec![status]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// What the viewer's follows and mentions open.
struct Sight {
    followed: HashSet<AccountId>,
    mentioned: HashSet<StatusId>,
}

impl Sight {
    async fn load(site: &Site, viewer: Viewer, closed: &[&Status]) -> Result<Self> {
        let Some(me) = viewer.account_id() else {
            return Ok(Self { followed: HashSet::new(), mentioned: HashSet::new() });
        };
        let authors: Vec<AccountId> = closed.iter().map(|status| status.account_id).collect();
        let ids: Vec<StatusId> = closed.iter().map(|status| status.id).collect();
        let followed = store::follows::from_among(&site.store, me, &authors).await?;
        let mentioned = store::mentions::mentioning(&site.store, me, &ids).await?;
        Ok(Self {
            followed: followed.into_iter().map(|follow| follow.target_account_id).collect(),
            mentioned: mentioned.into_iter().collect(),
        })
    }

    fn sees(&self, viewer: Viewer, status: &Status) -> bool {
        viewer.is(status.account_id)
            || match status.visibility {
                Visibility::Public | Visibility::Unlisted => true,
                Visibility::Private => {
                    self.followed.contains(&status.account_id) || self.mentioned.contains(&status.id)
                }
                Visibility::Direct => self.mentioned.contains(&status.id),
                Visibility::Held => false,
            }
    }
}

/// Others' statuses may be reblogged if everybody may see them, one's own also if followers may.
pub(crate) fn check_reblog(by: AccountId, status: &Status) -> Result<()> {
    let allowed =
        status.visibility.is_open() || (status.account_id == by && status.visibility == Visibility::Private);
    // Mastodon answers as if the status were not there; what cannot be reblogged has no door for it.
    if allowed { Ok(()) } else { Err(Refusal::NotFound.into()) }
}
