//! Move: a person uses another account from now on.

use std::collections::BTreeSet;

use activitypub::{audience::Audience, vocabulary::written::Activity};
use model::{Account, AccountId, EventId, Visibility};

use super::Request;
use crate::{Federation, outbox::Parcel, trouble::Trouble};

/// Somebody says that they moved. Only the account that they moved to can make it true.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by, object) = (request.federation, request.by, request.object_id()?);
    let target = request.activity.target.as_deref();
    let target = target.ok_or_else(|| Trouble::refused("it does not say where its actor moved to"))?;
    if object == by.uri {
        return federation.moved(by, target, request.budget).await;
    }
    // Some let the new account tell (FEP-7628). Its word counts for nothing: the old one is asked whether it says so.
    let old = social::accounts::find_by_uri(federation.site(), object).await?;
    let old = old.filter(|old| target == by.uri && !old.is_local());
    let old = old.ok_or_else(|| Trouble::refused("it moves somebody else than its actor"))?;
    federation.fetch_person(&old.uri, request.budget).await?;
    Ok(())
}

/// The move of somebody here.
fn build(by: &Account, target: &Account, event: EventId) -> Activity<String> {
    let audience = Audience { to: by.followers_url.iter().cloned().collect(), cc: Vec::new() };
    Activity::new("Move", format!("{}/moves/{event}", by.uri), &by.uri, by.uri.clone())
        .addressed(&audience)
        .targeting(target.uri.clone())
}

impl Federation {
    /// A move is told to the followers, and to the servers of those who block the account, since they will want to
    /// block the new one, too.
    pub(crate) async fn pack_move(
        &self,
        by: &Account,
        target: AccountId,
        event_id: EventId,
    ) -> social::Result<Option<Parcel>> {
        let store = &self.site().store;
        let Some(target) = store::accounts::find(store, target).await? else { return Ok(None) };
        let blocking = store::hiding::blocking(store, by.id).await?;
        let inboxes: BTreeSet<String> = self.audience(by, Visibility::Public, &blocking).await?;
        Ok(Some(Parcel::new(build(by, &target, event_id), inboxes)?))
    }
}
