//! Pictures of custom emoji. Another picture has another address, so they are kept for ever.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, header};

use crate::{Web, failure::Failure};

/// `GET /emoji/:id/:shortcode`
pub(crate) async fn show(
    State(web): State<Web>,
    Path((id, _name)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let (kind, bytes) = social::custom_emojis::picture(&web.site, id).await?;
    Ok(answer(&kind, bytes))
}

/// `GET /emoji/:id/:shortcode/still`
pub(crate) async fn still(
    State(web): State<Web>,
    Path((id, _name)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(answer("image/png", social::custom_emojis::still(&web.site, id).await?))
}

fn answer(kind: &str, bytes: Vec<u8>) -> Response {
    let kind = HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff")),
        // Clients in browsers draw them on canvases.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, bytes).into_response()
}
