//! Clean-ups: old statuses of somebody here go by themselves, as that person wishes. Housekeeping looks at a few at a time,
//! from the oldest on, and begins anew when it has looked at all, since what kept a status may end.

use std::collections::HashSet;

use model::{AccountId, CleanUp, CleanUpWish, Status, StatusId, Visibility, clean_up::CLEAN_UP_DAYS, limits};

use crate::{Problem, Refusal, Result, Site, statuses};

const DAY_MS: i64 = 24 * 3_600_000;

/// What somebody wishes, if anything is to go.
pub async fn find(site: &Site, account: AccountId) -> Result<Option<CleanUpWish>> {
    Ok(store::clean_ups::find(&site.store, account).await?.map(|found| found.wish))
}

/// From now on statuses go as somebody wishes; or none do.
pub async fn wish(site: &Site, account: AccountId, wish: Option<CleanUpWish>) -> Result<()> {
    let Some(wish) = wish else { return Ok(store::clean_ups::delete(&site.store, account).await?) };
    let thresholds = [wish.favourites, wish.reblogs];
    if !CLEAN_UP_DAYS.contains(&wish.days) || thresholds.into_iter().flatten().any(|least| least < 1) {
        return Err(Refusal::Invalid(vec![Problem::new("clean_up", "is none that is offered")]).into());
    }
    Ok(store::clean_ups::upsert(&site.store, account, &wish, site.now()).await?)
}

/// Looks at some old statuses of everybody who wishes it, and lets go of those that may go.
pub(crate) async fn run(site: &Site) -> Result<()> {
    let mut after = AccountId::new(0);
    let mut removed = 0;
    while removed < limits::CLEAN_UP_ROUND {
        let batch = store::clean_ups::list(&site.store, after, limits::CLEAN_UPS_READ).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = last.account_id;
        for clean_up in &batch {
            removed += look(site, clean_up).await?;
        }
    }
    Ok(())
}

async fn look(site: &Site, clean_up: &CleanUp) -> Result<i64> {
    let wish = &clean_up.wish;
    let below = StatusId::floor(site.now().plus_millis(-wish.days * DAY_MS));
    let (account, above) = (clean_up.account_id, clean_up.looked_until);
    let old = store::clean_ups::old(&site.store, account, above, below, limits::CLEAN_UP_STATUSES).await?;
    let goes = choose(site, account, wish, &old).await?;
    for status in &goes {
        statuses::delete::remove(site, status).await?;
    }
    // What is kept is not looked at again before the next round.
    let until = old.last().copied().unwrap_or(StatusId::new(0));
    store::clean_ups::looked(&site.store, account, until).await?;
    Ok(goes.len() as i64)
}

/// Which of these statuses may go.
async fn choose(site: &Site, by: AccountId, wish: &CleanUpWish, ids: &[StatusId]) -> Result<Vec<Status>> {
    let store = &site.store;
    let mut kept: HashSet<StatusId> = HashSet::new();
    if wish.keeps_pinned {
        kept.extend(store::pins::among(store, by, ids).await?);
    }
    if wish.keeps_favourited {
        kept.extend(store::favourites::among(store, by, ids).await?);
    }
    if wish.keeps_bookmarked {
        kept.extend(store::bookmarks::among(store, by, ids).await?);
    }
    if wish.keeps_media && !ids.is_empty() {
        let media = store::attachments::of_statuses(store, ids).await?;
        kept.extend(media.into_iter().filter_map(|attachment| attachment.status_id));
    }
    if wish.keeps_polls && !ids.is_empty() {
        kept.extend(store::polls::asking(store, ids).await?);
    }
    let mut statuses = store::statuses::list(store, ids).await?;
    let is_liked = |count: i64, least: Option<i64>| least.is_some_and(|least| count >= least);
    let stays = |status: &Status| {
        kept.contains(&status.id)
            || (wish.keeps_direct && status.visibility == Visibility::Direct)
            || is_liked(status.favourites_count, wish.favourites)
            || is_liked(status.reblogs_count, wish.reblogs)
    };
    statuses.retain(|status| !stays(status));
    Ok(statuses)
}
