//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{get, post, put};

use super::Route;
use crate::methods::admin::{announcements, audit_log, custom_emojis, roles, rules, settings};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [role_routes(), house_routes()].concat()
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
        ("/api/fanfare/v1/admin/settings", get(settings::index).put(settings::update).patch(settings::update)),
        ("/api/fanfare/v1/admin/settings/{name}", get(settings::show).delete(settings::reset)),
        ("/api/fanfare/v1/admin/rules", get(rules::index).post(rules::create)),
        ("/api/fanfare/v1/admin/rules/order", put(rules::arrange).post(rules::arrange)),
        (
            "/api/fanfare/v1/admin/rules/{id}",
            get(rules::show).put(rules::update).patch(rules::update).delete(rules::destroy),
        ),
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
