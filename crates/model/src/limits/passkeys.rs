//! Limits on passkeys.

/// Passkeys of one user.
pub const PASSKEYS: i64 = 25;
/// Characters of what somebody calls a passkey.
pub const PASSKEY_NAME_CHARACTERS: usize = 60;
/// Minutes for which a browser may take to answer what it was asked.
pub const PASSKEY_CHALLENGE_MINUTES: i64 = 5;
