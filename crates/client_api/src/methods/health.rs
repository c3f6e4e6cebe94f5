//! Health: <https://docs.joinmastodon.org/methods/health/>, and that of the streams, which run in the same program.

/// `GET /health` and `GET /api/v1/streaming/health`
pub(crate) async fn show() -> &'static str {
    "OK"
}
