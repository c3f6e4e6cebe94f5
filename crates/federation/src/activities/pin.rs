//! Add and Remove: what stands at the top of a profile.

use activitypub::{
    audience::{Audience, PUBLIC},
    lenient,
    vocabulary::written::Activity,
};
use model::{Account, EventId, Status};

use super::Request;
use crate::{authority::is_same_host, trouble::Trouble};

/// Somebody pins a status of theirs, or no longer does. Other collections are not kept here.
pub(crate) async fn receive(request: &Request<'_>, is_pinned: bool) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let target = request.activity.target.as_deref().unwrap_or_default();
    if !is_same_host(target, &by.uri) {
        return Err(Trouble::refused("it changes no collection of its actor"));
    }
    let kind = request.activity.object.as_ref().and_then(|object| object.embedded()).map(lenient::types);
    if kind.is_some_and(|kinds| kinds.contains(&"Hashtag")) {
        return Err(Trouble::refused("featured hashtags are not kept here"));
    }
    let status = federation.known_status(request.object_id()?).await?;
    let status = status.ok_or_else(|| Trouble::refused("its object is not known here"))?;
    let site = federation.site();
    if is_pinned {
        social::pins::pin(site, by, status.id).await?;
    } else {
        social::pins::unpin(site, by, status.id).await?;
    }
    Ok(())
}

/// A status of somebody here that is pinned now, or no longer.
pub(crate) fn build(by: &Account, status: &Status, event: EventId, is_pinned: bool) -> Activity<String> {
    let everybody = Audience { to: vec![PUBLIC.to_owned()], cc: Vec::new() };
    let (kind, word) = if is_pinned { ("Add", "adds") } else { ("Remove", "removes") };
    Activity::new(kind, format!("{}/{word}/{event}", by.uri), &by.uri, status.uri.clone())
        .addressed(&everybody)
        .targeting(format!("{}/collections/featured", by.uri))
}
