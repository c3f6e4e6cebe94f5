//! Endorsements and private notes: <https://docs.joinmastodon.org/methods/endorsements/>,
//! <https://docs.joinmastodon.org/methods/accounts/#note>

use axum::extract::State;
use model::{Account, limits};
use serde::Deserialize;

use super::{accounts::relationship, accounts_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities,
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// `POST /api/v1/accounts/:account_id/endorse`
pub(crate) async fn endorse(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::endorsements::endorse(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/accounts/:account_id/unendorse`
pub(crate) async fn unendorse(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::endorsements::unendorse(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `GET /api/v1/endorsements`
pub(crate) async fn mine(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let found =
        social::endorsements::list(&api.site, me.account.id, &paging.page(limits::ACCOUNTS_PAGE)).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// `GET /api/v1/accounts/:account_id/endorsements`
pub(crate) async fn of_account(
    State(api): State<ClientApi>,
    _anybody: Maybe<scope::ReadAccounts>,
    At(id): At<Account>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let found = social::endorsements::list(&api.site, id, &paging.page(limits::ACCOUNTS_PAGE)).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// What is noted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Note {
    comment: Option<String>,
}

/// `POST /api/v1/accounts/:account_id/note`
pub(crate) async fn note(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Account>,
    Params(wanted): Params<Note>,
) -> Answer<entities::Relationship> {
    social::notes::write(&api.site, &me.account, id, &wanted.comment.unwrap_or_default()).await?;
    relationship(&api, &me.account, id).await
}
