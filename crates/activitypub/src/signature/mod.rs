//! HTTP signatures after draft-cavage-12: who sent a request, and that nobody changed it on the way.

mod cavage;
mod digest;
mod keys;
mod refusal;

pub use cavage::{Claim, Received, Unsigned, sign, verify};
pub use keys::{KeyError, PrivateKey, PublicKey};
pub use refusal::Refusal;

/// How long after its date a request is taken, in milliseconds: 12 hours, as Mastodon does.
pub const OLDEST_MS: i64 = 12 * 3_600_000;
/// How far ahead of our clock a request may be dated, in milliseconds: one hour.
pub const EARLIEST_MS: i64 = 3_600_000;
