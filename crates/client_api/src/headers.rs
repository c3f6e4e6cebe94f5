//! Headers of every answer: what other origins may do, and what browsers and caches must not.

use std::time::Duration;

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use crate::{auth::in_query, limits};

/// Apps in browsers come from any origin; they show a token, never a cookie.
pub(crate) fn cors() -> CorsLayer {
    let exposed = [
        header::LINK,
        HeaderName::from_static("x-ratelimit-reset"),
        HeaderName::from_static("x-ratelimit-limit"),
        HeaderName::from_static("x-ratelimit-remaining"),
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("mastodon-async-refresh"),
    ];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        // A star would not cover `Authorization`, so what is asked for is named.
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(exposed)
        .max_age(Duration::from_secs(limits::CORS_HOURS * 3_600))
}

/// Answers are data: not to be guessed at, run, framed or, when they are somebody's own, kept.
pub(crate) async fn protect(request: Request, next: Next) -> Response {
    let is_shown = request.headers().contains_key(header::AUTHORIZATION) || in_query(request.uri()).is_some();
    let is_private = is_shown || !request.method().is_safe();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    );
    headers.append(header::VARY, HeaderValue::from_static("authorization"));
    if is_private {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    }
    response
}
