//! Passkeys: keys on somebody's own devices that let them in without a password (WebAuthn).

use crate::{Id, Timestamp, UserId};

/// Identifies a passkey.
pub type PasskeyId = Id<Passkey>;

/// A passkey, as its person knows it. What checks its signatures is nobody's business but the sign-in's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Identifier.
    pub id: PasskeyId,
    /// Whom it lets in.
    pub user_id: UserId,
    /// What its person calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last let somebody in.
    pub last_used_at: Option<Timestamp>,
}
