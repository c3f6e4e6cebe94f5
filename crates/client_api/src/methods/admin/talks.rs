//! What staff ask somebody who was reported, and what they answer.

use axum::{Json, extract::State};
use model::{AccountId, Report, ReportMessage};
use serde::Deserialize;
use social::moderation::talks;

use crate::{
    Answer, ApiError, ClientApi, entities,
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is said.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    text: String,
}

async fn shown(
    api: &ClientApi,
    found: &[ReportMessage],
) -> Result<Vec<entities::admin::ReportMessage>, ApiError> {
    let by: Vec<AccountId> = found.iter().filter_map(|message| message.by_account_id).collect();
    let people = social::accounts::show_all(&api.site, &by).await?;
    let author =
        |message: &ReportMessage| people.iter().find(|view| Some(view.account.id) == message.by_account_id);
    let shown = found
        .iter()
        .map(|message| entities::admin::ReportMessage::new(api.instance(), message, author(message)));
    Ok(shown.collect())
}

/// `GET /api/fanfare/v1/admin/reports/:id/messages`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    At(id): At<Report>,
) -> Answer<Vec<entities::admin::ReportMessage>> {
    let found = talks::of_report(&api.site, &me.staff, id).await?;
    Ok(Json(shown(&api, &found).await?))
}

/// `POST /api/fanfare/v1/admin/reports/:id/messages`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::ReportMessage> {
    let message = talks::write(&api.site, &me.staff, id, &form.text).await?;
    shown(&api, &[message]).await?.pop().map(Json).ok_or(ApiError::RECORD_NOT_FOUND)
}
