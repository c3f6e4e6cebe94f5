//! Follows that somebody lost because dealings with others ended. Mastodon has a page for them; apps get the same here.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use model::{AccountSeverance, limits};

use crate::{
    ApiError, ClientApi,
    auth::{Signed, scope},
    entities::RelationshipSeveranceEvent,
    pagination::{Listed, Paging},
    params::At,
};

/// `GET /api/fanfare/v1/severed_relationships`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    paging: Paging,
) -> Result<Listed<RelationshipSeveranceEvent>, ApiError> {
    let page = paging.page(limits::SEVERANCES_PAGE);
    let found = social::severances::list(&api.site, me.account.id, &page).await?;
    Ok(paging.list(api.instance(), found.iter().map(|lost| (lost.id.get(), lost.into())).collect()))
}

/// `GET /api/fanfare/v1/severed_relationships/:id/following.csv`
pub(crate) async fn following(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    At(id): At<AccountSeverance>,
) -> Result<Response, ApiError> {
    Ok(table(social::severances::file(&api.site, me.account.id, id, true).await?))
}

/// `GET /api/fanfare/v1/severed_relationships/:id/followers.csv`
pub(crate) async fn followers(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    At(id): At<AccountSeverance>,
) -> Result<Response, ApiError> {
    Ok(table(social::severances::file(&api.site, me.account.id, id, false).await?))
}

fn table(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response()
}
