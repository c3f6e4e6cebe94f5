//! What pages of other sites may read: profiles, posts and what is known of this server, without anybody's cookies. The
//! client API has its own rules.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, Method, header::ACCESS_CONTROL_ALLOW_ORIGIN};

/// How the addresses begin. Web apps look there for the emoji of a name, as they do at Mastodon.
const OPEN: [&str; 4] = ["/@", "/ap/users/", "/.well-known/", "/nodeinfo/"];

/// Says that pages of other sites may read an answer.
pub async fn allow(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_open = is_read && OPEN.iter().any(|start| request.uri().path().starts_with(start));
    let mut response = next.run(request).await;
    if is_open {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}
