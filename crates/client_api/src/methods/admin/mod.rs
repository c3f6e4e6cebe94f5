//! Methods for staff: each takes a `Keeper`, whose token may do it, and the verb that it calls asks whether their role may.

pub(crate) mod announcements;
pub(crate) mod audit_log;
pub(crate) mod custom_emojis;
pub(crate) mod figures;
pub(crate) mod house_texts;
pub(crate) mod roles;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod trends;
pub(crate) mod web_hooks;
