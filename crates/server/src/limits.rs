//! Limits on connections, on the work behind them and on the end of it.

use std::time::Duration;

/// How long a worker waits after a fault of ours, such as a database that does not answer.
pub const FAULT_PAUSE: Duration = Duration::from_secs(1);
/// Time between rounds of housekeeping.
pub const TIDY_EVERY: Duration = Duration::from_secs(600);
/// Milliseconds until an event's effects are tried again, times four for each further failure.
pub const EVENT_RETRY_MS: i64 = 1_000;
/// How long background work may take to finish when the server stops.
pub const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a body that is read before anybody asks for it.
pub const SMALL_BODY_BYTES: u64 = 16 * 1024;
/// How long a client may pause while it sends a body.
pub const BODY_PAUSE: Duration = Duration::from_secs(30);
/// How long a whole body may take, in whatever pieces it comes.
pub const BODY_TIME: Duration = Duration::from_secs(60);
/// Connections at once; further ones wait to be accepted.
pub const CONNECTIONS: usize = 8_192;
/// How long a client may take to send the head of a request, and how long an idle connection is kept.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an HTTP/2 client may leave a ping unanswered.
pub const PING_TIMEOUT: Duration = Duration::from_secs(10);
/// Time between pings on quiet HTTP/2 connections. Whoever only holds one is gone after both.
pub const PING_EVERY: Duration = Duration::from_secs(20);
/// Requests at once on one HTTP/2 connection.
pub const STREAMS_PER_CONNECTION: u32 = 128;
/// Bytes of the headers of one HTTP/2 request.
pub const HEAD_BYTES: u32 = 32 * 1024;
/// How long to wait when the system has no more file descriptors; accepting again at once would fail again at once.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// How long requests under way may take after the server was told to stop.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a mail server may take for one letter, in all.
pub const LETTER_PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection to a mail server may take.
pub const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
/// How long a mail server may take until it has greeted.
pub const GREETING_PATIENCE: Duration = Duration::from_secs(20);
/// How long a mail server may take to say goodbye.
pub const GOODBYE_PATIENCE: Duration = Duration::from_secs(3);
/// How long an authority may take for one certificate, in all.
pub const ORDER_PATIENCE: Duration = Duration::from_secs(180);
/// How long an authority may take for one step of that.
pub const ORDER_STEP_PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether a certificate is to be renewed.
pub const RENEWAL_LOOKED_AT: Duration = Duration::from_secs(3_600);
/// How often it is looked whether a certificate in files has changed.
pub const CERTIFICATE_LOOKED_AT: Duration = Duration::from_secs(60);
