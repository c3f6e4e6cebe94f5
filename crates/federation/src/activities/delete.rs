//! Delete: the end of a status, of consent to a quote, or of an account with all it published.

use activitypub::{
    audience::{Audience, PUBLIC},
    vocabulary::written::{Activity, Tombstone},
};
use model::{Account, event::DeletedStatus};

use super::Request;
use crate::{authority::is_same_host, trouble::Trouble};

/// Another server says that something of its own is gone.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    let uri = request.object_id()?;
    if uri == by.uri {
        return Ok(social::accounts::remote_gone(site, by).await?);
    }
    if !is_same_host(uri, &by.uri) {
        return Err(Trouble::refused("it deletes what is on another host"));
    }
    if social::quotes::revoked(site, by, uri).await? {
        return Ok(());
    }
    social::statuses::delete_remote(site, by, uri).await?;
    Ok(())
}

/// The end of a status by somebody here. It says nothing but an address, so everybody may read it.
pub(crate) fn build(by: &Account, deleted: &DeletedStatus) -> Activity<Tombstone> {
    let id = format!("{}#delete", deleted.uri);
    let everybody = Audience { to: vec![PUBLIC.to_owned()], cc: Vec::new() };
    Activity::new("Delete", id, &by.uri, Tombstone::of(&deleted.uri)).addressed(&everybody)
}

/// The end of an account of somebody here, with all it published.
pub(crate) fn build_end(by: &Account) -> Activity<String> {
    let everybody = Audience { to: vec![PUBLIC.to_owned()], cc: Vec::new() };
    Activity::new("Delete", format!("{}#delete", by.uri), &by.uri, by.uri.clone()).addressed(&everybody)
}
