//! Networks: <https://docs.joinmastodon.org/methods/admin/ip_blocks/>

use axum::{Extension, Json, extract::State};
use model::{ClientAddress, IpBlock as Row, IpSeverity, limits};
use serde::Deserialize;
use social::door::networks::{self, Draft};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::IpBlock},
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is decided; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    ip: Option<String>,
    severity: Option<String>,
    comment: Option<String>,
    /// Seconds.
    expires_in: Option<i64>,
}

impl Form {
    fn over(
        self,
        api: &ClientApi,
        old: Option<&Row>,
        from: Option<ClientAddress>,
    ) -> Result<Draft, ApiError> {
        let given = self.severity.as_deref().map(|word| {
            IpSeverity::parse(word)
                .ok_or_else(|| ApiError::invalid("severity", "is not included in the list"))
        });
        let severity = given.transpose()?.or(old.map(|old| old.severity));
        if self.expires_in.is_some_and(|seconds| seconds < 0) {
            return Err(ApiError::invalid("expires_in", "must be greater than or equal to 0"));
        }
        let ends = |seconds: i64| {
            let most = limits::IP_BLOCK_DAYS * 86_400;
            (seconds > 0).then(|| api.site.now().plus_millis(seconds.min(most) * 1_000))
        };
        Ok(Draft {
            network: self.ip.or_else(|| old.map(|old| old.network.clone())).unwrap_or_default(),
            severity: severity.ok_or_else(|| ApiError::invalid("severity", "can't be blank"))?,
            comment: self.comment.or_else(|| old.map(|old| old.comment.clone())).unwrap_or_default(),
            expires_at: self.expires_in.map_or_else(|| old.and_then(|old| old.expires_at), ends),
            from,
        })
    }
}

/// `GET /api/v1/admin/ip_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadIpBlocks>,
    paging: Paging,
) -> Result<Listed<IpBlock>, ApiError> {
    let found = networks::list(&api.site, &me.staff, &paging.page(limits::DOOR_PAGE)).await?;
    Ok(paging.list(api.instance(), found.iter().map(|block| (block.id.get(), block.into())).collect()))
}

/// `GET /api/v1/admin/ip_blocks/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadIpBlocks>,
    At(id): At<Row>,
) -> Answer<IpBlock> {
    Ok(Json((&networks::find(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/v1/admin/ip_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteIpBlocks>,
    from: Option<Extension<ClientAddress>>,
    Params(form): Params<Form>,
) -> Answer<IpBlock> {
    let draft = form.over(&api, None, from.map(|Extension(from)| from))?;
    Ok(Json((&networks::block(&api.site, &me.staff, draft).await?).into()))
}

/// `PUT /api/v1/admin/ip_blocks/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteIpBlocks>,
    At(id): At<Row>,
    from: Option<Extension<ClientAddress>>,
    Params(form): Params<Form>,
) -> Answer<IpBlock> {
    let old = networks::find(&api.site, &me.staff, id).await?;
    let draft = form.over(&api, Some(&old), from.map(|Extension(from)| from))?;
    Ok(Json((&networks::change(&api.site, &me.staff, id, draft).await?).into()))
}

/// `DELETE /api/v1/admin/ip_blocks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteIpBlocks>,
    At(id): At<Row>,
) -> Answer<Empty> {
    networks::unblock(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
