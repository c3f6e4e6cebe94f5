//! The sitemap of what other servers ask for.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    middleware::from_fn_with_state,
    response::Response,
    routing::{get, post},
};

use crate::{Federation, documents, followers, gate, inbox, known};

/// Everything that other servers ask for. Pages for people that have an ActivityPub form live in `web`, which
/// asks `wants_activity`.
pub fn router(federation: Federation) -> Router {
    // What belongs to an account. Its own document is not among them: it has the key with which an asker's server would
    // have to find out who we are.
    let guarded = Router::new()
        .route("/ap/users/{id}/outbox", get(documents::outbox))
        .route("/ap/users/{id}/followers", get(documents::followers))
        .route("/ap/users/{id}/followers_synchronization", get(followers::partial))
        .route("/ap/users/{id}/following", get(documents::following))
        .route("/ap/users/{id}/collections/featured", get(documents::featured))
        .route("/ap/users/{id}/collections/tags", get(documents::featured_tags))
        .route("/ap/users/{id}/quote_authorizations/{sid}", get(documents::quote_authorization))
        .route("/ap/users/{id}/authorizations/{kind}/{number}", get(documents::authorization))
        .route("/ap/users/{id}/statuses/{sid}", get(documents::status))
        .route("/ap/users/{id}/statuses/{sid}/activity", get(documents::activity))
        .route("/ap/users/{id}/statuses/{sid}/replies", get(documents::replies))
        .route("/ap/users/{id}/statuses/{sid}/context", get(documents::context))
        .route_layer(from_fn_with_state(federation.clone(), gate::watch));
    Router::new()
        .merge(guarded)
        .route("/inbox", post(shared_inbox))
        .route("/actor", get(documents::instance_actor))
        .route("/actor/inbox", post(shared_inbox))
        .route("/actor/outbox", get(documents::instance_outbox))
        .route("/ap/users/{id}", get(documents::account))
        .route("/ap/users/{id}/inbox", post(inbox))
        .route("/.well-known/webfinger", get(known::webfinger))
        .route("/.well-known/host-meta", get(known::host_meta))
        .route("/.well-known/host-meta.json", get(known::host_meta_json))
        .route("/.well-known/nodeinfo", get(known::nodeinfo_links))
        .route("/nodeinfo/2.0", get(known::nodeinfo_2_0))
        .route("/nodeinfo/2.1", get(known::nodeinfo_2_1))
        // The inbox counts for itself, so that what is too long is told so in its own words.
        .layer(DefaultBodyLimit::disable())
        .with_state(federation)
}

async fn shared_inbox(State(federation): State<Federation>, request: Request) -> Response {
    inbox::receive(&federation, request).await
}

async fn inbox(State(federation): State<Federation>, Path(id): Path<String>, request: Request) -> Response {
    match documents::local_account(&federation, &id).await {
        Ok(_) => inbox::receive(&federation, request).await,
        Err(answer) => answer,
    }
}
