//! Methods for staff: each takes a `Keeper`, whose token may do it, and the verb that it calls asks whether their role may.

pub(crate) mod account_states;
pub(crate) mod accounts;
pub(crate) mod announcements;
pub(crate) mod audit_log;
pub(crate) mod blocklists;
pub(crate) mod canonical_email_blocks;
pub(crate) mod content_rules;
pub(crate) mod custom_emojis;
pub(crate) mod decisions;
pub(crate) mod domain_allows;
pub(crate) mod domain_blocks;
pub(crate) mod email_domain_blocks;
pub(crate) mod figures;
pub(crate) mod house_texts;
pub(crate) mod ip_blocks;
pub(crate) mod notes;
pub(crate) mod reports;
pub(crate) mod roles;
pub(crate) mod rule_hits;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod trends;
pub(crate) mod username_blocks;
pub(crate) mod users;
pub(crate) mod warning_presets;
pub(crate) mod web_hooks;
