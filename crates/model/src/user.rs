//! Users: the sign-in behind a local account.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, QuotePolicy, RoleId, Timestamp, Visibility};

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
    /// Password hash in PHC string format (Argon2id). Empty for whoever has chosen none and comes in with a passkey: no
    /// password is right then.
    pub password_hash: String,
    /// What the user may do on this server.
    pub role_id: RoleId,
    /// When the address was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When the sign-up was approved.
    pub approved_at: Option<Timestamp>,
    /// When sign-in was switched off by a moderator.
    pub disabled_at: Option<Timestamp>,
    /// When the user signed up.
    pub created_at: Timestamp,
    /// Why they wish to join, in their words.
    pub reason: String,
    /// How they like to publish.
    pub preferences: Preferences,
}

/// How somebody publishes unless they say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Who may see statuses; if not said, everybody, or followers of locked accounts.
    pub visibility: Option<Visibility>,
    /// Whether media is hidden until asked.
    pub sensitive: bool,
    /// ISO 639 code of what they write in.
    pub language: Option<String>,
    /// Who may quote statuses.
    pub quote_policy: QuotePolicy,
    /// How often they are written of what they missed, where mail is sent.
    pub email_digest: EmailDigest,
    /// Whether they are not written of what everybody is told.
    pub spared_announcements: bool,
}

/// How often somebody is written of what they missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmailDigest {
    /// Never.
    None,
    /// Once a day at most.
    Daily,
    /// Once a week at most.
    #[default]
    Weekly,
}

impl EmailDigest {
    /// All of them, from never to often.
    pub const ALL: [Self; 3] = [Self::None, Self::Weekly, Self::Daily];

    /// The word used in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// Reads the word used in forms.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.as_str() == word)
    }
}

impl Preferences {
    /// Who may see statuses of the account unless something else is said.
    pub fn visibility_for(&self, locked: bool) -> Visibility {
        let usual = if locked { Visibility::Private } else { Visibility::Public };
        self.visibility.unwrap_or(usual)
    }
}

impl User {
    /// Whether there is a password that lets them in.
    pub fn has_password(&self) -> bool {
        !self.password_hash.is_empty()
    }

    /// Whether the user may act at all: confirmed, approved and not disabled.
    pub fn is_functional(&self) -> bool {
        self.confirmed_at.is_some() && self.approved_at.is_some() && self.disabled_at.is_none()
    }
}
