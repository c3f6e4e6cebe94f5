//! Reblogs: the part of <https://docs.joinmastodon.org/methods/statuses/> that is about publishing statuses of
//! others again.

use axum::{Json, extract::State};
use model::{Status, limits};
use serde::Deserialize;

use super::{
    accounts_page,
    statuses::{shown, visibility},
};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities,
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// How a status is reblogged.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reblog {
    visibility: Option<String>,
}

/// `POST /api/v1/statuses/:id/reblog`
pub(crate) async fn reblog(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Status>,
    Params(wish): Params<Reblog>,
) -> Answer<entities::Status> {
    let visibility = visibility(wish.visibility.as_deref())?;
    let reblog = social::reblogs::reblog(&api.site, &me.account, id, visibility).await?;
    shown(&api, me.viewer(), reblog.id).await.map(Json)
}

/// `POST /api/v1/statuses/:id/unreblog`
pub(crate) async fn unreblog(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    let original = social::reblogs::unreblog(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), original.id).await.map(Json)
}

/// `GET /api/v1/statuses/:id/reblogged_by`
pub(crate) async fn reblogged_by(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadAccounts>,
    At(id): At<Status>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::reblogs::reblogged_by(&api.site, by.viewer, id, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}
