//! Relationships: how one account stands to others, in a fixed number of queries.

use std::collections::{HashMap, HashSet};

use model::AccountId;

use crate::{Relationship, Result, Site};

/// How `me` stands to each of these accounts, in their order.
pub async fn between(site: &Site, me: AccountId, others: &[AccountId]) -> Result<Vec<Relationship>> {
    let store = &site.store;
    let known: HashSet<AccountId> =
        store::accounts::list(store, others).await?.into_iter().map(|account| account.id).collect();
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
        .filter(|id| known.contains(id))
        .map(|&id| {
            let wish = follows.get(&id).or_else(|| requests.get(&id));
            Relationship {
                id,
                following: follows.contains_key(&id),
                showing_reblogs: wish.is_some_and(|follow| follow.show_reblogs),
                notifying: wish.is_some_and(|follow| follow.notify),
                followed_by: followers.contains(&id),
                requested: requests.contains_key(&id),
                requested_by: requesters.contains(&id),
            }
        })
        .collect())
}
