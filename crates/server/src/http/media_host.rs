//! The host for media: pictures, videos and sounds are found there, and nothing else. No browser sends it a cookie, and what
//! somebody uploaded stands on another origin than the pages of this server.

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, header};

/// Lets requests for this host have media alone.
pub fn guard(router: Router, host: Option<&str>) -> Router {
    let Some(host) = host.map(str::to_owned) else { return router };
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let is_for_media = asked_host(&request).is_some_and(|asked| asked.eq_ignore_ascii_case(&host));
        async move { if is_for_media { media(request, next).await } else { next.run(request).await } }
    }))
}

fn asked_host(request: &Request) -> Option<&str> {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| request.uri().authority().map(|authority| authority.as_str()))?;
    // The usual ports need not be named.
    Some(host.trim_end_matches(":443").trim_end_matches(":80"))
}

async fn media(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/media/") {
        return bare(StatusCode::NOT_FOUND);
    }
    let answer = next.run(request).await;
    let is_failure = answer.status().is_client_error() || answer.status().is_server_error();
    // A failure is drawn as a page elsewhere.
    if is_failure && answer.status() != StatusCode::RANGE_NOT_SATISFIABLE {
        bare(answer.status())
    } else {
        answer
    }
}

fn bare(status: StatusCode) -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (status, headers, status.canonical_reason().unwrap_or_default()).into_response()
}
