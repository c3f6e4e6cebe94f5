//! Limits of what staff do and write.

/// Roles that a server can have.
pub const ROLES: usize = 100;
/// Characters of a role's name.
pub const ROLE_NAME_CHARACTERS: usize = 30;
/// Entries of the audit log that are read at once.
pub const AUDIT_ENTRIES_SHOWN: i64 = 100;

/// Neighbours about whom something is decided, listed at once: default and most.
pub const NEIGHBOUR_BLOCKS_PAGE: (i64, i64) = (100, 500);
/// Characters of a comment on a decision about a neighbour.
pub const COMMENT_CHARACTERS: usize = 2_000;
/// Follows that are ended or restored in one transaction.
pub const SEVERED_BATCH: i64 = 200;
/// Days for which follows that were ended all at once can be restored and read.
pub const SEVERANCE_DAYS: i64 = 730;
/// What somebody lost, listed at once: default and most.
pub const SEVERANCES_PAGE: (i64, i64) = (20, 40);
/// Lines of a list of those who were lost.
pub const SEVERED_LISTED: i64 = 50_000;

/// Blocks at the door, listed at once: default and most.
pub const DOOR_PAGE: (i64, i64) = (100, 200);
/// Networks that can be blocked.
pub const IP_BLOCKS: i64 = 10_000;
/// Days for which a network is blocked at most, unless it is for good.
pub const IP_BLOCK_DAYS: i64 = 3_650;
/// Names that can be blocked.
pub const USERNAME_BLOCKS: i64 = 5_000;
/// Days of which it is shown how often somebody tried to join with a blocked provider.
pub const TRIES_DAYS: i64 = 7;

/// Lines of a blocklist.
pub const BLOCKLIST_LINES: usize = 20_000;
/// Lists of others that are read.
pub const BLOCKLIST_SUBSCRIPTIONS: i64 = 50;
/// Lists of others that are read in one go.
pub const BLOCKLISTS_AT_ONCE: i64 = 5;
/// Hours until a list of others is read again.
pub const BLOCKLIST_HOURS: i64 = 24;
