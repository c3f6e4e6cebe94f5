//! Translation: <https://docs.joinmastodon.org/methods/statuses/#translate>

use axum::{Json, extract::State};
use model::Status;
use serde::Deserialize;

use crate::{
    Answer, ClientApi,
    auth::{Signed, scope},
    entities::{self, instance},
    params::{At, Params},
};

/// Into what.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    lang: Option<String>,
}

/// `POST /api/v1/statuses/:id/translate`
pub(crate) async fn translate(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    At(id): At<Status>,
    Params(form): Params<Form>,
) -> Answer<entities::Translation> {
    let view = social::statuses::show(&api.site, me.viewer(), id).await?;
    let view = view.reblog.as_deref().unwrap_or(&view);
    let own = async || {
        let credentials = social::accounts::credentials(&api.site, me.account.id).await?;
        let spoken = instance::languages(&api.site.settings()).into_iter().next().unwrap_or_default();
        Ok::<_, social::Error>(credentials.user.preferences.language.unwrap_or(spoken))
    };
    let into = match form.lang.filter(|code| !code.is_empty()) {
        Some(code) => code,
        None => own().await?,
    };
    let translated = api.federation.translate_status(view, &into).await?;
    Ok(Json(entities::Translation::new(translated)))
}
