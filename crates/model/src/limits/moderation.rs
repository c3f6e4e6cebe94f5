//! Limits of what staff do and write.

/// Roles that a server can have.
pub const ROLES: usize = 100;
/// Characters of a role's name.
pub const ROLE_NAME_CHARACTERS: usize = 30;
/// Entries of the audit log that are read at once.
pub const AUDIT_ENTRIES_SHOWN: i64 = 100;
