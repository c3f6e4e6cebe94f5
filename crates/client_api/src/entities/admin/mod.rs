//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod announcement;
mod audit_entry;
mod custom_emoji;
mod dashboard;
mod figures;
pub mod hook;
mod house_text;
mod blocklist;
mod domain_block;
mod door;
mod role;
mod setting;
mod tag;
mod trends;

pub use announcement::Announcement;
pub use audit_entry::AuditEntry;
pub use custom_emoji::CustomEmoji;
pub use dashboard::Dashboard;
pub use figures::{Cohort, Dimension, Measure};
pub use house_text::HouseText;
pub use blocklist::{Blocklist, BlocklistPreview, BlocklistSubscription, BlocklistSuggestions};
pub use domain_block::{DomainAllow, DomainBlock, ExistingDomainBlockError};
pub use door::{CanonicalEmailBlock, EmailDomainBlock, IpBlock, UsernameBlock};
pub use role::Role;
pub use setting::Setting;
pub use tag::Tag;
pub use trends::{Publisher, TrendsLink, TrendsStatus};
