//! Like: favouriting a status. Reactions with an emoji arrive as favourites, too.

use activitypub::vocabulary::written::Activity;
use model::{Account, Favourite, Status};

use super::Request;
use crate::trouble::Trouble;

/// Somebody favourites a status that is known here; nothing is fetched to be favourited.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let status = request.federation.known_status(request.object_id()?).await?;
    let status = status.ok_or_else(|| Trouble::refused("its object is not known here"))?;
    let uri = request.activity.id.clone();
    social::favourites::favourite(request.federation.site(), request.by, status.id, uri).await?;
    Ok(())
}

/// A favourite by somebody here.
pub(crate) fn build(by: &Account, favourite: &Favourite, status: &Status) -> Activity<String> {
    let id = format!("{}/likes/{}", by.uri, favourite.id);
    Activity::new("Like", id, &by.uri, status.uri.clone())
}
