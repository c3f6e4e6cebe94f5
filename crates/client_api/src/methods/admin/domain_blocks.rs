//! Decisions about neighbours: <https://docs.joinmastodon.org/methods/admin/domain_blocks/>

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use model::{NeighbourBlock, Severity, limits};
use serde::Deserialize;
use social::neighbour_blocks::{self, Decided, Draft};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{
        Empty,
        admin::{DomainBlock, ExistingDomainBlockError},
    },
    pagination::{Listed, Paging},
    params::{At, Params, Said},
    staff::{Keeper, scope},
};

/// What is decided; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    domain: String,
    severity: Option<String>,
    reject_media: Option<bool>,
    reject_reports: Option<bool>,
    private_comment: Said,
    public_comment: Said,
    obfuscate: Option<bool>,
}

impl Form {
    fn over(self, old: Option<&NeighbourBlock>) -> Result<Draft, ApiError> {
        let severity = self.severity.as_deref().filter(|word| !word.is_empty()).map(|word| {
            Severity::parse(word).ok_or_else(|| ApiError::invalid("severity", "is not included in the list"))
        });
        let flag = |said: Option<bool>, before: fn(&NeighbourBlock) -> bool| {
            said.unwrap_or_else(|| old.is_some_and(before))
        };
        let text = |said: Said, before: fn(&NeighbourBlock) -> &Option<String>| {
            said.0.or_else(|| old.and_then(|old| before(old).clone()))
        };
        Ok(Draft {
            domain: self.domain,
            severity: severity
                .transpose()?
                .unwrap_or_else(|| old.map(|old| old.severity).unwrap_or_default()),
            reject_media: flag(self.reject_media, |old| old.reject_media),
            reject_reports: flag(self.reject_reports, |old| old.reject_reports),
            private_comment: text(self.private_comment, |old| &old.private_comment),
            public_comment: text(self.public_comment, |old| &old.public_comment),
            obfuscate: flag(self.obfuscate, |old| old.obfuscate),
        })
    }
}

/// `GET /api/v1/admin/domain_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    paging: Paging,
) -> Result<Listed<DomainBlock>, ApiError> {
    let page = paging.page(limits::NEIGHBOUR_BLOCKS_PAGE);
    let found = neighbour_blocks::page(&api.site, &me.staff, &page).await?;
    Ok(paging.list(api.instance(), found.iter().map(|block| (block.id.get(), block.into())).collect()))
}

/// `GET /api/v1/admin/domain_blocks/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    At(id): At<NeighbourBlock>,
) -> Answer<DomainBlock> {
    Ok(Json((&neighbour_blocks::find(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/v1/admin/domain_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    Params(form): Params<Form>,
) -> Result<Response, ApiError> {
    Ok(match neighbour_blocks::block(&api.site, &me.staff, form.over(None)?).await? {
        Decided::Done(block) => Json(DomainBlock::from(&block)).into_response(),
        Decided::Already(block) => {
            let body = Json(ExistingDomainBlockError::from(&block));
            (StatusCode::UNPROCESSABLE_ENTITY, body).into_response()
        }
    })
}

/// `PUT /api/v1/admin/domain_blocks/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<NeighbourBlock>,
    Params(form): Params<Form>,
) -> Answer<DomainBlock> {
    let old = neighbour_blocks::find(&api.site, &me.staff, id).await?;
    let new = neighbour_blocks::change(&api.site, &me.staff, id, form.over(Some(&old))?).await?;
    Ok(Json((&new).into()))
}

/// `DELETE /api/v1/admin/domain_blocks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<NeighbourBlock>,
) -> Answer<Empty> {
    neighbour_blocks::unblock(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
