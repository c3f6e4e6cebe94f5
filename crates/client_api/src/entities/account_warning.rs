//! What staff decided about somebody, as that person sees it. Who decided is nowhere in it.

use model::Instance;
use serde::Serialize;
use social::AccountView;

use super::Account;

/// <https://docs.joinmastodon.org/entities/AccountWarning/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct AccountWarning {
    pub id: String,
    pub action: &'static str,
    pub text: String,
    pub status_ids: Option<Vec<String>>,
    pub created_at: String,
    pub target_account: Account,
    pub appeal: Option<Appeal>,
}

/// <https://docs.joinmastodon.org/entities/Appeal/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Appeal {
    pub text: String,
    pub state: &'static str,
}

impl AccountWarning {
    /// A strike as the one whom it concerns sees it.
    pub fn new(instance: &Instance, strike: &model::Strike, about: &AccountView) -> Self {
        let ids: Vec<String> = strike.status_ids.iter().map(ToString::to_string).collect();
        Self {
            id: strike.id.to_string(),
            action: strike.action.as_str(),
            text: strike.text.clone(),
            status_ids: Some(ids).filter(|ids| !ids.is_empty()),
            created_at: strike.id.time().to_rfc3339_millis(),
            target_account: Account::new(instance, about),
            appeal: strike.appeal.as_ref().map(Appeal::new),
        }
    }
}

impl Appeal {
    /// What somebody said against a strike.
    pub fn new(appeal: &model::Appeal) -> Self {
        let state = match (appeal.is_open(), appeal.is_granted) {
            (true, _) => "pending",
            (false, true) => "approved",
            (false, false) => "rejected",
        };
        Self { text: appeal.text.clone(), state }
    }
}
