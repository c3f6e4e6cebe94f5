//! Limits of what staff do and write.

/// Roles that a server can have.
pub const ROLES: usize = 100;
/// Characters of a role's name.
pub const ROLE_NAME_CHARACTERS: usize = 30;
/// Entries of the audit log that are read at once.
pub const AUDIT_ENTRIES_SHOWN: i64 = 100;

// Accounts, reports and strikes.

/// Days within which a suspended account can come back; then what it published goes.
pub const SUSPENSION_DAYS: i64 = 30;
/// Days within which somebody can object to what staff decided.
pub const APPEAL_DAYS: i64 = 20;
/// Characters of an appeal.
pub const APPEAL_CHARACTERS: usize = 2_000;
/// Characters of what staff tell somebody of whom they decide.
pub const STRIKE_CHARACTERS: usize = 5_000;
/// Statuses that staff act on at once.
pub const STRIKE_STATUSES: usize = 100;
/// Strikes shown to the person whom they concern.
pub const STRIKES_SHOWN: i64 = 100;
/// Texts that staff keep to tell again.
pub const WARNING_PRESETS: i64 = 100;
/// Characters of what such a text is called.
pub const PRESET_TITLE_CHARACTERS: usize = 100;
/// Characters of a note of staff.
pub const STAFF_NOTE_CHARACTERS: usize = 2_000;
/// Notes of staff about one thing.
pub const STAFF_NOTES_SHOWN: i64 = 500;
/// Accounts on a page of what staff look for: usual and at most.
pub const DOSSIERS_PAGE: (i64, i64) = (100, 200);
/// Reports on a page: usual and at most.
pub const REPORTS_PAGE: (i64, i64) = (100, 200);
/// Networks shown for a page of accounts.
pub const NETWORKS_SHOWN: i64 = 2_000;
/// Open reports about one account that a decision closes.
pub const REPORTS_CLOSED: i64 = 500;
/// People whom staff let in or turn away at once.
pub const APPLICANTS_AT_ONCE: usize = 200;
/// Accounts whose time is over that go in one step.
pub const ERASURES_AT_ONCE: i64 = 10;
