//! Letters: mail that this server writes to people.

use crate::{Id, UserId};

/// Identifies a letter.
pub type LetterId = Id<Letter>;

/// A letter on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Identifier; when it was written is part of it.
    pub id: LetterId,
    /// The user whom it concerns; it goes with them.
    pub user_id: Option<UserId>,
    /// The address that it goes to.
    pub recipient: String,
    /// What it is about.
    pub kind: LetterKind,
    /// What stands above it.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// Where its like can be ended, for those that nobody must get.
    pub unsubscribe: Option<String>,
    /// How often it was tried to send it.
    pub tries: i64,
}

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// That somebody confirm their address.
    Confirmation,
    /// How to choose another password.
    PasswordReset,
    /// Something about the safety of somebody's account.
    Security,
    /// What somebody missed.
    Digest,
    /// That somebody is a member now.
    Approved,
    /// That somebody waits for those who run the server.
    Waiting,
    /// What staff decided about somebody.
    Strike,
    /// Something that staff are to look at.
    Report,
    /// What everybody is told.
    Announcement,
}

impl LetterKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Confirmation,
        Self::PasswordReset,
        Self::Security,
        Self::Digest,
        Self::Approved,
        Self::Waiting,
        Self::Strike,
        Self::Report,
        Self::Announcement,
    ];

    /// The word used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmation => "confirmation",
            Self::PasswordReset => "password_reset",
            Self::Security => "security",
            Self::Digest => "digest",
            Self::Approved => "approved",
            Self::Waiting => "waiting",
            Self::Strike => "strike",
            Self::Report => "report",
            Self::Announcement => "announcement",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
