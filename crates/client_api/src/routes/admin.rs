//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{get, post, put};

use super::Route;
use crate::methods::admin::{
    audit_log, blocklists, canonical_email_blocks, domain_allows, domain_blocks, email_domain_blocks,
    ip_blocks, roles, username_blocks,
};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [role_routes(), neighbour_routes(), door_routes(), blocklist_routes()].concat()
}

fn role_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/roles", get(roles::index).post(roles::create)),
        ("/api/fanfare/v1/admin/roles/{id}", put(roles::update).patch(roles::update).delete(roles::destroy)),
        ("/api/fanfare/v1/admin/audit_log", get(audit_log::index)),
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
