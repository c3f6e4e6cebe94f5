//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{get, put};

use super::Route;
use crate::methods::admin::{audit_log, roles};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [role_routes()].concat()
}

fn role_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/roles", get(roles::index).post(roles::create)),
        ("/api/fanfare/v1/admin/roles/{id}", put(roles::update).patch(roles::update).delete(roles::destroy)),
        ("/api/fanfare/v1/admin/audit_log", get(audit_log::index)),
    ]
}
