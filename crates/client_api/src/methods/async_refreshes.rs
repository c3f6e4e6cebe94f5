//! Async refreshes: <https://docs.joinmastodon.org/methods/async_refreshes/>

use axum::{Json, extract::State, response::AppendHeaders};
use federation::{Refresh, limits::REFRESH_SECONDS};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    params::Word,
};

/// The header that tells an app to come again when what it got is being completed.
pub(super) fn header(refresh: &Refresh) -> Option<AppendHeaders<[(&'static str, String); 1]>> {
    let Refresh { id, found, is_running } = refresh;
    let value = format!("id=\"{id}\", retry={REFRESH_SECONDS}, result_count={found}");
    is_running.then(|| AppendHeaders([("mastodon-async-refresh", value)]))
}

/// `GET /api/v1_alpha/async_refreshes/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    _me: Signed<scope::ReadStatuses>,
    Word(id): Word,
) -> Answer<entities::AsyncRefresh> {
    let id = id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    let refresh = api.federation.refresh(id).await?.ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(entities::AsyncRefresh::from(&refresh)))
}
