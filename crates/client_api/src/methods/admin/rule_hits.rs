//! What content rules did, what waits because of them, and taking it back.

use axum::{Json, extract::State};
use model::{RuleAction, RuleHit, limits};
use serde::Deserialize;
use social::content_rules::{
    held,
    hits::{self, HitView, Wanted},
    undo,
};

use crate::{
    Answer, ApiError, ClientApi,
    entities::admin,
    pagination::{Listed, Paging},
    params::{At, Params, Query},
    staff::{Keeper, scope},
};

/// Which are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    rule_id: Option<String>,
    account_id: Option<String>,
    action: Option<String>,
    undone: Option<bool>,
}

impl Form {
    fn wanted(self) -> Result<Wanted, ApiError> {
        let unknown = |_| ApiError::RECORD_NOT_FOUND;
        let action = self.action.map(|word| {
            RuleAction::parse(&word).ok_or_else(|| ApiError::invalid("action", "is not included in the list"))
        });
        Ok(Wanted {
            rule: self.rule_id.map(|id| id.parse().map_err(unknown)).transpose()?,
            account: self.account_id.map(|id| id.parse().map_err(unknown)).transpose()?,
            action: action.transpose()?,
            undone: self.undone,
        })
    }
}

fn listed(api: &ClientApi, paging: &Paging, found: &[HitView]) -> Listed<admin::RuleHit> {
    let shown = found.iter().map(|view| (view.hit.id.get(), admin::RuleHit::new(api.instance(), view)));
    paging.list(api.instance(), shown.collect())
}

/// `GET /api/fanfare/v1/admin/content_rule_hits`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    paging: Paging,
    Query(form): Query<Form>,
) -> Result<Listed<admin::RuleHit>, ApiError> {
    let found = hits::list(&api.site, &me.staff, form.wanted()?, &paging.page(limits::HITS_PAGE)).await?;
    Ok(listed(&api, &paging, &found))
}

/// `POST /api/fanfare/v1/admin/content_rule_hits/:id/undo`
pub(crate) async fn undo(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<RuleHit>,
) -> Answer<admin::RuleHit> {
    let view = undo::undo(&api.site, &me.staff, id).await?;
    Ok(Json(admin::RuleHit::new(api.instance(), &view)))
}

/// `GET /api/fanfare/v1/admin/held_statuses`
pub(crate) async fn held(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    paging: Paging,
) -> Result<Listed<admin::RuleHit>, ApiError> {
    let found = held::waiting(&api.site, &me.staff, &paging.page(limits::HITS_PAGE)).await?;
    Ok(listed(&api, &paging, &found))
}

/// `POST /api/fanfare/v1/admin/held_statuses/:id/release`, by the number of the hit.
pub(crate) async fn release(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<RuleHit>,
) -> Answer<admin::RuleHit> {
    let view = held::release(&api.site, &me.staff, id).await?;
    Ok(Json(admin::RuleHit::new(api.instance(), &view)))
}

/// What the author of a removed status is told.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Removal {
    text: String,
}

/// `POST /api/fanfare/v1/admin/held_statuses/:id/remove`, by the number of the hit.
pub(crate) async fn remove(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<RuleHit>,
    Params(said): Params<Removal>,
) -> Answer<admin::RuleHit> {
    let view = held::remove(&api.site, &me.staff, id, &said.text).await?;
    Ok(Json(admin::RuleHit::new(api.instance(), &view)))
}
