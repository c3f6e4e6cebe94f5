//! Embedding: <https://docs.joinmastodon.org/methods/oembed/>

use axum::{Json, extract::State};
use http::StatusCode;
use serde::Deserialize;
use social::statuses;

use crate::{Answer, ApiError, ClientApi, entities, params::Params};

/// What is to be embedded, and where.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    url: String,
    maxwidth: Option<i64>,
    maxheight: Option<i64>,
    format: Option<String>,
}

/// `GET /api/oembed`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    Params(wanted): Params<Wanted>,
) -> Answer<entities::OEmbed> {
    if wanted.format.as_deref().is_some_and(|format| format != "json") {
        // The code that oEmbed has for it.
        return Err(ApiError::new(StatusCode::NOT_IMPLEMENTED, "Only JSON is spoken here"));
    }
    let view = statuses::embeddable_at(&api.site, &wanted.url).await?;
    let settings = api.site.settings();
    let server = settings.name(&api.instance().domain);
    let pixels = |most: Option<i64>| most.map(|most| u32::try_from(most.max(1)).unwrap_or(u32::MAX));
    let (width, height) = (pixels(wanted.maxwidth), pixels(wanted.maxheight));
    Ok(Json(entities::OEmbed::new(api.instance(), server, &view, width, height)))
}
