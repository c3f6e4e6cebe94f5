//! The sitemap. What is not in it is not built and answers 404 as JSON, so that apps learn it politely.

use axum::{
    Router, middleware,
    routing::{MethodRouter, any, get, post},
};

use crate::{
    ApiError, ClientApi, admission, caching, headers,
    methods::{
        accounts, apps, blocks, domain_blocks, endorsements, favourites, follow_requests, health, instance,
        notifications, oauth, polls, reblogs, search, statuses, timelines,
    },
    streaming,
};

/// A path and what can be done there.
type Route = (&'static str, MethodRouter<ClientApi>);

/// All methods of the client API.
pub fn router(api: ClientApi) -> Router {
    let routes = [
        oauth_routes(),
        account_routes(),
        status_routes(),
        reading_routes(),
        people_routes(),
        streaming_routes(),
    ]
    .concat();
    let router = routes.into_iter().fold(Router::new(), |router, (path, methods)| {
        // Mastodon does not mind a slash at the end, and Mastodon.py sends one.
        router.route(path, methods.clone()).route(&format!("{path}/"), methods)
    });
    router
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(not_found)
        .layer(middleware::from_fn(caching::cache))
        .layer(middleware::from_fn(headers::protect))
        .layer(middleware::from_fn_with_state(api.clone(), admission::admit))
        .layer(headers::cors())
        .with_state(api)
}

fn oauth_routes() -> Vec<Route> {
    vec![
        ("/api/v1/apps", post(apps::create)),
        ("/api/v1/apps/verify_credentials", get(apps::verify_credentials)),
        ("/oauth/token", post(oauth::token)),
        ("/oauth/revoke", post(oauth::revoke)),
        ("/oauth/userinfo", get(oauth::user_info).post(oauth::user_info)),
        ("/.well-known/oauth-authorization-server", get(oauth::metadata)),
    ]
}

fn account_routes() -> Vec<Route> {
    vec![
        ("/api/v1/accounts", get(accounts::index)),
        ("/api/v1/accounts/verify_credentials", get(accounts::verify_credentials)),
        ("/api/v1/accounts/lookup", get(accounts::lookup)),
        ("/api/v1/accounts/search", get(accounts::search)),
        ("/api/v1/accounts/relationships", get(accounts::relationships)),
        ("/api/v1/accounts/{id}", get(accounts::show)),
        ("/api/v1/accounts/{id}/statuses", get(accounts::statuses)),
        ("/api/v1/accounts/{id}/followers", get(accounts::followers)),
        ("/api/v1/accounts/{id}/following", get(accounts::following)),
        ("/api/v1/accounts/{id}/follow", post(accounts::follow)),
        ("/api/v1/accounts/{id}/unfollow", post(accounts::unfollow)),
        ("/api/v1/follow_requests", get(follow_requests::index)),
        ("/api/v1/follow_requests/{id}/authorize", post(follow_requests::authorize)),
        ("/api/v1/follow_requests/{id}/reject", post(follow_requests::reject)),
    ]
}

fn people_routes() -> Vec<Route> {
    vec![
        ("/api/v1/accounts/familiar_followers", get(accounts::familiar_followers)),
        ("/api/v1/accounts/{id}/remove_from_followers", post(accounts::remove_from_followers)),
        ("/api/v1/accounts/{id}/block", post(blocks::block)),
        ("/api/v1/accounts/{id}/unblock", post(blocks::unblock)),
        ("/api/v1/accounts/{id}/mute", post(blocks::mute)),
        ("/api/v1/accounts/{id}/unmute", post(blocks::unmute)),
        ("/api/v1/accounts/{id}/note", post(endorsements::note)),
        ("/api/v1/accounts/{id}/endorse", post(endorsements::endorse)),
        ("/api/v1/accounts/{id}/unendorse", post(endorsements::unendorse)),
        ("/api/v1/accounts/{id}/pin", post(endorsements::endorse)),
        ("/api/v1/accounts/{id}/unpin", post(endorsements::unendorse)),
        ("/api/v1/accounts/{id}/endorsements", get(endorsements::of_account)),
        ("/api/v1/endorsements", get(endorsements::mine)),
        ("/api/v1/blocks", get(blocks::blocks)),
        ("/api/v1/mutes", get(blocks::mutes)),
        (
            "/api/v1/domain_blocks",
            get(domain_blocks::index).post(domain_blocks::create).delete(domain_blocks::delete),
        ),
        ("/api/v1/domain_blocks/preview", get(domain_blocks::preview)),
    ]
}

fn status_routes() -> Vec<Route> {
    vec![
        ("/api/v1/statuses", post(statuses::create).get(statuses::index)),
        (
            "/api/v1/statuses/{id}",
            get(statuses::show).delete(statuses::delete).put(statuses::update).patch(statuses::update),
        ),
        ("/api/v1/statuses/{id}/history", get(statuses::history)),
        ("/api/v1/polls/{id}", get(polls::show)),
        ("/api/v1/polls/{id}/votes", post(polls::vote)),
        ("/api/v1/statuses/{id}/context", get(statuses::context)),
        ("/api/v1/statuses/{id}/source", get(statuses::source)),
        ("/api/v1/statuses/{id}/favourite", post(favourites::favourite)),
        ("/api/v1/statuses/{id}/unfavourite", post(favourites::unfavourite)),
        ("/api/v1/statuses/{id}/favourited_by", get(favourites::favourited_by)),
        ("/api/v1/statuses/{id}/reblog", post(reblogs::reblog)),
        ("/api/v1/statuses/{id}/unreblog", post(reblogs::unreblog)),
        ("/api/v1/statuses/{id}/reblogged_by", get(reblogs::reblogged_by)),
        ("/api/v1/favourites", get(favourites::index)),
    ]
}

fn reading_routes() -> Vec<Route> {
    vec![
        ("/api/v1/timelines/home", get(timelines::home)),
        ("/api/v1/timelines/public", get(timelines::public)),
        ("/api/v1/timelines/tag/{name}", get(timelines::tag)),
        ("/api/v1/notifications", get(notifications::index)),
        ("/api/v1/notifications/clear", post(notifications::clear)),
        ("/api/v1/notifications/{id}", get(notifications::show)),
        ("/api/v1/notifications/{id}/dismiss", post(notifications::dismiss)),
        ("/api/v1/instance", get(instance::show_v1)),
        ("/api/v2/instance", get(instance::show)),
        ("/api/v2/search", get(search::search)),
    ]
}

fn streaming_routes() -> Vec<Route> {
    vec![
        ("/api/v1/streaming", get(streaming::socket)),
        ("/api/v1/streaming/health", get(health::show)),
        ("/health", get(health::show)),
        ("/api/v1/streaming/user", get(streaming::user)),
        ("/api/v1/streaming/user/notification", get(streaming::user_notification)),
    ]
}

/// What is not built.
async fn not_found() -> ApiError {
    ApiError::METHOD_NOT_FOUND
}
