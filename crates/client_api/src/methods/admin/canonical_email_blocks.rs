//! Single addresses of e-mail: <https://docs.joinmastodon.org/methods/admin/canonical_email_blocks/>

use axum::{Json, extract::State};
use model::{CanonicalEmailBlock as Row, limits};
use serde::Deserialize;
use social::door::emails;

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::CanonicalEmailBlock},
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// Which address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    email: Option<String>,
    canonical_email_hash: Option<String>,
}

/// `GET /api/v1/admin/canonical_email_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadCanonicalEmailBlocks>,
    paging: Paging,
) -> Result<Listed<CanonicalEmailBlock>, ApiError> {
    let found = emails::list(&api.site, &me.staff, &paging.page(limits::DOOR_PAGE)).await?;
    Ok(paging.list(api.instance(), found.iter().map(|block| (block.id.get(), block.into())).collect()))
}

/// `GET /api/v1/admin/canonical_email_blocks/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadCanonicalEmailBlocks>,
    At(id): At<Row>,
) -> Answer<CanonicalEmailBlock> {
    Ok(Json((&emails::find(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/v1/admin/canonical_email_blocks/test`
pub(crate) async fn test(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadCanonicalEmailBlocks>,
    Params(form): Params<Form>,
) -> Answer<Vec<CanonicalEmailBlock>> {
    let email = form.email.unwrap_or_default();
    let found = emails::test(&api.site, &me.staff, &email).await?;
    Ok(Json(found.iter().map(Into::into).collect()))
}

/// `POST /api/v1/admin/canonical_email_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteCanonicalEmailBlocks>,
    Params(form): Params<Form>,
) -> Answer<CanonicalEmailBlock> {
    let (email, hash) = (form.email.as_deref(), form.canonical_email_hash.as_deref());
    Ok(Json((&emails::block(&api.site, &me.staff, email, hash).await?).into()))
}

/// `DELETE /api/v1/admin/canonical_email_blocks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteCanonicalEmailBlocks>,
    At(id): At<Row>,
) -> Answer<Empty> {
    emails::unblock(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
