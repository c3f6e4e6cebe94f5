//! Limits of what staff do and write.

/// Roles that a server can have.
pub const ROLES: usize = 100;
/// Characters of a role's name.
pub const ROLE_NAME_CHARACTERS: usize = 30;
/// Entries of the audit log that are read at once.
pub const AUDIT_ENTRIES_SHOWN: i64 = 100;

// House style, figures, trends and hooks.

/// Languages in which a rule can be said besides its own.
pub const RULE_TRANSLATIONS: usize = 100;
/// Bytes of a code of a language, such as `zh-Hant`.
pub const LANGUAGE_CODE_BYTES: usize = 20;
/// Custom emoji of a server.
pub const CUSTOM_EMOJIS: usize = 5_000;
/// Characters of the heading under which apps show a custom emoji.
pub const EMOJI_CATEGORY_CHARACTERS: usize = 60;
/// Characters of a text by which the audit log names it.
pub const AUDIT_NAME_CHARACTERS: usize = 80;
/// Announcements that those who write them see at once.
pub const ANNOUNCEMENTS_SHOWN: i64 = 100;
