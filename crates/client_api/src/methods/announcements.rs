//! Announcements: <https://docs.joinmastodon.org/methods/announcements/>

use axum::{
    Json,
    extract::{Path, State},
};
use model::{Announcement, AnnouncementId};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    params::At,
};

/// `GET /api/v1/announcements`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::Anything>,
) -> Answer<Vec<entities::Announcement>> {
    let found = social::announcements::list(&api.site, me.account.id).await?;
    Ok(Json(found.iter().map(|view| entities::Announcement::new(api.instance(), view)).collect()))
}

/// `POST /api/v1/announcements/:id/dismiss`
pub(crate) async fn dismiss(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Announcement>,
) -> Answer<Empty> {
    social::announcements::dismiss(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `PUT /api/v1/announcements/:id/reactions/:name`
pub(crate) async fn react(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    Path(place): Path<(String, String)>,
) -> Answer<Empty> {
    let (id, name) = reaction(place)?;
    social::announcements::react(&api.site, me.account.id, id, &name).await?;
    Ok(Json(Empty {}))
}

/// `DELETE /api/v1/announcements/:id/reactions/:name`
pub(crate) async fn unreact(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    Path(place): Path<(String, String)>,
) -> Answer<Empty> {
    let (id, name) = reaction(place)?;
    social::announcements::unreact(&api.site, me.account.id, id, &name).await?;
    Ok(Json(Empty {}))
}

fn reaction((id, name): (String, String)) -> Result<(AnnouncementId, String), ApiError> {
    let id = id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    Ok((id, name.replace('\0', "\u{FFFD}")))
}
