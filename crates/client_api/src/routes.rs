//! The sitemap. What is not in it is not built and answers 404 as JSON, so that apps learn it politely.

use axum::{
    Router, middleware,
    routing::{any, get, post},
};

use crate::{
    ApiError, ClientApi, headers,
    methods::{
        accounts, apps, favourites, follow_requests, health, instance, notifications, oauth, reblogs, search,
        statuses, timelines,
    },
    streaming,
};

/// All methods of the client API.
pub fn router(api: ClientApi) -> Router {
    Router::new()
        .merge(oauth_routes())
        .merge(account_routes())
        .merge(status_routes())
        .merge(reading_routes())
        .merge(streaming_routes())
        .route("/health", get(health::show))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(not_found)
        .layer(middleware::from_fn(headers::protect))
        .layer(headers::cors())
        .with_state(api)
}

fn oauth_routes() -> Router<ClientApi> {
    Router::new()
        .route("/api/v1/apps", post(apps::create))
        .route("/api/v1/apps/verify_credentials", get(apps::verify_credentials))
        .route("/oauth/token", post(oauth::token))
        .route("/oauth/revoke", post(oauth::revoke))
        .route("/oauth/userinfo", get(oauth::user_info).post(oauth::user_info))
        .route("/.well-known/oauth-authorization-server", get(oauth::metadata))
}

fn account_routes() -> Router<ClientApi> {
    Router::new()
        .route("/api/v1/accounts", get(accounts::index))
        .route("/api/v1/accounts/verify_credentials", get(accounts::verify_credentials))
        .route("/api/v1/accounts/lookup", get(accounts::lookup))
        .route("/api/v1/accounts/search", get(accounts::search))
        .route("/api/v1/accounts/relationships", get(accounts::relationships))
        .route("/api/v1/accounts/{id}", get(accounts::show))
        .route("/api/v1/accounts/{id}/statuses", get(accounts::statuses))
        .route("/api/v1/accounts/{id}/followers", get(accounts::followers))
        .route("/api/v1/accounts/{id}/following", get(accounts::following))
        .route("/api/v1/accounts/{id}/follow", post(accounts::follow))
        .route("/api/v1/accounts/{id}/unfollow", post(accounts::unfollow))
        .route("/api/v1/follow_requests", get(follow_requests::index))
        .route("/api/v1/follow_requests/{id}/authorize", post(follow_requests::authorize))
        .route("/api/v1/follow_requests/{id}/reject", post(follow_requests::reject))
}

fn status_routes() -> Router<ClientApi> {
    Router::new()
        .route("/api/v1/statuses", post(statuses::create).get(statuses::index))
        .route("/api/v1/statuses/{id}", get(statuses::show).delete(statuses::delete))
        .route("/api/v1/statuses/{id}/context", get(statuses::context))
        .route("/api/v1/statuses/{id}/source", get(statuses::source))
        .route("/api/v1/statuses/{id}/favourite", post(favourites::favourite))
        .route("/api/v1/statuses/{id}/unfavourite", post(favourites::unfavourite))
        .route("/api/v1/statuses/{id}/favourited_by", get(favourites::favourited_by))
        .route("/api/v1/statuses/{id}/reblog", post(reblogs::reblog))
        .route("/api/v1/statuses/{id}/unreblog", post(reblogs::unreblog))
        .route("/api/v1/statuses/{id}/reblogged_by", get(reblogs::reblogged_by))
        .route("/api/v1/favourites", get(favourites::index))
}

fn reading_routes() -> Router<ClientApi> {
    Router::new()
        .route("/api/v1/timelines/home", get(timelines::home))
        .route("/api/v1/timelines/public", get(timelines::public))
        .route("/api/v1/timelines/tag/{name}", get(timelines::tag))
        .route("/api/v1/notifications", get(notifications::index))
        .route("/api/v1/notifications/clear", post(notifications::clear))
        .route("/api/v1/notifications/{id}", get(notifications::show))
        .route("/api/v1/notifications/{id}/dismiss", post(notifications::dismiss))
        .route("/api/v1/instance", get(instance::show_v1))
        .route("/api/v2/instance", get(instance::show))
        .route("/api/v2/search", get(search::search))
}

fn streaming_routes() -> Router<ClientApi> {
    Router::new()
        .route("/api/v1/streaming", get(streaming::socket))
        .route("/api/v1/streaming/", get(streaming::socket))
        .route("/api/v1/streaming/health", get(health::show))
        .route("/api/v1/streaming/user", get(streaming::user))
        .route("/api/v1/streaming/user/", get(streaming::user))
        .route("/api/v1/streaming/user/notification", get(streaming::user_notification))
        .route("/api/v1/streaming/user/notification/", get(streaming::user_notification))
}

/// What is not built.
async fn not_found() -> ApiError {
    ApiError::METHOD_NOT_FOUND
}
