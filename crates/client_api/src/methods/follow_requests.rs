//! Follow requests: <https://docs.joinmastodon.org/methods/follow_requests/>

use axum::extract::State;
use model::{Account, limits};

use super::{accounts::relationship, accounts_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    pagination::{Listed, Paging},
    params::At,
};

/// `GET /api/v1/follow_requests`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::follows::requests(&api.site, &me.account, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// `POST /api/v1/follow_requests/:account_id/authorize`
pub(crate) async fn authorize(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::follows::accept(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/follow_requests/:account_id/reject`
pub(crate) async fn reject(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    if social::follows::find_request(&api.site, id, me.account.id).await?.is_none() {
        // An existing follow is not a request; rejecting it would end it.
        return Err(ApiError::RECORD_NOT_FOUND);
    }
    social::follows::reject(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}
