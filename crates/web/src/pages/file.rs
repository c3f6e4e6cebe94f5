//! Files that people uploaded. Nobody can guess their names, and another file has another name, so they are kept for ever.
//! What a file is follows from its name, which we gave, and nothing in it is ever run.

use std::ops::Range;

use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    response::Response,
};
use http::{HeaderMap, HeaderName, Method, StatusCode, header};
use social::{
    Fault,
    files::{self, File},
    sealed_files,
};

use super::range::{self, Asked};
use crate::{Web, failure::Failure};

/// Headers of every file: it runs nothing, stands alone, and may be drawn by clients in other browsers' windows.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// What is at an address for ever.
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What is at an address for some days, for whoever knows it.
const FOR_ONE_FOR_A_DAY: &str = "private, max-age=86400";
/// What may be another picture by tomorrow.
pub(super) const FOR_A_DAY: &str = "public, max-age=86400, stale-while-revalidate=604800";

/// `GET /media/files/:name`, whole or a range of it.
pub(crate) async fn show(
    State(web): State<Web>,
    Path(name): Path<String>,
    RawQuery(said): RawQuery,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    files::content_type(&name).ok_or(Failure::NotFound)?;
    let file = files::find(&web.site, &name).await?;
    let is_sealed = sealed_files::check(&web.site, &file, said.as_deref()).await?;
    let lasting = if is_sealed { FOR_ONE_FOR_A_DAY } else { FOR_EVER };
    serve(&web, file, lasting, &method, &headers).await
}

/// A file of the storage, whole or a range of it. What the database says of it is enough for all but its bytes.
pub(super) async fn serve(
    web: &Web,
    file: File,
    lasting: &'static str,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let kind = files::content_type(&file.name).ok_or(Failure::NotFound)?;
    let (bytes, tag) = (file.bytes.cast_unsigned(), format!("\"{}\"", file.digest));
    let (status, range) = answer(headers, bytes, &tag);
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, &tag)
        .header(header::CACHE_CONTROL, lasting);
    for (name, value) in HEADERS {
        response = response.header(name, value);
    }
    response = match status {
        StatusCode::PARTIAL_CONTENT => {
            let told = format!("bytes {}-{}/{bytes}", range.start, range.end - 1);
            response.header(header::CONTENT_RANGE, told)
        }
        StatusCode::RANGE_NOT_SATISFIABLE => {
            response.header(header::CONTENT_RANGE, format!("bytes */{bytes}"))
        }
        _ => response,
    };
    if status != StatusCode::NOT_MODIFIED {
        response = response.header(header::CONTENT_LENGTH, range.end - range.start);
    }
    let body = match range.is_empty() || method == Method::HEAD {
        true => Body::empty(),
        false => Body::from_stream(files::read(&web.site, &file, range).await?),
    };
    response.body(body).map_err(|error| Failure::Ours(Fault::caused_by("answer with a file", error)))
}

/// What is answered, and with which bytes.
fn answer(asked: &HeaderMap, bytes: u64, tag: &str) -> (StatusCode, Range<u64>) {
    let said = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let has = said(header::IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',').any(|one| matches!(one.trim(), "*") || one.trim().ends_with(tag))
    });
    if has {
        return (StatusCode::NOT_MODIFIED, 0..0);
    }
    // Whoever has the beginning of another file needs this one from its beginning.
    let is_same = said(header::IF_RANGE).is_none_or(|known| known == tag);
    match range::read(said(header::RANGE).filter(|_| is_same), bytes) {
        Asked::Whole => (StatusCode::OK, 0..bytes),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    }
}
