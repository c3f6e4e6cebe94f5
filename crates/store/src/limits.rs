//! Limits of this room: what one statement, connection or commit may take, and how files are read and written.

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
/// Bytes of a file that are read from the disk at once.
pub const FILE_PIECE_BYTES: usize = 64 * 1024;
/// Bytes of a file that are sent to a bucket at once; what is larger goes in several parts. The least that S3 takes.
pub const BUCKET_PART_BYTES: usize = 5 * 1024 * 1024;
/// Parts of a file that are under way to a bucket at once.
pub const BUCKET_PARTS_AT_ONCE: usize = 2;
/// How long a bucket may take to begin an answer about a file that lies there.
pub const BUCKET_ANSWER: std::time::Duration = std::time::Duration::from_secs(15);
/// How long a storage may take to take a byte and remove it again, when it is asked whether it is there.
pub const STORAGE_CHECK: std::time::Duration = std::time::Duration::from_secs(10);
/// How often a request to a bucket is made again at once.
pub const BUCKET_TRIES: usize = 2;
/// For how long a request to a bucket is made again at once.
pub const BUCKET_PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
