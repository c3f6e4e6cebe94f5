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
/// Pages of the log that are collected before they are written into the database. A page that many transactions change, such
/// as the end of an index, is then written there once for all of them.
pub const CHECKPOINT_PAGES: u32 = 4_000;
/// How many more pages the log may have before the next try, if whoever was reading kept it from beginning anew.
pub const CHECKPOINT_PAGES_MORE: u32 = 1_000;
/// Milliseconds for which a checkpoint waits for readers while writers wait.
pub const CHECKPOINT_BUSY_MS: u64 = 50;
/// Transactions that share a commit at most.
pub const COMMIT_GROUP: usize = 64;
/// How long a finished transaction waits for its group before it commits the group itself.
pub const GROUP_PATIENCE: Duration = Duration::from_millis(20);
