//! Users: the sign-in behind a local account.

use crate::{AccountId, Id, Timestamp};

/// Identifies a user.
pub type UserId = Id<User>;

/// Who may sign in as a local account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Identifier.
    pub id: UserId,
    /// The account that the user acts as.
    pub account_id: AccountId,
    /// E-mail address, unique without regard to case.
    pub email: String,
    /// Password hash in PHC string format (Argon2id).
    pub password_hash: String,
    /// What the user may do on this server.
    pub role: Role,
    /// When the address was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When the sign-up was approved.
    pub approved_at: Option<Timestamp>,
    /// When sign-in was switched off by a moderator.
    pub disabled_at: Option<Timestamp>,
    /// When the user signed up.
    pub created_at: Timestamp,
}

impl User {
    /// Whether the user may act at all: confirmed, approved and not disabled.
    pub fn is_functional(&self) -> bool {
        self.confirmed_at.is_some() && self.approved_at.is_some() && self.disabled_at.is_none()
    }
}

/// What a user may do on this server, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A member.
    User,
    /// Handles reports.
    Moderator,
    /// Also changes the server's settings.
    Admin,
    /// Everything.
    Owner,
}

impl Role {
    /// All roles, from least to most.
    pub const ALL: [Self; 4] = [Self::User, Self::Moderator, Self::Admin, Self::Owner];

    /// The word used in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Reads the word used in storage and on the command line.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}
