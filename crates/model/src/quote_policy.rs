//! Quote policies: who may quote a status without asking (FEP-044f).

use serde::{Deserialize, Serialize};

use crate::{Approval, Circle};

/// Who may quote a status without asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotePolicy {
    /// Everybody.
    #[default]
    Public,
    /// The author's followers.
    Followers,
    /// The author alone.
    Nobody,
}

impl QuotePolicy {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Followers => "followers",
            Self::Nobody => "nobody",
        }
    }

    /// Reads the word used in storage and by apps.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Public, Self::Followers, Self::Nobody].into_iter().find(|policy| policy.as_str() == word)
    }
}

impl From<QuotePolicy> for Approval {
    fn from(policy: QuotePolicy) -> Self {
        let automatic = match policy {
            QuotePolicy::Public => Circle::PUBLIC,
            QuotePolicy::Followers => Circle::FOLLOWERS,
            QuotePolicy::Nobody => Circle::NOBODY,
        };
        Self { automatic, manual: Circle::NOBODY }
    }
}
