//! Update: a profile has changed. Changed statuses are not taken in yet.

use activitypub::vocabulary::Actor;

use super::Request;
use crate::{authority::Untrusted, trouble::Trouble};

/// Somebody changed their profile.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    if request.object_id()? != by.uri {
        return Err(Trouble::refused("only profiles are updated"));
    }
    let embedded = request.activity.object.as_ref().and_then(|object| object.embedded());
    match embedded.filter(|object| Actor::parse(object).is_ok()) {
        Some(object) => {
            let portrait = Untrusted::new(object.clone()).self_portrait_of(&by.uri)?;
            federation.take_in_person(&portrait, request.budget).await?;
        }
        None => {
            federation.fetch_person(&by.uri, request.budget).await?;
        }
    }
    Ok(())
}
