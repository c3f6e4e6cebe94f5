//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{get, post, put};

use super::Route;
use crate::methods::admin::{announcements, audit_log, blocklists, canonical_email_blocks, custom_emojis, domain_allows, domain_blocks, email_domain_blocks, figures, house_texts, ip_blocks, roles, rules, settings, trends, username_blocks, web_hooks};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [role_routes(), house_routes(), figure_routes(), trend_routes(), hook_routes(), neighbour_routes(), door_routes(), blocklist_routes()].concat()
}

fn role_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/roles", get(roles::index).post(roles::create)),
        ("/api/fanfare/v1/admin/roles/{id}", put(roles::update).patch(roles::update).delete(roles::destroy)),
        ("/api/fanfare/v1/admin/audit_log", get(audit_log::index)),
    ]
}

fn house_routes() -> Vec<Route> {
    vec![
        (
            "/api/fanfare/v1/admin/settings",
            get(settings::index).put(settings::update).patch(settings::update),
        ),
        ("/api/fanfare/v1/admin/settings/{name}", get(settings::show).delete(settings::reset)),
        ("/api/fanfare/v1/admin/rules", get(rules::index).post(rules::create)),
        ("/api/fanfare/v1/admin/rules/order", put(rules::arrange).post(rules::arrange)),
        (
            "/api/fanfare/v1/admin/rules/{id}",
            get(rules::show).put(rules::update).patch(rules::update).delete(rules::destroy),
        ),
        ("/api/fanfare/v1/admin/privacy_policies", get(house_texts::policies)),
        ("/api/fanfare/v1/admin/terms_of_service", get(house_texts::index).post(house_texts::create)),
        (
            "/api/fanfare/v1/admin/terms_of_service/{id}",
            get(house_texts::show)
                .put(house_texts::update)
                .patch(house_texts::update)
                .delete(house_texts::destroy),
        ),
        ("/api/fanfare/v1/admin/terms_of_service/{id}/publish", post(house_texts::publish)),
        ("/api/fanfare/v1/admin/announcements", get(announcements::index).post(announcements::create)),
        (
            "/api/fanfare/v1/admin/announcements/{id}",
            get(announcements::show)
                .put(announcements::update)
                .patch(announcements::update)
                .delete(announcements::destroy),
        ),
        ("/api/fanfare/v1/admin/announcements/{id}/publish", post(announcements::publish)),
        ("/api/fanfare/v1/admin/announcements/{id}/unpublish", post(announcements::unpublish)),
        ("/api/fanfare/v1/admin/custom_emojis", get(custom_emojis::index).post(custom_emojis::create)),
        ("/api/fanfare/v1/admin/custom_emojis/copy", post(custom_emojis::copy)),
        (
            "/api/fanfare/v1/admin/custom_emojis/{id}",
            get(custom_emojis::show)
                .put(custom_emojis::update)
                .patch(custom_emojis::update)
                .delete(custom_emojis::destroy),
        ),
    ]
}

fn figure_routes() -> Vec<Route> {
    vec![
        ("/api/v1/admin/measures", post(figures::measures)),
        ("/api/v1/admin/dimensions", post(figures::dimensions)),
        ("/api/v1/admin/retention", post(figures::retention)),
        ("/api/fanfare/v1/admin/dashboard", get(figures::dashboard)),
    ]
}

fn trend_routes() -> Vec<Route> {
    vec![
        ("/api/v1/admin/trends/tags", get(trends::tags)),
        ("/api/v1/admin/trends/tags/{id}/approve", post(trends::approve_tag)),
        ("/api/v1/admin/trends/tags/{id}/reject", post(trends::reject_tag)),
        ("/api/v1/admin/trends/statuses", get(trends::statuses)),
        ("/api/v1/admin/trends/statuses/{id}/approve", post(trends::approve_status)),
        ("/api/v1/admin/trends/statuses/{id}/reject", post(trends::reject_status)),
        ("/api/v1/admin/trends/links", get(trends::links)),
        ("/api/v1/admin/trends/links/{id}/approve", post(trends::approve_link)),
        ("/api/v1/admin/trends/links/{id}/reject", post(trends::reject_link)),
        ("/api/v1/admin/trends/links/publishers", get(trends::publishers)),
        ("/api/v1/admin/trends/links/publishers/{id}/approve", post(trends::approve_publisher)),
        ("/api/v1/admin/trends/links/publishers/{id}/reject", post(trends::reject_publisher)),
        ("/api/v1/admin/tags", get(trends::all_tags)),
        ("/api/v1/admin/tags/{id}", get(trends::show_tag).put(trends::update_tag).patch(trends::update_tag)),
    ]
}

fn hook_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/web_hooks", get(web_hooks::index).post(web_hooks::create)),
        (
            "/api/fanfare/v1/admin/web_hooks/{id}",
            get(web_hooks::show).put(web_hooks::update).patch(web_hooks::update).delete(web_hooks::destroy),
        ),
        ("/api/fanfare/v1/admin/web_hooks/{id}/enable", post(web_hooks::enable)),
        ("/api/fanfare/v1/admin/web_hooks/{id}/disable", post(web_hooks::disable)),
        ("/api/fanfare/v1/admin/web_hooks/{id}/rotate_secret", post(web_hooks::rotate_secret)),
        ("/api/fanfare/v1/admin/web_hooks/{id}/test", post(web_hooks::test)),
    ]
}

fn neighbour_routes() -> Vec<Route> {
    vec![
        ("/api/v1/admin/domain_blocks", get(domain_blocks::index).post(domain_blocks::create)),
        (
            "/api/v1/admin/domain_blocks/{id}",
            get(domain_blocks::show)
                .put(domain_blocks::update)
                .patch(domain_blocks::update)
                .delete(domain_blocks::destroy),
        ),
        ("/api/v1/admin/domain_allows", get(domain_allows::index).post(domain_allows::create)),
        ("/api/v1/admin/domain_allows/{id}", get(domain_allows::show).delete(domain_allows::destroy)),
    ]
}

fn door_routes() -> Vec<Route> {
    vec![
        (
            "/api/v1/admin/email_domain_blocks",
            get(email_domain_blocks::index).post(email_domain_blocks::create),
        ),
        (
            "/api/v1/admin/email_domain_blocks/{id}",
            get(email_domain_blocks::show).delete(email_domain_blocks::destroy),
        ),
        (
            "/api/v1/admin/canonical_email_blocks",
            get(canonical_email_blocks::index).post(canonical_email_blocks::create),
        ),
        ("/api/v1/admin/canonical_email_blocks/test", post(canonical_email_blocks::test)),
        (
            "/api/v1/admin/canonical_email_blocks/{id}",
            get(canonical_email_blocks::show).delete(canonical_email_blocks::destroy),
        ),
        ("/api/v1/admin/ip_blocks", get(ip_blocks::index).post(ip_blocks::create)),
        (
            "/api/v1/admin/ip_blocks/{id}",
            get(ip_blocks::show).put(ip_blocks::update).patch(ip_blocks::update).delete(ip_blocks::destroy),
        ),
        ("/api/fanfare/v1/admin/username_blocks", get(username_blocks::index).post(username_blocks::create)),
        (
            "/api/fanfare/v1/admin/username_blocks/{id}",
            put(username_blocks::update).patch(username_blocks::update).delete(username_blocks::destroy),
        ),
    ]
}

fn blocklist_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/domain_blocks/export.csv", get(blocklists::export)),
        ("/api/fanfare/v1/admin/blocklists", get(blocklists::index).post(blocklists::create)),
        ("/api/fanfare/v1/admin/blocklists/preview", post(blocklists::preview)),
        ("/api/fanfare/v1/admin/blocklists/{id}", get(blocklists::show)),
        ("/api/fanfare/v1/admin/blocklists/{id}/undo", post(blocklists::undo)),
        (
            "/api/fanfare/v1/admin/blocklist_subscriptions",
            get(blocklists::subscriptions).post(blocklists::subscribe),
        ),
        (
            "/api/fanfare/v1/admin/blocklist_subscriptions/{id}",
            put(blocklists::change).patch(blocklists::change).delete(blocklists::unsubscribe),
        ),
        ("/api/fanfare/v1/admin/blocklist_subscriptions/{id}/suggestions", get(blocklists::suggestions)),
        ("/api/fanfare/v1/admin/blocklist_subscriptions/{id}/accept", post(blocklists::accept)),
    ]
}
