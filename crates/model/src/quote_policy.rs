//! Quote policies: who may quote a status without asking (FEP-044f).

use serde::{Deserialize, Serialize};

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

/// For whom a status may be quoted, at once or after its author was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuoteApproval {
    /// Consent is given at once.
    pub automatic: Quoters,
    /// The author is asked.
    pub manual: Quoters,
}

/// A set of people, as far as they can be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quoters(u8);

impl Quoters {
    /// Nobody.
    pub const NOBODY: Self = Self(0);
    /// People that this server has no word for.
    pub const UNSUPPORTED: Self = Self(1);
    /// Everybody.
    pub const PUBLIC: Self = Self(2);
    /// Followers of the author.
    pub const FOLLOWERS: Self = Self(4);
    /// Those whom the author follows.
    pub const FOLLOWING: Self = Self(8);

    /// Whether all of these are in the set.
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl QuoteApproval {
    /// As a number for storage.
    pub const fn to_number(self) -> i64 {
        ((self.automatic.0 as i64) << 8) | self.manual.0 as i64
    }

    /// Reads the number of storage.
    pub const fn from_number(number: i64) -> Self {
        Self { automatic: Quoters((number >> 8) as u8), manual: Quoters(number as u8) }
    }
}

impl From<QuotePolicy> for QuoteApproval {
    fn from(policy: QuotePolicy) -> Self {
        let automatic = match policy {
            QuotePolicy::Public => Quoters::PUBLIC,
            QuotePolicy::Followers => Quoters::FOLLOWERS,
            QuotePolicy::Nobody => Quoters::NOBODY,
        };
        Self { automatic, manual: Quoters::NOBODY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_was_said() {
        let approval = QuoteApproval {
            automatic: Quoters::FOLLOWERS,
            manual: Quoters::PUBLIC.and(Quoters::UNSUPPORTED),
        };
        assert_eq!(QuoteApproval::from_number(approval.to_number()), approval);
        assert_eq!(QuoteApproval::from_number(0), QuoteApproval::from(QuotePolicy::Nobody));
        assert!(approval.manual.has(Quoters::PUBLIC) && !approval.manual.has(Quoters::FOLLOWERS));
    }
}
