//! AsyncRefresh: whether something that is being completed is whole by now.

use federation::Refresh;
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/AsyncRefresh/>, in the object that it comes in.
#[derive(Clone, Debug, Serialize)]
pub struct AsyncRefresh {
    async_refresh: Standing,
}

#[derive(Clone, Debug, Serialize)]
struct Standing {
    id: String,
    status: &'static str,
    result_count: i64,
}

impl From<&Refresh> for AsyncRefresh {
    fn from(refresh: &Refresh) -> Self {
        let status = if refresh.is_running { "running" } else { "finished" };
        Self { async_refresh: Standing { id: refresh.id.to_string(), status, result_count: refresh.found } }
    }
}
