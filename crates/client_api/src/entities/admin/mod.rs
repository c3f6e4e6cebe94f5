//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod audit_entry;
mod role;

pub use audit_entry::AuditEntry;
pub use role::Role;
