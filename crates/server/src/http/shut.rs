//! Addresses from which nothing is allowed: whoever is there is answered before anything is asked of the rest.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use model::ClientAddress;
use social::Site;

/// Lets those through who may be here.
pub async fn watch(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let address = request.extensions().get::<ClientAddress>();
    match address.is_some_and(|address| social::door::is_shut(&site, *address)) {
        true => (StatusCode::FORBIDDEN, "Nothing is allowed from your network here.\n").into_response(),
        false => next.run(request).await,
    }
}
