//! Letting people in, taking decisions back, and the end of suspended accounts. Each answers the account as it is then.

use axum::{Json, extract::State};
use model::{Account, AccountId, StrikeAction};
use social::moderation::{accounts, dossiers, users};

use crate::{
    Answer, ApiError, ClientApi, entities,
    params::At,
    staff::{Keeper, scope},
};

type Me = Keeper<scope::WriteAccounts>;

async fn shown(api: &ClientApi, me: &Me, id: AccountId) -> Result<entities::admin::Account, ApiError> {
    let dossier = dossiers::show(&api.site, &me.staff, id).await?;
    Ok(entities::admin::Account::new(api.instance(), &dossier))
}

/// `POST /api/v1/admin/accounts/:id/approve`
pub(crate) async fn approve(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    users::approve(&api.site, &me.staff, id).await?;
    Ok(Json(shown(&api, &me, id).await?))
}

/// `POST /api/v1/admin/accounts/:id/reject`: answers the account as it was.
pub(crate) async fn reject(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    let before = users::reject(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Account::new(api.instance(), &before)))
}

async fn undone(
    api: &ClientApi,
    me: &Me,
    id: AccountId,
    action: StrikeAction,
) -> Answer<entities::admin::Account> {
    accounts::undo(&api.site, &me.staff, id, action).await?;
    Ok(Json(shown(api, me, id).await?))
}

/// `POST /api/v1/admin/accounts/:id/enable`
pub(crate) async fn enable(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    undone(&api, &me, id, StrikeAction::Freeze).await
}

/// `POST /api/v1/admin/accounts/:id/unsensitive`
pub(crate) async fn unsensitive(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    undone(&api, &me, id, StrikeAction::Sensitize).await
}

/// `POST /api/v1/admin/accounts/:id/unsilence`
pub(crate) async fn unsilence(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    undone(&api, &me, id, StrikeAction::Limit).await
}

/// `POST /api/v1/admin/accounts/:id/unsuspend`
pub(crate) async fn unsuspend(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    undone(&api, &me, id, StrikeAction::Suspend).await
}

/// `DELETE /api/v1/admin/accounts/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    let before = accounts::erase(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Account::new(api.instance(), &before)))
}
