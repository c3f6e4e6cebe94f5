//! What staff change about those who sign in here, and on their profiles. Mastodon has only pages for it.

use axum::{
    Json,
    extract::{Path, State},
};
use model::{Account, AccountId, limits};
use serde::Deserialize;
use serde_json::{Value, json};
use social::moderation::{
    accounts::{self, Part},
    dossiers, users,
};

use crate::{
    Answer, ApiError, ClientApi, entities,
    methods::ids,
    params::{At, Params},
    staff::{Keeper, scope},
};

type Me = Keeper<scope::WriteAccounts>;

async fn shown(api: &ClientApi, me: &Me, id: AccountId) -> Answer<entities::admin::Account> {
    let dossier = dossiers::show(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Account::new(api.instance(), &dossier)))
}

/// What is changed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    role_id: String,
    email: String,
    account_ids: Vec<String>,
}

/// `POST /api/fanfare/v1/admin/accounts/approve`
pub(crate) async fn approve_all(
    State(api): State<ClientApi>,
    me: Me,
    Params(form): Params<Form>,
) -> Answer<Value> {
    let chosen = ids(&form.account_ids, limits::APPLICANTS_AT_ONCE)?;
    let count = users::decide_all(&api.site, &me.staff, &chosen, true).await?;
    Ok(Json(json!({ "count": count })))
}

/// `POST /api/fanfare/v1/admin/accounts/reject`
pub(crate) async fn reject_all(
    State(api): State<ClientApi>,
    me: Me,
    Params(form): Params<Form>,
) -> Answer<Value> {
    let chosen = ids(&form.account_ids, limits::APPLICANTS_AT_ONCE)?;
    let count = users::decide_all(&api.site, &me.staff, &chosen, false).await?;
    Ok(Json(json!({ "count": count })))
}

/// `PUT /api/fanfare/v1/admin/accounts/:id/role`
pub(crate) async fn change_role(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Account> {
    let role = form.role_id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    users::set_role(&api.site, &me.staff, id, role).await?;
    shown(&api, &me, id).await
}

/// `PUT /api/fanfare/v1/admin/accounts/:id/email`
pub(crate) async fn change_email(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Account> {
    users::change_email(&api.site, &me.staff, id, &form.email).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/accounts/:id/confirm`
pub(crate) async fn confirm(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    users::confirm(&api.site, &me.staff, id).await?;
    shown(&api, &me, id).await
}

/// `DELETE /api/fanfare/v1/admin/accounts/:id/two_factor`
pub(crate) async fn reset_two_factor(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    users::reset_two_factor(&api.site, &me.staff, id).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/accounts/:id/reset_password`: where no mail is sent, answers the address to hand to them.
pub(crate) async fn reset_password(
    State(api): State<ClientApi>,
    me: Me,
    At(id): At<Account>,
) -> Answer<Value> {
    let link = users::reset_password(&api.site, &me.staff, id).await?;
    Ok(Json(json!({ "link": link })))
}

/// `DELETE /api/fanfare/v1/admin/accounts/:id/profile/:part`: the `avatar`, the `header` or the `display_name`.
pub(crate) async fn remove_part(
    State(api): State<ClientApi>,
    me: Me,
    Path((id, part)): Path<(String, String)>,
) -> Answer<entities::admin::Account> {
    let id = id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    let part = Part::parse(&part).ok_or(ApiError::RECORD_NOT_FOUND)?;
    accounts::remove(&api.site, &me.staff, id, part).await?;
    shown(&api, &me, id).await
}
