//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod announcement;
mod audit_entry;
mod custom_emoji;
mod role;
mod setting;

pub use announcement::Announcement;
pub use audit_entry::AuditEntry;
pub use custom_emoji::CustomEmoji;
pub use role::Role;
pub use setting::Setting;
