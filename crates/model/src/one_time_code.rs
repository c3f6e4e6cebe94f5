//! One-time codes: what is sent to somebody so that they can show it once.

use crate::{Timestamp, UserId};

/// What is kept of a code besides its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeCode {
    /// Whose it is.
    pub user_id: UserId,
    /// What it is good for.
    pub purpose: Purpose,
    /// The address that it was sent to.
    pub email: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To show that somebody reads an address.
    Confirmation,
    /// To choose another password.
    Password,
    /// To show that somebody reads the address that is to be theirs from now on.
    NewAddress,
    /// To say what speaks against a decision of staff.
    Appeal,
}

impl Purpose {
    /// The word used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmation => "confirmation",
            Self::Password => "password",
            Self::NewAddress => "new-address",
            Self::Appeal => "appeal",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Confirmation, Self::Password, Self::NewAddress, Self::Appeal]
            .into_iter()
            .find(|purpose| purpose.as_str() == word)
    }
}
