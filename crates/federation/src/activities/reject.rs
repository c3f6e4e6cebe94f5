//! Reject: the refusal to be followed, or followed any longer.

use activitypub::vocabulary::written::Activity;
use model::{Account, EventId};

use super::{Request, follow};
use crate::trouble::Trouble;

/// Somebody whom an account of this server follows, or asked to, refuses.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let follower = follow::named_follower(request).await?;
    Ok(social::follows::reject(request.federation.site(), request.by, follower.id).await?)
}

/// The refusal of somebody here.
pub(crate) fn build(by: &Account, wish: Activity<String>, event: EventId) -> Activity<Activity<String>> {
    Activity::new("Reject", format!("{}/rejects/{event}", by.uri), &by.uri, wish)
}
