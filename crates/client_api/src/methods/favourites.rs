//! Favourites: <https://docs.joinmastodon.org/methods/favourites/>, and those of one status.

use axum::{Json, extract::State};
use model::{Status, limits};

use super::{accounts_page, statuses::shown};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities,
    pagination::{Listed, Paging, Written},
    params::At,
};

/// `GET /api/v1/favourites`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFavourites>,
    paging: Paging,
) -> Result<Written, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::favourites::list(&api.site, &me.account, &page).await?;
    let (ids, views): (Vec<i64>, Vec<_>) = found.into_iter().unzip();
    Ok(paging.written(api.instance(), ids, entities::Status::list(api.instance(), me.viewer(), &views)))
}

/// `POST /api/v1/statuses/:id/favourite`
pub(crate) async fn favourite(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    let status = social::favourites::favourite(&api.site, &me.account, id, None).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

/// `POST /api/v1/statuses/:id/unfavourite`
pub(crate) async fn unfavourite(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFavourites>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    let status = social::favourites::unfavourite(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

/// `GET /api/v1/statuses/:id/favourited_by`
pub(crate) async fn favourited_by(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadAccounts>,
    At(id): At<Status>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::favourites::favourited_by(&api.site, by.viewer, id, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}
