//! Approval: who may do something with a status, at once or after its author was asked.

use serde::{Deserialize, Serialize};

/// For whom something is, at once or after the author was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// Consent is given at once.
    pub automatic: Circle,
    /// The author is asked.
    pub manual: Circle,
}

/// A set of people, as far as they can be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circle(u8);

impl Circle {
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
    /// Those whom the status names, each by their own address.
    pub const MENTIONED: Self = Self(16);

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

impl Approval {
    /// For everybody, at once.
    pub const EVERYBODY: Self = Self { automatic: Circle::PUBLIC, manual: Circle::NOBODY };

    /// As a number for storage.
    pub const fn to_number(self) -> i64 {
        ((self.automatic.0 as i64) << 8) | self.manual.0 as i64
    }

    /// Reads the number of storage.
    pub const fn from_number(number: i64) -> Self {
        Self { automatic: Circle((number >> 8) as u8), manual: Circle(number as u8) }
    }
}

/// What somebody may want to do with a status of somebody else, quotes aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interaction {
    /// Favourite it.
    Favourite,
    /// Answer it.
    Reply,
    /// Reblog it.
    Reblog,
}

/// Who may do what with a status, quotes aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteractionPolicy {
    /// Who may favourite it.
    pub favourite: Approval,
    /// Who may answer it.
    pub reply: Approval,
    /// Who may reblog it.
    pub reblog: Approval,
    /// Whether the author's server understands a request for consent; older ones look at what is done.
    pub takes_requests: bool,
}

/// Anybody may do anything, as where nothing is said.
impl Default for InteractionPolicy {
    fn default() -> Self {
        let all = Approval::EVERYBODY;
        Self { favourite: all, reply: all, reblog: all, takes_requests: false }
    }
}

impl InteractionPolicy {
    const REQUESTS: i64 = 1 << 48;

    /// Who may do that.
    pub const fn of(self, what: Interaction) -> Approval {
        match what {
            Interaction::Favourite => self.favourite,
            Interaction::Reply => self.reply,
            Interaction::Reblog => self.reblog,
        }
    }

    /// As a number for storage, if there is anything to remember.
    pub fn to_number(self) -> Option<i64> {
        let requests = if self.takes_requests { Self::REQUESTS } else { 0 };
        let numbers = [self.favourite, self.reply, self.reblog];
        let number = numbers.into_iter().fold(0, |number, approval| (number << 16) | approval.to_number());
        let is_open = numbers == [Approval::EVERYBODY; 3];
        (!is_open).then_some(requests | number)
    }

    /// Reads the number of storage.
    pub fn from_number(number: Option<i64>) -> Self {
        let Some(number) = number else { return Self::default() };
        Self {
            favourite: Approval::from_number(number >> 32),
            reply: Approval::from_number(number >> 16),
            reblog: Approval::from_number(number),
            takes_requests: number & Self::REQUESTS != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::QuotePolicy;

    #[test]
    fn what_is_stored_is_what_was_said() {
        let approval =
            Approval { automatic: Circle::FOLLOWERS, manual: Circle::PUBLIC.and(Circle::UNSUPPORTED) };
        assert_eq!(Approval::from_number(approval.to_number()), approval);
        assert_eq!(Approval::from_number(0), Approval::from(QuotePolicy::Nobody));
        assert!(approval.manual.has(Circle::PUBLIC) && !approval.manual.has(Circle::FOLLOWERS));
    }

    #[test]
    fn a_policy_is_stored_unless_it_says_nothing() {
        let closed = InteractionPolicy {
            favourite: Approval { automatic: Circle::FOLLOWERS, manual: Circle::PUBLIC },
            reply: Approval::default(),
            reblog: Approval { automatic: Circle::MENTIONED, manual: Circle::UNSUPPORTED },
            takes_requests: true,
        };
        assert_eq!(InteractionPolicy::from_number(closed.to_number()), closed);
        assert_eq!(InteractionPolicy::default().to_number(), None);
        assert_eq!(InteractionPolicy::from_number(None), InteractionPolicy::default());
    }
}
