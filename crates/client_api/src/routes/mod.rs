//! The sitemap. What is not in it is not built and answers 404 as JSON, so that apps learn it politely.

mod admin;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{MethodRouter, any, delete, get, patch, post, put},
};

use crate::{
    ApiError, ClientApi, admission, caching, headers,
    methods::{
        accounts, announcements, apps, async_refreshes, blocks, bookmarks, conversations, deliveries,
        domain_blocks, emails, endorsements, explore, favourites, filters, filters_v1, follow_requests,
        grouped_notifications, health, instance, lists, media, notification_requests, notifications, oauth,
        oembed, polls, profile, push, quotes, reactions, reblogs, reports, scheduled_statuses, search,
        severances, sign_up, statuses, tags, timelines, translation,
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
        profile_routes(),
        instance_routes(),
        explore_routes(),
        status_routes(),
        media_routes(),
        reading_routes(),
        people_routes(),
        list_routes(),
        filter_routes(),
        notification_routes(),
        streaming_routes(),
        admin::routes(),
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
        ("/oauth/token/info", get(oauth::token_info)),
        ("/oauth/introspect", post(oauth::introspect)),
        ("/oauth/revoke", post(oauth::revoke)),
        ("/oauth/userinfo", get(oauth::user_info).post(oauth::user_info)),
        ("/.well-known/oauth-authorization-server", get(oauth::metadata)),
    ]
}

fn account_routes() -> Vec<Route> {
    vec![
        ("/api/v1/accounts", get(accounts::index).post(sign_up::create)),
        ("/api/fanfare/v1/sign_up/challenge", get(sign_up::challenge)),
        ("/api/v1/emails/confirmations", post(emails::send)),
        ("/api/v1/emails/check_confirmation", get(emails::check)),
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
        ("/api/fanfare/v1/severed_relationships", get(severances::index)),
        ("/api/fanfare/v1/severed_relationships/{id}/following.csv", get(severances::following)),
        ("/api/fanfare/v1/severed_relationships/{id}/followers.csv", get(severances::followers)),
        ("/api/v1/follow_requests", get(follow_requests::index)),
        ("/api/v1/follow_requests/{id}/authorize", post(follow_requests::authorize)),
        ("/api/v1/follow_requests/{id}/reject", post(follow_requests::reject)),
    ]
}

fn profile_routes() -> Vec<Route> {
    vec![
        (
            "/api/v1/accounts/update_credentials",
            patch(profile::update_credentials).layer(DefaultBodyLimit::disable()),
        ),
        (
            "/api/v1/profile",
            get(profile::show).patch(profile::update).put(profile::update).layer(DefaultBodyLimit::disable()),
        ),
        ("/api/v1/profile/avatar", delete(profile::remove_avatar)),
        ("/api/v1/profile/header", delete(profile::remove_header)),
        ("/api/v1/preferences", get(profile::preferences)),
        ("/api/v1/reports", post(reports::create)),
    ]
}

fn instance_routes() -> Vec<Route> {
    vec![
        ("/api/v1/instance", get(instance::show_v1)),
        ("/api/v2/instance", get(instance::show)),
        ("/api/v1/instance/rules", get(instance::rules)),
        ("/api/v1/instance/domain_blocks", get(instance::domain_blocks)),
        ("/api/v1/instance/peers", get(instance::peers)),
        ("/api/v1/instance/activity", get(instance::activity)),
        ("/api/v1/instance/extended_description", get(instance::extended_description)),
        ("/api/v1/instance/privacy_policy", get(instance::privacy_policy)),
        ("/api/v1/instance/terms_of_service", get(instance::terms_of_service)),
        ("/api/v1/instance/terms_of_service/{date}", get(instance::terms_of_date)),
        ("/api/v1/instance/languages", get(instance::languages)),
        ("/api/v1/instance/translation_languages", get(instance::translation_languages)),
        ("/api/v1/custom_emojis", get(instance::custom_emojis)),
        ("/api/oembed", get(oembed::show)),
        ("/api/v1/announcements", get(announcements::index)),
        ("/api/v1/announcements/{id}/dismiss", post(announcements::dismiss)),
        (
            "/api/v1/announcements/{id}/reactions/{name}",
            put(announcements::react).patch(announcements::react).delete(announcements::unreact),
        ),
    ]
}

/// What brings files may be larger than anything else.
fn media_routes() -> Vec<Route> {
    let file = get(media::show).put(media::update).patch(media::update).delete(media::delete);
    vec![
        ("/api/v1/media", post(media::create_v1).layer(DefaultBodyLimit::disable())),
        ("/api/v2/media", post(media::create).layer(DefaultBodyLimit::disable())),
        ("/api/v1/media/{id}", file.layer(DefaultBodyLimit::disable())),
    ]
}

fn explore_routes() -> Vec<Route> {
    vec![
        ("/api/v1/trends", get(explore::tags)),
        ("/api/v1/trends/tags", get(explore::tags)),
        ("/api/v1/trends/statuses", get(explore::statuses)),
        ("/api/v1/trends/links", get(explore::links)),
        ("/api/v1/timelines/link", get(explore::link_timeline)),
        ("/api/v1/suggestions", get(explore::suggested_accounts)),
        ("/api/v2/suggestions", get(explore::suggestions)),
        ("/api/v1/suggestions/{id}", delete(explore::dismiss_suggestion)),
        ("/api/v1/directory", get(explore::directory)),
        ("/api/v1/peers/search", get(explore::search_peers)),
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
        ("/api/v1/statuses/{id}/quotes", get(quotes::index)),
        ("/api/v1/statuses/{id}/quotes/{quoting}/revoke", post(quotes::revoke)),
        ("/api/v1/statuses/{id}/interaction_policy", put(quotes::set_policy).patch(quotes::set_policy)),
        ("/api/v1/polls/{id}", get(polls::show)),
        ("/api/v1/polls/{id}/votes", post(polls::vote)),
        ("/api/v1/statuses/{id}/context", get(statuses::context)),
        ("/api/v1_alpha/async_refreshes/{id}", get(async_refreshes::show)),
        ("/api/v1/statuses/{id}/source", get(statuses::source)),
        ("/api/v1/statuses/{id}/translate", post(translation::translate)),
        ("/api/v1/statuses/{id}/deliveries", get(deliveries::show)),
        ("/api/v1/statuses/{id}/favourite", post(favourites::favourite)),
        ("/api/v1/statuses/{id}/unfavourite", post(favourites::unfavourite)),
        ("/api/v1/statuses/{id}/favourited_by", get(favourites::favourited_by)),
        ("/api/v1/statuses/{id}/reblog", post(reblogs::reblog)),
        ("/api/v1/statuses/{id}/unreblog", post(reblogs::unreblog)),
        ("/api/v1/statuses/{id}/reblogged_by", get(reblogs::reblogged_by)),
        ("/api/v1/favourites", get(favourites::index)),
        ("/api/v1/bookmarks", get(bookmarks::index)),
        ("/api/v1/statuses/{id}/bookmark", post(bookmarks::bookmark)),
        ("/api/v1/statuses/{id}/unbookmark", post(bookmarks::unbookmark)),
        ("/api/v1/statuses/{id}/pin", post(bookmarks::pin)),
        ("/api/v1/pleroma/statuses/{id}/reactions", get(reactions::index)),
        (
            "/api/v1/pleroma/statuses/{id}/reactions/{emoji}",
            get(reactions::show).put(reactions::react).delete(reactions::unreact),
        ),
        ("/api/v1/statuses/{id}/react/{emoji}", post(reactions::react)),
        ("/api/v1/statuses/{id}/unreact/{emoji}", post(reactions::unreact)),
        ("/api/v1/statuses/{id}/unpin", post(bookmarks::unpin)),
        ("/api/v1/statuses/{id}/mute", post(bookmarks::mute)),
        ("/api/v1/statuses/{id}/unmute", post(bookmarks::unmute)),
        ("/api/v1/scheduled_statuses", get(scheduled_statuses::index)),
        (
            "/api/v1/scheduled_statuses/{id}",
            get(scheduled_statuses::show)
                .put(scheduled_statuses::update)
                .patch(scheduled_statuses::update)
                .delete(scheduled_statuses::delete),
        ),
    ]
}

fn reading_routes() -> Vec<Route> {
    vec![
        ("/api/v1/timelines/home", get(timelines::home)),
        ("/api/v1/timelines/public", get(timelines::public)),
        ("/api/v1/timelines/tag/{name}", get(timelines::tag)),
        ("/api/v2/search", get(search::search)),
    ]
}

fn notification_routes() -> Vec<Route> {
    vec![
        ("/api/v1/notifications", get(notifications::index)),
        ("/api/v1/notifications/clear", post(notifications::clear)),
        ("/api/v1/notifications/dismiss", post(notifications::dismiss_by_id)),
        ("/api/v1/notifications/unread_count", get(notifications::unread_count)),
        ("/api/v1/notifications/{id}", get(notifications::show)),
        ("/api/v1/notifications/{id}/dismiss", post(notifications::dismiss)),
        (
            "/api/v1/notifications/policy",
            get(notification_requests::show_policy_v1)
                .put(notification_requests::choose_v1)
                .patch(notification_requests::choose_v1),
        ),
        (
            "/api/v2/notifications/policy",
            get(notification_requests::show_policy)
                .put(notification_requests::choose)
                .patch(notification_requests::choose),
        ),
        ("/api/v1/notifications/requests", get(notification_requests::index)),
        ("/api/v1/notifications/requests/accept", post(notification_requests::accept_several)),
        ("/api/v1/notifications/requests/dismiss", post(notification_requests::dismiss_several)),
        ("/api/v1/notifications/requests/merged", get(notification_requests::merged)),
        ("/api/v1/notifications/requests/{id}", get(notification_requests::show)),
        ("/api/v1/notifications/requests/{id}/accept", post(notification_requests::accept)),
        ("/api/v1/notifications/requests/{id}/dismiss", post(notification_requests::dismiss)),
        ("/api/v2/notifications", get(grouped_notifications::index)),
        ("/api/v2/notifications/clear", post(notifications::clear)),
        ("/api/v2/notifications/unread_count", get(grouped_notifications::unread_count)),
        ("/api/v2/notifications/{key}", get(grouped_notifications::show)),
        ("/api/v2/notifications/{key}/accounts", get(grouped_notifications::accounts)),
        ("/api/v2/notifications/{key}/dismiss", post(grouped_notifications::dismiss)),
        (
            "/api/v1/push/subscription",
            get(push::show).post(push::create).put(push::update).patch(push::update).delete(push::delete),
        ),
        ("/api/v1/markers", get(conversations::markers).post(conversations::set_markers)),
        ("/api/v1/conversations", get(conversations::index)),
        ("/api/v1/conversations/{id}", delete(conversations::delete)),
        ("/api/v1/conversations/{id}/read", post(conversations::read)),
        ("/api/v1/conversations/{id}/unread", post(conversations::unread)),
    ]
}

fn list_routes() -> Vec<Route> {
    vec![
        ("/api/v1/lists", get(lists::index).post(lists::create)),
        (
            "/api/v1/lists/{id}",
            get(lists::show).put(lists::update).patch(lists::update).delete(lists::delete),
        ),
        ("/api/v1/lists/{id}/accounts", get(lists::accounts).post(lists::add).delete(lists::remove)),
        ("/api/v1/lists/{id}/tags", get(lists::tags).post(lists::add_tag).delete(lists::remove_tag)),
        ("/api/v1/accounts/{id}/lists", get(lists::with_account)),
        ("/api/v1/timelines/list/{id}", get(lists::timeline)),
        ("/api/v1/tags/{name}", get(tags::show)),
        ("/api/v1/tags/{name}/follow", post(tags::follow)),
        ("/api/v1/tags/{name}/unfollow", post(tags::unfollow)),
        ("/api/v1/tags/{name}/feature", post(tags::feature)),
        ("/api/v1/tags/{name}/unfeature", post(tags::unfeature)),
        ("/api/v1/followed_tags", get(tags::followed)),
        ("/api/v1/featured_tags", get(tags::featured).post(tags::add_featured)),
        ("/api/v1/featured_tags/suggestions", get(tags::suggestions)),
        ("/api/v1/featured_tags/{id}", delete(tags::remove_featured)),
        ("/api/v1/accounts/{id}/featured_tags", get(tags::featured_by)),
    ]
}

fn filter_routes() -> Vec<Route> {
    let keyword = get(filters::show_keyword)
        .put(filters::update_keyword)
        .patch(filters::update_keyword)
        .delete(filters::delete_keyword);
    let v1 = get(filters_v1::show).put(filters_v1::update).patch(filters_v1::update);
    vec![
        ("/api/v2/filters", get(filters::index).post(filters::create)),
        (
            "/api/v2/filters/{id}",
            get(filters::show).put(filters::update).patch(filters::update).delete(filters::delete),
        ),
        ("/api/v2/filters/{id}/keywords", get(filters::keywords).post(filters::add_keyword)),
        ("/api/v2/filters/{id}/statuses", get(filters::statuses).post(filters::add_status)),
        ("/api/v2/filters/keywords/{id}", keyword),
        ("/api/v2/filters/statuses/{id}", get(filters::show_status).delete(filters::delete_status)),
        ("/api/v1/filters", get(filters_v1::index).post(filters_v1::create)),
        ("/api/v1/filters/{id}", v1.delete(filters_v1::delete)),
    ]
}

fn streaming_routes() -> Vec<Route> {
    vec![
        ("/api/v1/streaming", get(streaming::socket)),
        ("/api/v1/streaming/health", get(health::show)),
        ("/health", get(health::show)),
        ("/api/v1/streaming/user", get(streaming::events)),
        ("/api/v1/streaming/user/notification", get(streaming::events)),
        ("/api/v1/streaming/public", get(streaming::events)),
        ("/api/v1/streaming/public/local", get(streaming::events)),
        ("/api/v1/streaming/public/remote", get(streaming::events)),
        ("/api/v1/streaming/hashtag", get(streaming::events)),
        ("/api/v1/streaming/hashtag/local", get(streaming::events)),
        ("/api/v1/streaming/list", get(streaming::events)),
        ("/api/v1/streaming/direct", get(streaming::events)),
    ]
}

/// What is not built.
async fn not_found() -> ApiError {
    ApiError::METHOD_NOT_FOUND
}
