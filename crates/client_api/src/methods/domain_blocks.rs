//! Domain blocks of one's own: <https://docs.joinmastodon.org/methods/domain_blocks/>

use axum::{Json, extract::State};
use model::limits;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    pagination::{Listed, Paging},
    params::Params,
};

/// Which domain.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Domain {
    domain: String,
}

/// `GET /api/v1/domain_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadBlocks>,
    paging: Paging,
) -> Result<Listed<String>, ApiError> {
    let page = paging.page(limits::DOMAIN_BLOCKS_PAGE);
    let found = social::domain_blocks::list(&api.site, me.account.id, &page).await?;
    Ok(paging.list(api.instance(), found.into_iter().map(|block| (block.id.get(), block.domain)).collect()))
}

/// `POST /api/v1/domain_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBlocks>,
    Params(wanted): Params<Domain>,
) -> Answer<Value> {
    social::domain_blocks::block(&api.site, &me.account, &wanted.domain).await?;
    Ok(Json(json!({})))
}

/// `DELETE /api/v1/domain_blocks`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBlocks>,
    Params(wanted): Params<Domain>,
) -> Answer<Value> {
    social::domain_blocks::unblock(&api.site, &me.account, &wanted.domain).await?;
    Ok(Json(json!({})))
}

/// `GET /api/v1/domain_blocks/preview`
pub(crate) async fn preview(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBlocks>,
    Params(wanted): Params<Domain>,
) -> Answer<Value> {
    let (following, followers) =
        social::domain_blocks::preview(&api.site, me.account.id, &wanted.domain).await?;
    Ok(Json(json!({ "following_count": following, "followers_count": followers })))
}
