//! Limits of this room: how files are read and written.

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
