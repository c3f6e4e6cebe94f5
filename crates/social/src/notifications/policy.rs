//! The policy: what happens to what strangers, newcomers and programs do. Whom one follows, and whom one has let in,
//! is always heard.

use model::{
    Account, AccountId, NotificationKind, NotificationPolicy, Reception, Status, StatusId, Visibility, limits,
};

use crate::{NotificationPolicyView, Result, Site};

const DAY_MS: i64 = 24 * 3_600_000;

/// What I have chosen, and what it keeps aside.
pub async fn show(site: &Site, me: AccountId) -> Result<NotificationPolicyView> {
    let policy = store::notification_requests::policy(&site.store, me).await?;
    let (requests, notifications) = store::notification_requests::summary(&site.store, me).await?;
    Ok(NotificationPolicyView { policy, pending_requests: requests, pending_notifications: notifications })
}

/// Chooses.
pub async fn choose(site: &Site, me: AccountId, policy: &NotificationPolicy) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::notification_requests::set_policy(&mut tx, me, policy).await?;
    Ok(tx.commit().await?)
}

/// What happens to a notification.
pub(super) async fn reception(
    site: &Site,
    to: AccountId,
    from: AccountId,
    kind: NotificationKind,
    status: Option<StatusId>,
) -> Result<Reception> {
    if !kind.is_filterable() {
        return Ok(Reception::Accept);
    }
    let store = &site.store;
    let policy = store::notification_requests::policy(store, to).await?;
    if store::notification_requests::is_permitted(store, to, from).await? {
        return Ok(Reception::Accept);
    }
    let follows = store::follows::find(store, to, from).await?.is_some();
    let Some(sender) = store::accounts::find(store, from).await? else { return Ok(Reception::Drop) };
    if is_staff(site, &sender).await? {
        return Ok(Reception::Accept);
    }
    let status = match status {
        None => None,
        Some(id) => store::statuses::find(store, id).await?,
    };
    let now = site.now();
    let follower = store::follows::find(store, from, to).await?;
    let is_follower = follower.is_some_and(|follow| {
        follow.id.time().as_millis() <= now.as_millis() - limits::NEW_FOLLOWER_DAYS * DAY_MS
    });
    let is_new = sender.created_at.as_millis() > now.as_millis() - limits::NEW_ACCOUNT_DAYS * DAY_MS;
    let unasked = kind == NotificationKind::Mention && status.is_some_and(|status| is_unasked(&status, to));
    let holds = [
        (!follows, policy.for_not_following),
        (!is_follower, policy.for_not_followers),
        (!follows && is_new, policy.for_new_accounts),
        (!follows && unasked, policy.for_private_mentions),
        (!follows && sender.is_limited(), policy.for_limited_accounts),
        (!follows && sender.is_bot(), policy.for_bots),
    ];
    let any = |wanted| holds.iter().any(|(holds, reception)| *holds && *reception == wanted);
    Ok(match (any(Reception::Drop), any(Reception::Filter)) {
        (true, _) => Reception::Drop,
        (_, true) => Reception::Filter,
        _ => Reception::Accept,
    })
}

/// A direct status that does not answer the one whom it reaches.
fn is_unasked(status: &Status, to: AccountId) -> bool {
    status.visibility == Visibility::Direct && status.in_reply_to_account_id != Some(to)
}

/// Those who keep the place may always speak to those who live there.
async fn is_staff(site: &Site, account: &Account) -> Result<bool> {
    if !account.is_local() {
        return Ok(false);
    }
    let user = store::users::find_by_account(&site.store, account.id).await?;
    Ok(user.is_some_and(|user| crate::roles::permissions(site, user.role_id).make_staff()))
}
