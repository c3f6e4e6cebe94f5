//! How far a status of one's own has got. Ours, see `docs/develop/api.md`.

use axum::{Json, extract::State};
use model::Status;

use crate::{
    Answer, ClientApi,
    auth::{Signed, scope},
    entities,
    params::At,
};

/// `GET /api/v1/statuses/:id/deliveries`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Answer<entities::DeliveryReport> {
    let report = social::deliveries::report(&api.site, &me.account, id).await?;
    Ok(Json(report.into()))
}
