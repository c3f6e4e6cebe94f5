//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod account;
mod audit_entry;
mod report;
mod role;
mod strike;

pub use account::{Account, Ip};
pub use audit_entry::AuditEntry;
pub use report::Report;
pub use role::Role;
pub use strike::{StaffNote, Strike, WarningPreset};
