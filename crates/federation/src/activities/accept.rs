//! Accept: the consent to be followed, quoted, liked, answered or shared.

use activitypub::vocabulary::written::Activity;
use model::{Account, EventId};

use super::{Request, follow, interaction_request, quote_request};
use crate::trouble::Trouble;

/// Somebody whom an account of this server asked to follow, or to quote, consents. Consent to what was never asked is nothing.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    if let Some(asked) = interaction_request::named(request) {
        return interaction_request::accepted(request, asked).await;
    }
    if let Some(quoting) = quote_request::named(request) {
        let uri = quote_request::consent(request)?;
        return Ok(social::quotes::accepted(request.federation.site(), request.by, quoting, &uri).await?);
    }
    if let Ok(wish) = request.object_id()
        && request.federation.relay_answered(request.by, wish, true).await?
    {
        return Ok(());
    }
    let follower = follow::named_follower(request).await?;
    Ok(social::follows::accept(request.federation.site(), request.by, follower.id).await?)
}

/// The consent of somebody here. The wish is told in full, since some servers look nothing up. The address
/// follows from the event, not from the wish: who asks again is answered again.
pub(crate) fn build(by: &Account, wish: Activity<String>, event: EventId) -> Activity<Activity<String>> {
    Activity::new("Accept", format!("{}/accepts/{event}", by.uri), &by.uri, wish)
}
