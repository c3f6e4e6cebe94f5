//! Approval: who may quote a status or feature an account. Neither is built, so nobody may.

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/QuoteApproval/>, and the same for featuring accounts.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Approval {
    pub automatic: [&'static str; 0],
    pub manual: [&'static str; 0],
    pub current_user: &'static str,
}

impl Approval {
    /// Nobody may.
    pub const NOBODY: Self = Self { automatic: [], manual: [], current_user: "denied" };
}
