//! What staff see. The entities of Mastodon's admin API, and those that it has no words for.

mod audit_entry;
mod blocklist;
mod domain_block;
mod door;
mod role;

pub use audit_entry::AuditEntry;
pub use blocklist::{Blocklist, BlocklistPreview, BlocklistSubscription, BlocklistSuggestions};
pub use domain_block::{DomainAllow, DomainBlock, ExistingDomainBlockError};
pub use door::{CanonicalEmailBlock, EmailDomainBlock, IpBlock, UsernameBlock};
pub use role::Role;
