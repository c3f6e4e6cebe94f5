//! Quotes: <https://docs.joinmastodon.org/methods/statuses/#quotes>

use axum::{
    Json,
    extract::{Path, State},
};
use model::{Status, limits};
use serde::Deserialize;

use super::{profile::quote_policy, statuses::shown, statuses_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    pagination::{Paging, Written},
    params::{At, Params},
};

/// `GET /api/v1/statuses/:status_id/quotes`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    At(id): At<Status>,
    paging: Paging,
) -> Result<Written, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::quotes::list(&api.site, me.viewer(), id, &page).await?;
    Ok(statuses_page(api.instance(), me.viewer(), &paging, &found))
}

/// `POST /api/v1/statuses/:status_id/quotes/:id/revoke`
pub(crate) async fn revoke(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    Path((quoted, quoting)): Path<(String, String)>,
) -> Answer<entities::Status> {
    let id = |word: &str| word.parse().map_err(|_| ApiError::RECORD_NOT_FOUND);
    let (quoted, quoting) = (id(&quoted)?, id(&quoting)?);
    social::quotes::revoke(&api.site, &me.account, quoted, quoting).await?;
    shown(&api, me.viewer(), quoting).await.map(Json)
}

/// Who may quote from now on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Policy {
    quote_approval_policy: Option<String>,
}

/// `PUT /api/v1/statuses/:status_id/interaction_policy`
pub(crate) async fn set_policy(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Status>,
    Params(wanted): Params<Policy>,
) -> Answer<entities::Status> {
    let policy = quote_policy(wanted.quote_approval_policy.as_deref())?;
    let policy = policy.ok_or_else(|| ApiError::invalid("quote_approval_policy", "can't be blank"))?;
    social::quotes::set_policy(&api.site, &me.account, id, policy).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}
