//! Limits on what one statement, connection or commit may take.

use std::time::Duration;

/// Words that a beginning may stand for before the index is left to find them itself.
pub const WORD_ENDINGS: i64 = 64;
/// Reading connections kept open.
pub const READERS: usize = 16;
/// Prepared statements kept per connection.
pub const STATEMENTS: usize = 256;
/// Milliseconds to wait for another process (the command line) that writes.
pub const BUSY_MS: u64 = 5_000;
/// Pages of the log that are collected before a commit also writes them into the database. A page that many transactions
/// change, such as the end of an index, is then written there once for all of them.
pub const CHECKPOINT_PAGES: u32 = 4_000;
/// Transactions that share a commit at most.
pub const COMMIT_GROUP: usize = 64;
/// How long a finished transaction waits for its group before it commits the group itself.
pub const GROUP_PATIENCE: Duration = Duration::from_millis(20);
