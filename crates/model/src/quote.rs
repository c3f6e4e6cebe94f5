//! Quotes: a status shows another one, if its author allows it (FEP-044f).

use crate::{AccountId, StatusId};

/// A status that shows another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The status that quotes.
    pub status_id: StatusId,
    /// Its author.
    pub account_id: AccountId,
    /// The status that is quoted; `None` once that is gone.
    pub quoted_status_id: Option<StatusId>,
    /// Its author.
    pub quoted_account_id: Option<AccountId>,
    /// Whether it may be shown.
    pub state: QuoteState,
    /// Where the author's consent can be read.
    pub authorization_uri: Option<String>,
}

/// Whether a quote may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteState {
    /// The author of what is quoted has not said yet.
    Pending,
    /// They said yes.
    Accepted,
    /// They said no.
    Rejected,
    /// They said yes and no longer do.
    Revoked,
}

impl QuoteState {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }

    /// Reads the word used in storage and by apps.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Accepted, Self::Rejected, Self::Revoked]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// An answer to somebody on another server who asked to quote.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuoteAnswer {
    /// Who was asked: somebody here.
    pub account_id: AccountId,
    /// Who asked.
    pub to: AccountId,
    /// The address of the request.
    pub request_uri: String,
    /// The address of what is quoted.
    pub quoted_uri: String,
    /// The address of the status that quotes.
    pub quoting_uri: String,
    /// The status that quotes, and where the consent can be read; nothing for a no.
    pub consent: Option<(StatusId, String)>,
}
