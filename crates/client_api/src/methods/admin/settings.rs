//! Settings: what an admin decides while the server runs. Mastodon has only pages for them.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::Value;
use social::settings;

use crate::{
    Answer, ApiError, ClientApi,
    entities::admin::Setting,
    params::{Params, Word},
    staff::{Keeper, scope},
};

/// What is decided: values by the names of settings.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    settings: Option<BTreeMap<String, Value>>,
}

fn shown(api: &ClientApi, me: &Keeper<impl crate::auth::Needs>) -> Result<Vec<Setting>, ApiError> {
    Ok(settings::list(&api.site, &me.staff)?.iter().map(Setting::new).collect())
}

/// `GET /api/fanfare/v1/admin/settings`
pub(crate) async fn index(State(api): State<ClientApi>, me: Keeper<scope::Read>) -> Answer<Vec<Setting>> {
    shown(&api, &me).map(Json)
}

/// `GET /api/fanfare/v1/admin/settings/:name`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Word(name): Word,
) -> Answer<Setting> {
    let found = shown(&api, &me)?.into_iter().find(|setting| setting.name == name);
    found.map(Json).ok_or(ApiError::RECORD_NOT_FOUND)
}

/// `PUT /api/fanfare/v1/admin/settings`: about all that are named, or about none.
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<Vec<Setting>> {
    let said = form.settings.unwrap_or_default();
    let said: Vec<(&str, String)> = said.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    let values: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
    settings::change(&api.site, &me.staff, &values).await?;
    shown(&api, &me).map(Json)
}

/// `DELETE /api/fanfare/v1/admin/settings/:name`: as it was at first.
pub(crate) async fn reset(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Word(name): Word,
) -> Answer<Vec<Setting>> {
    settings::reset(&api.site, &me.staff, &name).await?;
    shown(&api, &me).map(Json)
}

/// A value as settings are written: numbers, yes and no as JSON writes them, words of a list with spaces between them.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\0', "\u{FFFD}"),
        Value::Array(words) => words.iter().map(text).collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
