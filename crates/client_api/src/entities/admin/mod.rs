//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod account;
mod announcement;
mod audit_entry;
mod blocklist;
mod content_rule;
mod custom_emoji;
mod dashboard;
mod domain_block;
mod door;
mod figures;
pub mod hook;
mod house_text;
mod report;
mod role;
mod setting;
mod strike;
mod tag;
mod trends;

pub use account::{Account, Ip};
pub use announcement::Announcement;
pub use audit_entry::AuditEntry;
pub use blocklist::{Blocklist, BlocklistPreview, BlocklistSubscription, BlocklistSuggestions};
pub use content_rule::{ContentRule, Rehearsal, RuleHit};
pub use custom_emoji::CustomEmoji;
pub use dashboard::Dashboard;
pub use domain_block::{DomainAllow, DomainBlock, ExistingDomainBlockError};
pub use door::{CanonicalEmailBlock, EmailDomainBlock, IpBlock, UsernameBlock};
pub use figures::{Cohort, Dimension, Measure};
pub use house_text::HouseText;
pub use report::Report;
pub use role::Role;
pub use setting::Setting;
pub use strike::{ReportMessage, StaffNote, Strike, WarningPreset};
pub use tag::Tag;
pub use trends::{Publisher, TrendsLink, TrendsStatus};
