//! Follows: reading somebody, asking to, and being asked.

use model::{Account, AccountId, Event, Follow, Page, limits};
use store::Tx;

use crate::{AccountView, Problem, Refusal, Result, Site, Viewer, accounts, hiding, severances};

/// What a follower wants to see; what is not said stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Reblogs, too (at first: yes).
    pub reblogs: Option<bool>,
    /// A notification for each status (at first: no).
    pub notify: Option<bool>,
    /// Only these languages (at first: all).
    pub languages: Option<Vec<String>>,
}

/// Follows an account, or asks to. Those of neighbours and those who are locked are asked; a neighbour's
/// repeated wish is granted again, since it may have lost our answer.
pub async fn follow(
    site: &Site,
    by: &Account,
    target: AccountId,
    choice: Choice,
    uri: Option<String>,
) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if by.id == target.id {
        return Err(Refusal::Forbidden("follow yourself").into());
    }
    let hidden = hiding::of(site, by.id).await?;
    if hidden.is_blocking(target.id)
        || hidden.is_blocked(target.id)
        || hidden.hides_domain(target.domain.as_deref())
    {
        return Err(Refusal::Forbidden("follow across a block").into());
    }
    if choice.languages.as_ref().is_some_and(|chosen| chosen.len() > limits::FOLLOW_LANGUAGES) {
        return Err(Refusal::Invalid(vec![Problem::new("languages", "are too many")]).into());
    }
    let mut tx = site.store.begin().await?;
    if target.moved_to_id.is_some() && by.is_local() {
        return Err(Refusal::Forbidden("follow an account that has moved").into());
    }
    let wish = Follow {
        id: site.id(),
        account_id: by.id,
        target_account_id: target.id,
        uri,
        show_reblogs: choice.reblogs.unwrap_or(true),
        notify: choice.notify.unwrap_or(false),
        languages: choice.languages.clone().unwrap_or_default(),
    };
    if target.moved_to_id.is_some() {
        // Their server waits for an answer.
        record(site, &mut tx, Event::FollowRejected(wish)).await?;
    } else if let Some(follow) = store::follows::find(&mut tx, by.id, target.id).await? {
        let follow = changed(follow, choice, wish.uri);
        store::follows::update(&mut tx, &follow).await?;
        if !by.is_local() {
            record(site, &mut tx, Event::Followed(follow)).await?;
        }
    } else if let Some(request) = store::follow_requests::find(&mut tx, by.id, target.id).await? {
        let request = changed(request, choice, wish.uri);
        if asks_nothing(by, &target) {
            // The question was put while it was one.
            store::follow_requests::delete(&mut tx, request.id).await?;
            establish(site, &mut tx, request).await?;
        } else {
            store::follow_requests::update(&mut tx, &request).await?;
        }
    } else if by.is_local() && following_count(&mut tx, by.id).await? >= most_follows(by) {
        return Err(too_many_follows(by));
    } else {
        ask_or_establish(site, &mut tx, wish, by, &target).await?;
    }
    tx.commit().await?;
    site.homes.forget(by.id);
    Ok(())
}

/// How many the account follows, as it is in the transaction.
async fn following_count(tx: &mut Tx, account: AccountId) -> Result<i64> {
    Ok(store::accounts::get(tx, account).await?.following_count)
}

/// How many an account may follow: those with many followers more than others, as on Mastodon.
fn most_follows(account: &Account) -> i64 {
    limits::FOLLOWS.max(account.followers_count * limits::FOLLOWS_PER_TEN_FOLLOWERS / 10)
}

fn too_many_follows(by: &Account) -> crate::Error {
    let message = format!("cannot be more than {} accounts; unfollow somebody first", most_follows(by));
    Refusal::Invalid(vec![Problem::new("follows", message)]).into()
}

fn changed(mut follow: Follow, choice: Choice, uri: Option<String>) -> Follow {
    follow.show_reblogs = choice.reblogs.unwrap_or(follow.show_reblogs);
    follow.notify = choice.notify.unwrap_or(follow.notify);
    follow.languages = choice.languages.unwrap_or(follow.languages);
    follow.uri = uri.or(follow.uri);
    follow
}

/// A new follow: of neighbours and those who are locked it is a request at first.
pub(crate) async fn ask_or_establish(
    site: &Site,
    tx: &mut Tx,
    wish: Follow,
    by: &Account,
    target: &Account,
) -> Result<()> {
    if asks_nothing(by, target) {
        return establish(site, tx, wish).await;
    }
    if store::follow_requests::insert(&mut *tx, &wish).await? {
        record(site, tx, Event::FollowRequested(wish)).await?;
    }
    Ok(())
}

/// Whether the one may follow the other without its being asked anything. Whoever is limited always asks.
fn asks_nothing(by: &Account, target: &Account) -> bool {
    !target.locked && target.is_local() && !by.is_limited()
}

/// Ends a follow, with the places on lists that rest on it.
pub(crate) async fn dissolve(
    site: &Site,
    tx: &mut Tx,
    follow: Follow,
    event: impl Fn(Follow) -> Event,
) -> Result<()> {
    let (from, target) = (follow.account_id, follow.target_account_id);
    store::follows::delete(&mut *tx, follow.id).await?;
    store::counters::bump_follow(&mut *tx, from, target, -1).await?;
    store::lists::remove_from_all_of(&mut *tx, from, target).await?;
    record(site, tx, event(follow)).await
}

async fn establish(site: &Site, tx: &mut Tx, follow: Follow) -> Result<()> {
    if store::follows::insert(tx, &follow).await? {
        store::counters::bump_follow(tx, follow.account_id, follow.target_account_id, 1).await?;
        record(site, tx, Event::Followed(follow)).await?;
    }
    Ok(())
}

/// Another server counts somebody here as following somebody there, and they do not: the consent was missed, or the
/// end was. What is right here is told.
pub async fn recall(site: &Site, by: &Account, target: &Account) -> Result<()> {
    if find_request(site, by.id, target.id).await?.is_some() {
        return accept(site, target, by.id).await;
    }
    let mut tx = site.store.begin().await?;
    if store::follows::find(&mut tx, by.id, target.id).await?.is_none() {
        let ended = Follow {
            id: site.id(),
            account_id: by.id,
            target_account_id: target.id,
            uri: None,
            show_reblogs: true,
            notify: false,
            languages: Vec::new(),
        };
        record(site, &mut tx, Event::Unfollowed(ended)).await?;
    }
    Ok(tx.commit().await?)
}

/// Stops following, or withdraws the request.
pub async fn unfollow(site: &Site, by: &Account, target: AccountId) -> Result<()> {
    end(site, by.id, target, Event::Unfollowed).await?;
    site.homes.forget(by.id);
    Ok(())
}

/// The one who was asked consents.
pub async fn accept(site: &Site, target: &Account, from: AccountId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let Some(request) = store::follow_requests::find(&mut tx, from, target.id).await? else {
        return Err(Refusal::NotFound.into());
    };
    store::follow_requests::delete(&mut tx, request.id).await?;
    severances::back_on_lists(&mut tx, &request).await?;
    establish(site, &mut tx, request).await?;
    tx.commit().await?;
    site.homes.forget(from);
    Ok(())
}

/// Somebody no longer wants to be followed by an account; without its follow, nothing happens.
pub async fn remove_follower(site: &Site, me: &Account, follower: AccountId) -> Result<()> {
    let follower = accounts::find(site, follower).await?;
    if find(site, follower.id, me.id).await?.is_some() {
        reject(site, me, follower.id).await?;
    }
    Ok(())
}

/// Whom I follow among the followers of these accounts, for each of them that exists and shows its followers.
pub async fn familiar(
    site: &Site,
    me: AccountId,
    others: &[AccountId],
) -> Result<Vec<(AccountId, Vec<AccountView>)>> {
    let others = store::accounts::list(&site.store, others).await?;
    let open: Vec<AccountId> =
        others.iter().filter(|account| !account.hide_collections).map(|account| account.id).collect();
    let rows = store::follows::familiar(&site.store, me, &open, limits::FAMILIAR_FOLLOWERS_SHOWN).await?;
    let (of, people): (Vec<AccountId>, Vec<Account>) = rows.into_iter().unzip();
    let views = accounts::dress(site, people).await?;
    let mut familiar: Vec<(AccountId, Vec<AccountView>)> =
        others.iter().map(|account| (account.id, Vec::new())).collect();
    for (of, view) in of.into_iter().zip(views) {
        if let Some((_, list)) = familiar.iter_mut().find(|(id, _)| *id == of) {
            list.push(view);
        }
    }
    Ok(familiar)
}

/// The one who was asked, or is followed, refuses.
pub async fn reject(site: &Site, target: &Account, from: AccountId) -> Result<()> {
    if !end(site, from, target.id, Event::FollowRejected).await? {
        return Err(Refusal::NotFound.into());
    }
    site.homes.forget(from);
    Ok(())
}

/// Ends a follow or a request; answers whether there was one.
async fn end(
    site: &Site,
    from: AccountId,
    target: AccountId,
    event: impl Fn(Follow) -> Event,
) -> Result<bool> {
    let mut tx = site.store.begin().await?;
    let follow = store::follows::find(&mut tx, from, target).await?;
    let request = store::follow_requests::find(&mut tx, from, target).await?;
    if let Some(follow) = &follow {
        store::follows::delete(&mut tx, follow.id).await?;
        store::counters::bump_follow(&mut tx, from, target, -1).await?;
        store::lists::remove_from_all_of(&mut tx, from, target).await?;
    }
    if let Some(request) = &request {
        store::follow_requests::delete(&mut tx, request.id).await?;
    }
    let Some(ended) = follow.or(request) else { return Ok(false) };
    record(site, &mut tx, event(ended)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn record(site: &Site, tx: &mut Tx, event: Event) -> Result<()> {
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// The follow of `to` by `from`.
pub async fn find(site: &Site, from: AccountId, to: AccountId) -> Result<Option<Follow>> {
    Ok(store::follows::find(&site.store, from, to).await?)
}

/// The request of `from` to follow `to`.
pub async fn find_request(site: &Site, from: AccountId, to: AccountId) -> Result<Option<Follow>> {
    Ok(store::follow_requests::find(&site.store, from, to).await?)
}

/// Who asks to follow me.
pub async fn requests(site: &Site, me: &Account, page: &Page) -> Result<Vec<(i64, AccountView)>> {
    accounts::dress_paged(site, store::follow_requests::list_to(&site.store, me.id, page).await?).await
}

/// Who follows an account; nobody, if it keeps that to itself.
pub async fn followers(
    site: &Site,
    viewer: Viewer,
    of: AccountId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let account = accounts::find(site, of).await?;
    if account.is_suspended() || (account.hide_collections && !viewer.is(of)) {
        return Ok(Vec::new());
    }
    let rows = store::follows::list_to(&site.store, of, page).await?;
    accounts::dress_paged(site, still_here(rows)).await
}

/// Whom an account follows; nobody, if it keeps that to itself.
pub async fn following(
    site: &Site,
    viewer: Viewer,
    of: AccountId,
    page: &Page,
) -> Result<Vec<(i64, AccountView)>> {
    let account = accounts::find(site, of).await?;
    if account.is_suspended() || (account.hide_collections && !viewer.is(of)) {
        return Ok(Vec::new());
    }
    let rows = store::follows::list_from(&site.store, of, page).await?;
    accounts::dress_paged(site, still_here(rows)).await
}

/// Without those who are suspended.
fn still_here<T>(rows: Vec<(T, Account)>) -> Vec<(T, Account)> {
    rows.into_iter().filter(|(_, account)| !account.is_suspended()).collect()
}
