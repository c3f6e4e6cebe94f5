//! Limits of this room alone; those shared with others are in `model::limits`.

use std::time::Duration;

/// Parameters in a query or form; more are refused, since no method takes so many.
pub const PARAMETERS: usize = 1_000;
/// Pairs of brackets in the name of a parameter (`poll[options][]` has two).
pub const BRACKETS: usize = 4;
/// Bytes of a body in which files stand as text (`data:` URLs): one as large as may be and a small one, in Base64.
pub const WRITTEN_FILES_BYTES: usize = 16 * 1024 * 1024;
/// Such bodies that are read at once, since they are in memory.
pub const WRITTEN_FILES_AT_ONCE: usize = 4;
/// How long the rest of such a body may take once it has its place.
pub const WRITTEN_FILES_TIME: Duration = Duration::from_secs(60);
/// Accounts that are put on a list or taken off at once; an app sends everybody whom somebody chose.
pub const LIST_CHANGES: usize = 1_000;
/// Characters of a search; longer ones find nothing, so they are refused.
pub const SEARCH_CHARACTERS: usize = 500;
/// Bytes of a message that an app sends over a live stream; it has little to say there.
pub const STREAM_MESSAGE_BYTES: usize = 4 * 1024;
/// Bytes set aside to read from a WebSocket; longer messages take several reads.
pub const SOCKET_BUFFER_BYTES: usize = 1024;
/// Bytes that may wait for a slow app at the end of a live stream before it is cut off.
pub const STREAM_WAITING_BYTES: usize = 1024 * 1024;
/// Seconds between signs of life on a WebSocket.
pub const SOCKET_PING: Duration = Duration::from_secs(30);
/// Seconds between signs of life on a stream of server-sent events.
pub const EVENTS_BEAT: Duration = Duration::from_secs(15);
/// Channels on one connection.
pub const CHANNELS: usize = 64;
/// Public statuses that are kept rendered for live streams.
pub const STREAM_SHARED: u64 = 1_000;
/// How long they are: news is told at once or not at all.
pub const STREAM_SHARED_FOR: Duration = Duration::from_secs(10);
/// Seconds between checks that a live stream's token still works.
pub const STREAM_TOKEN_CHECK: Duration = Duration::from_secs(1);
/// Hours for which a browser may remember what other origins are allowed.
pub const CORS_HOURS: u64 = 24;
/// How long what describes the server may be kept by whoever asks: five minutes.
pub const CACHE_RARE: &str = "public, max-age=300, stale-while-revalidate=60, stale-if-error=3600";
/// How long what people say may be kept by visitors: fifteen seconds.
pub const CACHE_OFTEN: &str = "public, max-age=15, stale-while-revalidate=30, stale-if-error=3600";
/// Bytes that a status usually takes as JSON, so that there is room for a page of them from the start.
pub const STATUS_TEXT: usize = 4 * 1024;
