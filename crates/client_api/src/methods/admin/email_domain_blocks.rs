//! Providers of e-mail: <https://docs.joinmastodon.org/methods/admin/email_domain_blocks/>

use axum::{Json, extract::State};
use model::{EmailDomainBlock as Row, limits};
use serde::Deserialize;
use social::door::emails;

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::EmailDomainBlock},
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// Which provider.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    domain: String,
    allow_with_approval: bool,
}

/// `GET /api/v1/admin/email_domain_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadEmailDomainBlocks>,
    paging: Paging,
) -> Result<Listed<EmailDomainBlock>, ApiError> {
    let found = emails::domains(&api.site, &me.staff, &paging.page(limits::DOOR_PAGE)).await?;
    Ok(paging
        .list(api.instance(), found.iter().map(|watched| (watched.0.id.get(), watched.into())).collect()))
}

/// `GET /api/v1/admin/email_domain_blocks/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadEmailDomainBlocks>,
    At(id): At<Row>,
) -> Answer<EmailDomainBlock> {
    Ok(Json((&emails::find_domain(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/v1/admin/email_domain_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteEmailDomainBlocks>,
    Params(form): Params<Form>,
) -> Answer<EmailDomainBlock> {
    let made = emails::block_domain(&api.site, &me.staff, &form.domain, form.allow_with_approval).await?;
    Ok(Json((&made).into()))
}

/// `DELETE /api/v1/admin/email_domain_blocks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteEmailDomainBlocks>,
    At(id): At<Row>,
) -> Answer<Empty> {
    emails::unblock_domain(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
