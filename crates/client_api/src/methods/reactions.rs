//! Reactions to statuses, as Pleroma has them: <https://docs.pleroma.social/backend/development/API/pleroma_api/>
//! Apps for glitch-soc and Chuckya ask for the same at other addresses.

use axum::{
    Json,
    extract::{Path, State},
};
use model::{Status, StatusId};

use super::statuses::shown;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities::{self, StatusReaction},
    params::At,
};

/// `GET /api/v1/pleroma/statuses/:id/reactions`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Answer<Vec<StatusReaction>> {
    let found = social::status_reactions::list(&api.site, by.viewer, id, None).await?;
    Ok(Json(found.iter().map(|view| StatusReaction::with_accounts(api.instance(), view)).collect()))
}

/// `GET /api/v1/pleroma/statuses/:id/reactions/:emoji`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    Path(place): Path<(String, String)>,
) -> Answer<Vec<StatusReaction>> {
    let (id, emoji) = reaction(place)?;
    let found = social::status_reactions::list(&api.site, by.viewer, id, Some(&emoji)).await?;
    Ok(Json(found.iter().map(|view| StatusReaction::with_accounts(api.instance(), view)).collect()))
}

/// `PUT /api/v1/pleroma/statuses/:id/reactions/:emoji`, `POST /api/v1/statuses/:id/react/:emoji`
pub(crate) async fn react(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    Path(place): Path<(String, String)>,
) -> Answer<entities::Status> {
    let (id, emoji) = reaction(place)?;
    let status = social::status_reactions::react(&api.site, &me.account, id, &emoji).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

/// `DELETE /api/v1/pleroma/statuses/:id/reactions/:emoji`, `POST /api/v1/statuses/:id/unreact/:emoji`
pub(crate) async fn unreact(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    Path(place): Path<(String, String)>,
) -> Answer<entities::Status> {
    let (id, emoji) = reaction(place)?;
    let status = social::status_reactions::unreact(&api.site, &me.account, id, &emoji).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

fn reaction((id, emoji): (String, String)) -> Result<(StatusId, String), ApiError> {
    let id = id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    Ok((id, emoji.replace('\0', "\u{FFFD}")))
}
