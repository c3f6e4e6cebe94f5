//! Methods for staff: each takes a `Keeper`, whose token may do it, and the verb that it calls asks whether their role may.

pub(crate) mod account_states;
pub(crate) mod accounts;
pub(crate) mod audit_log;
pub(crate) mod decisions;
pub(crate) mod notes;
pub(crate) mod reports;
pub(crate) mod roles;
pub(crate) mod users;
pub(crate) mod warning_presets;
