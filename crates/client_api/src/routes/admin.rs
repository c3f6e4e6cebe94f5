//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{delete, get, post, put};

use super::Route;
use crate::methods::admin::{
    account_states, accounts, audit_log, decisions, notes, reports, roles, users, warning_presets,
};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [role_routes(), account_routes(), user_routes(), report_routes(), strike_routes()].concat()
}

fn role_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/roles", get(roles::index).post(roles::create)),
        ("/api/fanfare/v1/admin/roles/{id}", put(roles::update).patch(roles::update).delete(roles::destroy)),
        ("/api/fanfare/v1/admin/audit_log", get(audit_log::index)),
    ]
}

fn account_routes() -> Vec<Route> {
    vec![
        ("/api/v1/admin/accounts", get(accounts::index)),
        ("/api/v2/admin/accounts", get(accounts::index_v2)),
        ("/api/v1/admin/accounts/{id}", get(accounts::show).delete(account_states::destroy)),
        ("/api/v1/admin/accounts/{id}/approve", post(account_states::approve)),
        ("/api/v1/admin/accounts/{id}/reject", post(account_states::reject)),
        ("/api/v1/admin/accounts/{id}/enable", post(account_states::enable)),
        ("/api/v1/admin/accounts/{id}/unsensitive", post(account_states::unsensitive)),
        ("/api/v1/admin/accounts/{id}/unsilence", post(account_states::unsilence)),
        ("/api/v1/admin/accounts/{id}/unsuspend", post(account_states::unsuspend)),
        ("/api/v1/admin/accounts/{id}/action", post(decisions::act)),
    ]
}

fn user_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/accounts/approve", post(users::approve_all)),
        ("/api/fanfare/v1/admin/accounts/reject", post(users::reject_all)),
        ("/api/fanfare/v1/admin/accounts/{id}/role", put(users::change_role)),
        ("/api/fanfare/v1/admin/accounts/{id}/email", put(users::change_email)),
        ("/api/fanfare/v1/admin/accounts/{id}/confirm", post(users::confirm)),
        ("/api/fanfare/v1/admin/accounts/{id}/two_factor", delete(users::reset_two_factor)),
        ("/api/fanfare/v1/admin/accounts/{id}/reset_password", post(users::reset_password)),
        ("/api/fanfare/v1/admin/accounts/{id}/profile/{part}", delete(users::remove_part)),
        (
            "/api/fanfare/v1/admin/accounts/{id}/notes",
            get(notes::of_account).post(notes::write_about_account),
        ),
        ("/api/fanfare/v1/admin/accounts/{id}/notes/{note}", delete(notes::remove_from_account)),
    ]
}

fn report_routes() -> Vec<Route> {
    vec![
        ("/api/v1/admin/reports", get(reports::index)),
        ("/api/v1/admin/reports/{id}", get(reports::show).put(reports::update).patch(reports::update)),
        ("/api/v1/admin/reports/{id}/assign_to_self", post(reports::assign_to_self)),
        ("/api/v1/admin/reports/{id}/unassign", post(reports::unassign)),
        ("/api/v1/admin/reports/{id}/resolve", post(reports::resolve)),
        ("/api/v1/admin/reports/{id}/reopen", post(reports::reopen)),
        ("/api/fanfare/v1/admin/reports/{id}/actions", post(decisions::act_on_report)),
        ("/api/fanfare/v1/admin/reports/{id}/notes", get(notes::of_report).post(notes::write_about_report)),
        ("/api/fanfare/v1/admin/reports/{id}/notes/{note}", delete(notes::remove_from_report)),
    ]
}

fn strike_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/accounts/{id}/statuses", post(decisions::act_on_statuses)),
        ("/api/fanfare/v1/admin/accounts/{id}/strikes", get(decisions::strikes_of)),
        ("/api/fanfare/v1/admin/appeals", get(decisions::appeals)),
        ("/api/fanfare/v1/admin/appeals/{id}/approve", post(decisions::approve_appeal)),
        ("/api/fanfare/v1/admin/appeals/{id}/reject", post(decisions::reject_appeal)),
        ("/api/fanfare/v1/admin/warning_presets", get(warning_presets::index).post(warning_presets::create)),
        (
            "/api/fanfare/v1/admin/warning_presets/{id}",
            put(warning_presets::update).patch(warning_presets::update).delete(warning_presets::destroy),
        ),
        ("/api/fanfare/v1/strikes", get(decisions::mine)),
        ("/api/fanfare/v1/strikes/{id}/appeal", post(decisions::appeal)),
    ]
}
