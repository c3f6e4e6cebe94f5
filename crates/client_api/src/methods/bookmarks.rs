//! Bookmarks, pins and conversation mutes: <https://docs.joinmastodon.org/methods/bookmarks/>,
//! <https://docs.joinmastodon.org/methods/statuses/>

use axum::{Json, extract::State};
use model::{Status, limits};

use super::statuses::shown;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    pagination::{Paging, Written},
    params::At,
};

/// `GET /api/v1/bookmarks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadBookmarks>,
    paging: Paging,
) -> Result<Written, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::bookmarks::list(&api.site, &me.account, &page).await?;
    let (ids, views): (Vec<i64>, Vec<_>) = found.into_iter().unzip();
    Ok(paging.written(api.instance(), ids, entities::Status::list(api.instance(), me.viewer(), &views)))
}

/// `POST /api/v1/statuses/:status_id/bookmark`
pub(crate) async fn bookmark(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBookmarks>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    let status = social::bookmarks::bookmark(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

/// `POST /api/v1/statuses/:status_id/unbookmark`
pub(crate) async fn unbookmark(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBookmarks>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    let status = social::bookmarks::unbookmark(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), status.id).await.map(Json)
}

/// `POST /api/v1/statuses/:status_id/pin`
pub(crate) async fn pin(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    social::pins::pin(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}

/// `POST /api/v1/statuses/:status_id/unpin`
pub(crate) async fn unpin(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    social::pins::unpin(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}

/// `POST /api/v1/statuses/:status_id/mute`
pub(crate) async fn mute(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMutes>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    social::conversation_mutes::mute(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}

/// `POST /api/v1/statuses/:status_id/unmute`
pub(crate) async fn unmute(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMutes>,
    At(id): At<Status>,
) -> Answer<entities::Status> {
    social::conversation_mutes::unmute(&api.site, &me.account, id).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}
