//! Reject: the refusal to be followed, or followed any longer, quoted, liked, answered or shared.

use activitypub::vocabulary::written::Activity;
use model::{Account, EventId};

use super::{Request, follow, interaction_request, quote_request};
use crate::trouble::Trouble;

/// Somebody whom an account of this server follows, or asked to follow or to quote, refuses.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    if let Some(asked) = interaction_request::named(request) {
        return interaction_request::rejected(request, asked).await;
    }
    if let Some(quoting) = quote_request::named(request) {
        return Ok(social::quotes::rejected(request.federation.site(), request.by, quoting).await?);
    }
    if let Ok(wish) = request.object_id()
        && request.federation.relay_answered(request.by, wish, false).await?
    {
        return Ok(());
    }
    let follower = follow::named_follower(request).await?;
    Ok(social::follows::reject(request.federation.site(), request.by, follower.id).await?)
}

/// The refusal of somebody here.
pub(crate) fn build(by: &Account, wish: Activity<String>, event: EventId) -> Activity<Activity<String>> {
    Activity::new("Reject", format!("{}/rejects/{event}", by.uri), &by.uri, wish)
}
