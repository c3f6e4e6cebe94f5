//! Methods for staff: each takes a `Keeper`, whose token may do it, and the verb that it calls asks whether their role may.

pub(crate) mod audit_log;
pub(crate) mod roles;
