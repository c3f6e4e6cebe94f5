//! Relationships: how one account stands to others, in a fixed number of queries.

use std::collections::{HashMap, HashSet};

use model::{Account, AccountId};

use crate::{Relationship, Result, Site, hiding};

/// How `me` stands to each of these accounts, in their order.
pub async fn between(site: &Site, me: AccountId, others: &[AccountId]) -> Result<Vec<Relationship>> {
    let store = &site.store;
    let known: HashMap<AccountId, Account> = store::accounts::list(store, others)
        .await?
        .into_iter()
        .map(|account| (account.id, account))
        .collect();
    let (hidden, now) = (hiding::of(site, me).await?, site.now());
    let mut notes: HashMap<AccountId, String> =
        store::notes::among(store, me, others).await?.into_iter().collect();
    let endorsed: HashSet<AccountId> =
        store::endorsements::among(store, me, others).await?.into_iter().collect();
    let follows: HashMap<AccountId, model::Follow> = store::follows::from_among(store, me, others)
        .await?
        .into_iter()
        .map(|follow| (follow.target_account_id, follow))
        .collect();
    let requests: HashMap<AccountId, model::Follow> = store::follow_requests::from_among(store, me, others)
        .await?
        .into_iter()
        .map(|request| (request.target_account_id, request))
        .collect();
    let followers: HashSet<AccountId> =
        store::follows::to_among(store, me, others).await?.into_iter().collect();
    let requesters: HashSet<AccountId> =
        store::follow_requests::to_among(store, me, others).await?.into_iter().collect();
    Ok(others
        .iter()
        .filter_map(|id| Some((*id, known.get(id)?)))
        .map(|(id, account)| {
            let wish = follows.get(&id).or_else(|| requests.get(&id));
            Relationship {
                id,
                following: follows.contains_key(&id),
                showing_reblogs: wish.is_some_and(|follow| follow.show_reblogs),
                notifying: wish.is_some_and(|follow| follow.notify),
                followed_by: followers.contains(&id),
                requested: requests.contains_key(&id),
                requested_by: requesters.contains(&id),
                languages: wish.map(|follow| follow.languages.clone()).unwrap_or_default(),
                blocking: hidden.is_blocked(id),
                blocked_by: hidden.is_blocking(id),
                muting: hidden.is_muted(id, now),
                muting_notifications: hidden.mutes_notifications(id, now),
                muting_expires_at: hidden.muted_until(id).filter(|at| *at > now),
                domain_blocking: hidden.hides_domain(account.domain.as_deref()),
                endorsed: endorsed.contains(&id),
                note: notes.remove(&id).unwrap_or_default(),
            }
        })
        .collect())
}
