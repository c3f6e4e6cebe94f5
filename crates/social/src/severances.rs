//! Severances: follows that end all at once because dealings with somebody elsewhere do. Each is kept, those who lost it are
//! told, and it is restored when the dealings are.

use std::collections::BTreeMap;

use model::{
    Account, AccountId, AccountSeverance, AccountSeveranceId, Event, Follow, Page, Severance, SeveranceKind,
    SeveredFollow, limits,
};
use store::Tx;
pub use store::severances::Lost;

use crate::{Fault, Refusal, Result, Site, notifications};

/// A page of what somebody lost, the latest first.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<AccountSeverance>> {
    Ok(store::severances::page(&site.store, me, page).await?)
}

/// Whom I followed, or who followed me, of what I lost once.
pub async fn lost(
    site: &Site,
    me: AccountId,
    id: AccountSeveranceId,
    is_following: bool,
) -> Result<Vec<Lost>> {
    let page = Page { max_id: Some(id.get() + 1), ..Page::first(1) };
    let found = store::severances::page(&site.store, me, &page).await?;
    if !found.iter().any(|found| found.id == id) {
        return Err(Refusal::NotFound.into());
    }
    Ok(store::severances::lost(&site.store, (me, id), is_following, limits::SEVERED_LISTED).await?)
}

/// The same as a file, as Mastodon writes it.
pub async fn file(site: &Site, me: AccountId, id: AccountSeveranceId, is_following: bool) -> Result<String> {
    let lost = lost(site, me, id, is_following).await?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fault = |error: csv::Error| Fault::caused_by("write a list of lost follows", error);
    let head: &[&str] = match is_following {
        true => &["Account address", "Show boosts", "Notify on new posts", "Languages"],
        false => &["Account address"],
    };
    writer.write_record(head).map_err(fault)?;
    for Lost { acct, show_reblogs, notify, languages } in lost {
        let mut cells = vec![acct];
        if is_following {
            cells.extend([show_reblogs.to_string(), notify.to_string(), languages.join(", ")]);
        }
        writer.write_record(cells).map_err(fault)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::new("write a list of lost follows"))?;
    Ok(String::from_utf8(bytes).map_err(|error| Fault::caused_by("write a list of lost follows", error))?)
}

/// Ends all follows between people here and those of a domain because of what was decided about `because`.
pub(crate) async fn sever_domain(site: &Site, domain: &str, because: &str) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::severances::drop_requests(&mut tx, domain).await?;
    tx.commit().await?;
    let severance = begun(site, SeveranceKind::DomainBlock, because);
    let mut is_kept = false;
    loop {
        let some = store::severances::follows_with(&site.store, domain, limits::SEVERED_BATCH).await?;
        if some.is_empty() {
            break;
        }
        end(site, &severance, &mut is_kept, some).await?;
    }
    tell(site).await
}

/// Effect of a decision about somebody of another server. It may have been taken back meanwhile: what counts is what holds
/// now.
pub async fn apply(site: &Site, account: AccountId) -> Result<()> {
    let Some(account) = store::accounts::find(&site.store, account).await? else { return Ok(()) };
    match account.is_suspended_here() {
        true => sever_account(site, &account).await,
        false => restore_account(site, account.id).await,
    }
}

/// Ends all follows between people here and an account elsewhere that is suspended.
async fn sever_account(site: &Site, account: &Account) -> Result<()> {
    let severance = begun(site, SeveranceKind::AccountSuspension, &account.acct());
    let mut is_kept = false;
    loop {
        let some =
            store::severances::follows_with_account(&site.store, account.id, limits::SEVERED_BATCH).await?;
        if some.is_empty() {
            break;
        }
        end(site, &severance, &mut is_kept, some).await?;
    }
    tell(site).await
}

/// Restores what was lost of a domain with which there are dealings again.
pub(crate) async fn restore_domain(site: &Site, domain: &str) -> Result<()> {
    let kind = SeveranceKind::DomainBlock;
    loop {
        let some = store::severances::restorable(&site.store, domain, kind, limits::SEVERED_BATCH).await?;
        if some.is_empty() {
            return Ok(());
        }
        restore(site, kind, &some).await?;
    }
}

/// Restores what was lost of an account elsewhere that is suspended no longer.
async fn restore_account(site: &Site, account: AccountId) -> Result<()> {
    let kind = SeveranceKind::AccountSuspension;
    loop {
        let some =
            store::severances::restorable_with(&site.store, account, kind, limits::SEVERED_BATCH).await?;
        if some.is_empty() {
            return Ok(());
        }
        restore(site, kind, &some).await?;
    }
}

fn begun(site: &Site, kind: SeveranceKind, target: &str) -> Severance {
    Severance { id: site.id(), kind, target: target.to_owned(), created_at: site.now() }
}

/// Ends some follows and keeps what they were.
async fn end(site: &Site, severance: &Severance, is_kept: &mut bool, some: Vec<Follow>) -> Result<()> {
    let mut counts: BTreeMap<AccountId, (i64, i64)> = BTreeMap::new();
    let ends: Vec<AccountId> =
        some.iter().flat_map(|follow| [follow.account_id, follow.target_account_id]).collect();
    let locals: Vec<AccountId> = store::accounts::list(&site.store, &ends)
        .await?
        .into_iter()
        .filter_map(|account| account.is_local().then_some(account.id))
        .collect();
    let mut tx = site.store.begin().await?;
    if !*is_kept {
        store::severances::insert(&mut tx, severance).await?;
    }
    for follow in some {
        let is_following = locals.contains(&follow.account_id);
        let kept = kept(site, &mut tx, &follow, is_following).await?;
        let count = counts.entry(kept.local_account_id).or_default();
        if is_following {
            count.1 += 1;
        } else {
            count.0 += 1;
        }
        store::severances::keep(&mut tx, severance.id, &kept).await?;
        store::follows::delete(&mut tx, follow.id).await?;
        store::counters::bump_follow(&mut tx, follow.account_id, follow.target_account_id, -1).await?;
        store::lists::remove_from_all_of(&mut tx, follow.account_id, follow.target_account_id).await?;
        if severance.kind == SeveranceKind::AccountSuspension && !is_following {
            // Their server goes on getting what is for others there: it must know that this one follows no longer.
            store::events::record(&mut tx, site.id(), &Event::FollowRejected(follow)).await?;
        }
    }
    for (account, counts) in &counts {
        store::severances::count(&mut tx, site.id(), *account, severance.id, *counts).await?;
    }
    tx.commit().await?;
    *is_kept = true;
    counts.keys().for_each(|account| site.homes.forget(*account));
    Ok(())
}

async fn kept(site: &Site, tx: &mut Tx, follow: &Follow, is_following: bool) -> Result<SeveredFollow> {
    let (from, to) = (follow.account_id, follow.target_account_id);
    let (local, remote) = if is_following { (from, to) } else { (to, from) };
    let lists = match is_following {
        true => store::lists::of_holding(&mut *tx, local, remote).await?,
        false => Vec::new(),
    };
    Ok(SeveredFollow {
        id: site.id(),
        local_account_id: local,
        remote_account_id: remote,
        is_following,
        uri: follow.uri.clone(),
        show_reblogs: follow.show_reblogs,
        notify: follow.notify,
        languages: follow.languages.clone(),
        lists,
    })
}

/// Tells those who lost something and were not told, once.
async fn tell(site: &Site) -> Result<()> {
    loop {
        let some = store::severances::untold(&site.store, limits::SEVERED_BATCH).await?;
        if some.is_empty() {
            return Ok(());
        }
        for lost in &some {
            notifications::severed(site, lost).await?;
        }
    }
}

/// Restores some follows. Those whom people here followed are asked again. Of those who followed here, the other server
/// was told nothing when a whole domain was suspended, so it counts them still; where it does not, it says so when it
/// next compares. Of a single account it was told, and nobody can have somebody follow again but they themselves.
async fn restore(site: &Site, kind: SeveranceKind, some: &[SeveredFollow]) -> Result<()> {
    let mut tx = site.store.begin().await?;
    for lost in some {
        store::severances::restored(&mut tx, lost).await?;
        let follow = lost.again(site.id());
        let is_over = kind == SeveranceKind::AccountSuspension && !lost.is_following;
        if is_over || follows_already(&mut tx, &follow).await? || is_kept_apart(site, lost).await? {
            continue;
        }
        if lost.is_following {
            if store::follow_requests::insert(&mut tx, &follow).await? {
                store::events::record(&mut tx, site.id(), &Event::FollowRequested(follow)).await?;
            }
        } else if store::follows::insert(&mut tx, &follow).await? {
            let (from, to) = (follow.account_id, follow.target_account_id);
            store::counters::bump_follow(&mut tx, from, to, 1).await?;
        }
    }
    tx.commit().await?;
    some.iter().for_each(|lost| site.homes.forget(lost.local_account_id));
    Ok(())
}

async fn follows_already(tx: &mut Tx, follow: &Follow) -> Result<bool> {
    Ok(store::follows::find(tx, follow.account_id, follow.target_account_id).await?.is_some())
}

/// Whether one of both does not want the other by now.
async fn is_kept_apart(site: &Site, lost: &SeveredFollow) -> Result<bool> {
    let hidden = crate::hiding::of(site, lost.local_account_id).await?;
    let remote = lost.remote_account_id;
    let domain = store::accounts::find(&site.store, remote).await?.and_then(|account| account.domain);
    Ok(hidden.is_blocked(remote) || hidden.is_blocking(remote) || hidden.hides_domain(domain.as_deref()))
}

/// After a follow that was asked for again is granted, the other stands on the lists again on which they stood.
pub(crate) async fn back_on_lists(tx: &mut Tx, follow: &Follow) -> Result<()> {
    let (me, other) = (follow.account_id, follow.target_account_id);
    let Some(lost) = store::severances::latest_restored(&mut *tx, me, other).await? else { return Ok(()) };
    for list in lost.lists {
        if store::lists::find(&mut *tx, me, list).await?.is_some() {
            store::lists::add(&mut *tx, list, other).await?;
        }
    }
    Ok(())
}
