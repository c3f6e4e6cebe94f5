//! Caching: what visitors are answered may be kept for some seconds, and asked for again by its tag instead of
//! being sent again. Answers to somebody in particular are never kept.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::hash::{DefaultHasher, Hasher as _};

use crate::{auth::in_query, limits};

/// Lets answers to visitors be kept, and answers "not modified" to those who have the same already.
pub(crate) async fn cache(request: Request, next: Next) -> Response {
    let is_question = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_somebodys =
        request.headers().contains_key(header::AUTHORIZATION) || in_query(request.uri()).is_some();
    if !is_question || is_somebodys {
        return next.run(request).await;
    }
    let lifetime = lifetime(request.uri().path());
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_whole = response.status() == StatusCode::OK && is_json(response.headers());
    if !is_whole || response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    tag(response, lifetime, known.as_ref()).await
}

/// What describes the server changes rarely; what people say, all the time.
fn lifetime(path: &str) -> HeaderValue {
    let rarely = ["/api/v1/instance", "/api/v2/instance", "/api/v1/custom_emojis", "/.well-known/"];
    HeaderValue::from_static(if rarely.iter().any(|prefix| path.starts_with(prefix)) {
        limits::CACHE_RARE
    } else {
        limits::CACHE_OFTEN
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
}

async fn tag(response: Response, lifetime: HeaderValue, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    // Our own answers are in memory already; this neither waits nor fails.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let tag = tag_of(&body);
    parts.headers.insert(header::CACHE_CONTROL, lifetime);
    let is_known = known.and_then(|known| known.to_str().ok()).is_some_and(|known| {
        known.split(',').any(|one| {
            let one = one.trim();
            one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/")
        })
    });
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}

/// A weak tag, since compression changes the bytes but not what they say.
fn tag_of(body: &[u8]) -> String {
    // The default hasher has fixed keys, so a tag outlives a restart.
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    format!("W/\"{:016x}{:x}\"", hasher.finish(), body.len())
}
