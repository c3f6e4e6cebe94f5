//! What every answer has in common: an id to find it in the log by, a limit on what is read, compression, and a
//! polite answer when we fail.

use std::{
    any::Any,
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt as _;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use model::limits;
use tokio::{sync::watch, time};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate as _},
    },
    timeout::RequestBodyTimeoutLayer,
};
use tracing::{Instrument as _, debug, error, info_span};

use super::in_time::in_time;

use crate::limits as ours;

/// The header that tells a request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts what all answers have in common around the routes.
pub(super) fn dress(router: Router, stopped: watch::Receiver<bool>) -> Router {
    let ids = RequestIds::default();
    router
        .layer(middleware::from_fn(read_small))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .layer(RequestBodyTimeoutLayer::new(ours::BODY_PAUSE))
        .layer(middleware::from_fn(refuse_large))
        .layer(CatchPanicLayer::custom(sorry))
        .layer(middleware::map_response(move |response: Response| end_stream(stopped.clone(), response)))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_compressible)))
        .layer(middleware::from_fn(move |request: Request, next: Next| identify(ids.clone(), request, next)))
}

/// Lets a live stream end when the server does; its app reconnects.
async fn end_stream(mut stopped: watch::Receiver<bool>, response: Response) -> Response {
    if !has(response.headers(), header::CONTENT_TYPE, "text/event-stream") {
        return response;
    }
    let end = Box::pin(async move { stopped.wait_for(|is_over| *is_over).await.map(drop) });
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(end)))
}

/// Says in the words of the API that a body is too large; the layer below only cuts off those that do not say
/// beforehand how large they are.
async fn refuse_large(request: Request, next: Next) -> Response {
    if announced_length(request.headers()) > bounds(request.uri().path()).0 as u64 {
        return json(StatusCode::PAYLOAD_TOO_LARGE, r#"{"error":"The request is too large"}"#);
    }
    next.run(request).await
}

/// Reads a small body at once. Apps send one with requests that need none; left unread it would cost them their
/// connection, and with it the request that they send next. Any other must be there in time.
async fn read_small(request: Request, next: Next) -> Response {
    if !(1..=ours::SMALL_BODY_BYTES).contains(&announced_length(request.headers())) {
        let (bytes, time) = bounds(request.uri().path());
        let bounded = |body| Body::new(http_body_util::Limited::new(in_time(body, time), bytes));
        return next.run(request.map(bounded)).await;
    }
    let (parts, body) = request.into_parts();
    match time::timeout(ours::BODY_TIME, axum::body::to_bytes(body, limits::BODY_BYTES)).await {
        Ok(Ok(body)) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Ok(Err(_)) => json(StatusCode::BAD_REQUEST, r#"{"error":"The body ended too soon"}"#),
        Err(_) => json(StatusCode::REQUEST_TIMEOUT, r#"{"error":"The body took too long"}"#),
    }
}

/// How large the body of a request may be, and how long it may take: more where files are sent.
fn bounds(path: &str) -> (usize, Duration) {
    const WITH_FILES: [&str; 4] =
        ["/api/v1/media", "/api/v2/media", "/api/v1/accounts/update_credentials", "/api/v1/profile"];
    let brings_files = WITH_FILES.iter().any(|prefix| path.starts_with(prefix));
    if brings_files {
        (limits::UPLOAD_BODY_BYTES, limits::UPLOAD_TIME)
    } else {
        (limits::BODY_BYTES, ours::BODY_TIME)
    }
}

/// The length of the body as the request tells it; 0 if it does not.
fn announced_length(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Pages that must not be kept hold a form's secret: compressed beside words that a stranger chose, its length would
/// give it away piece by piece (BREACH).
fn is_compressible(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let is_secret =
        has(headers, header::CONTENT_TYPE, "text/html") && has(headers, header::CACHE_CONTROL, "no-store");
    // What is a range of something has a length that is told.
    let is_played = ["video/", "audio/"].iter().any(|kind| has(headers, header::CONTENT_TYPE, kind));
    !is_secret && !is_played && !headers.contains_key(header::CONTENT_RANGE)
}

fn has(headers: &HeaderMap, name: HeaderName, part: &str) -> bool {
    headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
}

/// A panic is a fault of ours in one request; the others go on.
fn sorry(panic: Box<dyn Any + Send>) -> Response {
    let message = match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast::<&str>().map(|text| (*text).to_owned()).unwrap_or_default(),
    };
    error!(panic = message, "a request made the program stumble; please report it");
    json(StatusCode::INTERNAL_SERVER_ERROR, r#"{"error":"Something went wrong on this server"}"#)
}

fn json(status: StatusCode, body: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], Body::from(body)).into_response()
}

/// Paths whose last part lets in whoever knows it.
const SECRET_ENDS: [&str; 2] = ["/invite/", "/unsubscribe/"];

/// A path as the log tells it.
fn told(path: &str) -> &str {
    SECRET_ENDS.into_iter().find(|beginning| path.starts_with(beginning)).unwrap_or(path)
}

/// Gives the request an id that stands in every line of the log about it and in its answer.
async fn identify(ids: RequestIds, request: Request, next: Next) -> Response {
    let (id, begun) = (ids.next(), Instant::now());
    // The path alone: a query may hold a token or a code.
    let span = info_span!("request", id, method = %request.method(), path = told(request.uri().path()));
    async {
        let mut response = next.run(request).await;
        let (status, duration_ms) = (response.status().as_u16(), begun.elapsed().as_millis());
        // Whoever is told to come back later was told so on purpose, and the log says why, once.
        if response.status().is_server_error() && response.status() != StatusCode::SERVICE_UNAVAILABLE {
            error!(status, duration_ms, "a request failed");
        } else {
            debug!(status, duration_ms, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span.clone())
    .await
}

/// Ids of requests: a number that counts up from somewhere else at each start, so that they do not repeat.
#[derive(Clone)]
struct RequestIds(Arc<AtomicU64>);

impl Default for RequestIds {
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(RandomState::new().build_hasher().finish())))
    }
}

impl RequestIds {
    fn next(&self) -> String {
        format!("{:016x}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}
