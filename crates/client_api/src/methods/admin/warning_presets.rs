//! Texts that staff tell again and again. Mastodon has only pages for them.

use axum::{Json, extract::State};
use model::WarningPreset;
use serde::Deserialize;
use social::moderation::presets;

use crate::{
    Answer, ClientApi,
    entities::{self, Empty},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is said of a preset; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    title: Option<String>,
    text: Option<String>,
}

/// `GET /api/fanfare/v1/admin/warning_presets`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
) -> Answer<Vec<entities::admin::WarningPreset>> {
    let found = presets::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(Into::into).collect()))
}

/// `POST /api/fanfare/v1/admin/warning_presets`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::WarningPreset> {
    let (title, text) = (form.title.unwrap_or_default(), form.text.unwrap_or_default());
    let made = presets::make(&api.site, &me.staff, &title, &text).await?;
    Ok(Json((&made).into()))
}

/// `PUT /api/fanfare/v1/admin/warning_presets/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WarningPreset>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::WarningPreset> {
    let (title, text) = (form.title.as_deref(), form.text.as_deref());
    let changed = presets::change(&api.site, &me.staff, id, title, text).await?;
    Ok(Json((&changed).into()))
}

/// `DELETE /api/fanfare/v1/admin/warning_presets/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WarningPreset>,
) -> Answer<Empty> {
    presets::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
