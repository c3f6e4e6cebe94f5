//! Block: being kept apart from somebody. Whom it is about is told, so that their server keeps them apart, too.

use activitypub::vocabulary::written::Activity;
use model::{Account, Block};

use super::Request;
use crate::trouble::Trouble;

/// Somebody blocks an account of this server.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let is_elsewhere = |place: &str| place != request.by.uri && request.object_id().ok() != Some(place);
    if request.activity.target.as_deref().is_some_and(is_elsewhere) {
        // Lemmy's moderators keep people out of a group, or of a server, until a time that nobody tells.
        return Err(Trouble::refused("who may be in a group is its own affair"));
    }
    let target = request.local_account(request.object_id()?).await?;
    let uri = request.activity.id.clone();
    Ok(social::blocks::block(request.federation.site(), request.by, target.id, uri).await?)
}

/// Somebody takes a block back; answers whether there was one.
pub(crate) async fn undone(request: &Request<'_>, object: &str) -> Result<bool, Trouble> {
    let (site, target) = (request.federation.site(), request.local_account(object).await?);
    let was_blocked = store::blocks::find(&site.store, request.by.id, target.id).await?.is_some();
    social::blocks::unblock(site, request.by, target.id).await?;
    Ok(was_blocked)
}

/// A block by somebody here.
pub(crate) fn build(by: &Account, target: &Account, block: &Block) -> Activity<String> {
    Activity::new("Block", format!("{}/blocks/{}", by.uri, block.id), &by.uri, target.uri.clone())
}
