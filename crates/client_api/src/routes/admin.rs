//! The sitemap of those who keep the place: Mastodon's admin API, and what it has no words for below `/api/fanfare`.

use axum::routing::{delete, get, post, put};

use super::Route;
use crate::methods::admin::{
    account_states, accounts, announcements, audit_log, blocklists, canonical_email_blocks, content_rules,
    custom_emojis, decisions, domain_allows, domain_blocks, email_domain_blocks, figures, house_texts,
    ip_blocks, notes, relays, reports, roles, rule_hits, rules, settings, talks, trends, username_blocks,
    users, warning_presets, web_hooks,
};

/// All methods for staff.
pub(super) fn routes() -> Vec<Route> {
    [
        role_routes(),
        house_routes(),
        figure_routes(),
        trend_routes(),
        hook_routes(),
        neighbour_routes(),
        door_routes(),
        blocklist_routes(),
        account_routes(),
        user_routes(),
        report_routes(),
        strike_routes(),
        content_rule_routes(),
    ]
    .concat()
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
        ("/api/fanfare/v1/admin/announcements/{id}/mail", post(announcements::mail)),
        ("/api/fanfare/v1/admin/announcements/{id}/mail/test", post(announcements::try_mail)),
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
        ("/api/fanfare/v1/admin/relays", get(relays::index).post(relays::create)),
        ("/api/fanfare/v1/admin/relays/{id}", delete(relays::destroy)),
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
        ("/api/fanfare/v1/admin/domain_blocks/export.json", get(blocklists::export_snapshot)),
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
        ("/api/fanfare/v1/admin/reports/{id}/messages", get(talks::index).post(talks::create)),
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

fn content_rule_routes() -> Vec<Route> {
    vec![
        ("/api/fanfare/v1/admin/content_rules", get(content_rules::index).post(content_rules::create)),
        ("/api/fanfare/v1/admin/content_rules/media_hashes", get(content_rules::media_hashes)),
        (
            "/api/fanfare/v1/admin/content_rules/{id}",
            get(content_rules::show)
                .put(content_rules::update)
                .patch(content_rules::update)
                .delete(content_rules::destroy),
        ),
        ("/api/fanfare/v1/admin/content_rules/{id}/enable", post(content_rules::enable)),
        ("/api/fanfare/v1/admin/content_rules/{id}/disable", post(content_rules::disable)),
        ("/api/fanfare/v1/admin/content_rules/{id}/undo", post(content_rules::undo_all)),
        (
            "/api/fanfare/v1/admin/content_rules/{id}/rehearsal",
            get(content_rules::rehearsal).post(content_rules::rehearse),
        ),
        ("/api/fanfare/v1/admin/content_rules/{id}/rehearsal/verdicts", post(content_rules::judge)),
        ("/api/fanfare/v1/admin/content_rule_hits", get(rule_hits::index)),
        ("/api/fanfare/v1/admin/content_rule_hits/{id}/undo", post(rule_hits::undo)),
        ("/api/fanfare/v1/admin/held_statuses", get(rule_hits::held)),
        ("/api/fanfare/v1/admin/held_statuses/{id}/release", post(rule_hits::release)),
        ("/api/fanfare/v1/admin/held_statuses/{id}/remove", post(rule_hits::remove)),
    ]
}
