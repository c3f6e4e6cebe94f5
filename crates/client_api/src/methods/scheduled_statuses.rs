//! Scheduled statuses: <https://docs.joinmastodon.org/methods/scheduled_statuses/>

use axum::{Json, extract::State};
use model::{ScheduledStatus, Timestamp, limits};
use serde::Deserialize;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// When a status is to be published, if that is said.
pub(super) fn moment(text: Option<&str>) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let moment = Timestamp::parse(text);
    moment.map(Some).ok_or_else(|| ApiError::invalid("scheduled_at", "must be a date and time"))
}

/// `GET /api/v1/scheduled_statuses`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    paging: Paging,
) -> Result<Listed<entities::ScheduledStatus>, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::schedule::list(&api.site, me.account.id, &page).await?;
    let shown = found
        .iter()
        .map(|scheduled| (scheduled.id.get(), entities::ScheduledStatus::new(api.instance(), scheduled)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/v1/scheduled_statuses/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    At(id): At<ScheduledStatus>,
) -> Answer<entities::ScheduledStatus> {
    let scheduled = social::schedule::show(&api.site, me.account.id, id).await?;
    Ok(Json(entities::ScheduledStatus::new(api.instance(), &scheduled)))
}

/// Another time.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Later {
    scheduled_at: Option<String>,
}

/// `PUT /api/v1/scheduled_statuses/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<ScheduledStatus>,
    Params(wanted): Params<Later>,
) -> Answer<entities::ScheduledStatus> {
    let scheduled = match moment(wanted.scheduled_at.as_deref())? {
        None => social::schedule::show(&api.site, me.account.id, id).await?,
        Some(at) => social::schedule::postpone(&api.site, me.account.id, id, at).await?,
    };
    Ok(Json(entities::ScheduledStatus::new(api.instance(), &scheduled)))
}

/// `DELETE /api/v1/scheduled_statuses/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<ScheduledStatus>,
) -> Answer<Empty> {
    social::schedule::cancel(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}
