//! Files that people uploaded. Nobody can guess their names, and another file has another name, so they are kept for ever.
//! What a file is follows from its name, which we gave, and nothing in it is ever run.

use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use social::workshop::content_type;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::{Web, failure::Failure};

/// Headers of every file: it runs nothing, stands alone, and may be drawn by clients in other browsers' windows.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// `GET /media/files/:name`, whole or a range of it.
pub(crate) async fn show(
    State(web): State<Web>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    serve(&web, &name, request).await
}

/// A file of the storage, whole or a range of it.
pub(super) async fn serve(web: &Web, name: &str, request: Request) -> Result<Response, Failure> {
    let kind = content_type(name).ok_or(Failure::NotFound)?;
    let place = web.site.workshop()?.storage.place(name).map_err(|_| Failure::NotFound)?;
    let kind = kind.parse().map_err(|_| Failure::NotFound)?;
    let served = ServeFile::new_with_mime(place, &kind).oneshot(request).await;
    let mut response =
        served.unwrap_or_else(|never| match never {}).map(axum::body::Body::new).into_response();
    if response.status() == StatusCode::NOT_FOUND {
        return Err(Failure::NotFound);
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
