//! Neighbours that are allowed by name: <https://docs.joinmastodon.org/methods/admin/domain_allows/>

use axum::{Json, extract::State};
use model::limits;
use serde::Deserialize;
use social::neighbours::{self, DomainAllow as Row};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::DomainAllow},
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// Which domain.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    domain: String,
}

/// `GET /api/v1/admin/domain_allows`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainAllows>,
    paging: Paging,
) -> Result<Listed<DomainAllow>, ApiError> {
    let page = paging.page(limits::NEIGHBOUR_BLOCKS_PAGE);
    let found = neighbours::page(&api.site, &me.staff, &page).await?;
    Ok(paging.list(api.instance(), found.iter().map(|allowed| (allowed.id.get(), allowed.into())).collect()))
}

/// `GET /api/v1/admin/domain_allows/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainAllows>,
    At(id): At<Row>,
) -> Answer<DomainAllow> {
    Ok(Json((&neighbours::find(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/v1/admin/domain_allows`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainAllows>,
    Params(form): Params<Form>,
) -> Answer<DomainAllow> {
    let (allowed, _) = neighbours::allow(&api.site, &me.staff, &form.domain).await?;
    Ok(Json((&allowed).into()))
}

/// `DELETE /api/v1/admin/domain_allows/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainAllows>,
    At(id): At<Row>,
) -> Answer<Empty> {
    let allowed = neighbours::find(&api.site, &me.staff, id).await?;
    neighbours::disallow(&api.site, &me.staff, &allowed.domain).await?;
    Ok(Json(Empty {}))
}
