//! Approval: who may quote a status or feature an account. Featuring accounts is not built, so nobody may.

use model::Circle;
use serde::Serialize;
use social::{StatusView, quotes::Permission};

/// <https://docs.joinmastodon.org/entities/QuoteApproval/>, and the same for featuring accounts.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Approval {
    pub automatic: Vec<&'static str>,
    pub manual: Vec<&'static str>,
    pub current_user: &'static str,
}

impl Approval {
    /// Nobody may.
    pub const NOBODY: Self = Self { automatic: Vec::new(), manual: Vec::new(), current_user: "denied" };

    /// Who may quote a status, and whether the viewer may.
    pub fn of(view: &StatusView) -> Self {
        let model::Approval { automatic, manual } = view.status.quote_approval;
        Self {
            automatic: words(automatic),
            manual: words(manual),
            current_user: match view.may_quote {
                Permission::Automatic => "automatic",
                Permission::Manual => "manual",
                Permission::Denied => "denied",
                Permission::Unknown => "unknown",
            },
        }
    }
}

fn words(people: Circle) -> Vec<&'static str> {
    [
        (Circle::PUBLIC, "public"),
        (Circle::FOLLOWERS, "followers"),
        (Circle::FOLLOWING, "following"),
        (Circle::UNSUPPORTED, "unsupported_policy"),
    ]
    .into_iter()
    .filter(|(who, _)| people.has(*who))
    .map(|(_, word)| word)
    .collect()
}
