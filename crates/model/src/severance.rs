//! Severances: follows that ended all at once because dealings with somebody elsewhere did, kept so that they can be
//! restored.

use crate::{AccountId, FollowId, Id, ListId, Timestamp};

/// Identifies a severance.
pub type SeveranceId = Id<Severance>;

/// What ended follows all at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severance {
    /// Identifier.
    pub id: SeveranceId,
    /// Why.
    pub kind: SeveranceKind,
    /// The domain or the handle of the other side.
    pub target: String,
    /// When.
    pub created_at: Timestamp,
}

/// A follow that was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeveredFollow {
    /// Identifier; its own, not that of the follow.
    pub id: Id<SeveredFollow>,
    /// Who lives here.
    pub local_account_id: AccountId,
    /// Who does not.
    pub remote_account_id: AccountId,
    /// Whether it was the one here who followed.
    pub is_following: bool,
    /// The name by which other servers know the follow.
    pub uri: Option<String>,
    /// Whether reblogs were wanted.
    pub show_reblogs: bool,
    /// Whether each status was to be told.
    pub notify: bool,
    /// The languages that were wanted.
    pub languages: Vec<String>,
    /// The lists on which the other stood.
    pub lists: Vec<ListId>,
}

impl SeveredFollow {
    /// The follow as it would be again.
    pub fn again(&self, id: FollowId) -> crate::Follow {
        let (one, other) = (self.local_account_id, self.remote_account_id);
        let (from, to) = if self.is_following { (one, other) } else { (other, one) };
        crate::Follow {
            id,
            account_id: from,
            target_account_id: to,
            uri: self.uri.clone().filter(|_| !self.is_following),
            show_reblogs: self.show_reblogs,
            notify: self.notify,
            languages: self.languages.clone(),
        }
    }
}

/// Identifies what somebody lost.
pub type AccountSeveranceId = Id<AccountSeverance>;

/// What somebody here lost when dealings with others ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSeverance {
    /// Identifier.
    pub id: AccountSeveranceId,
    /// Who lost something.
    pub account_id: AccountId,
    /// Why.
    pub kind: SeveranceKind,
    /// The domain or the handle of the other side.
    pub target: String,
    /// Followers that were lost.
    pub followers_count: i64,
    /// Follows that were lost.
    pub following_count: i64,
    /// When.
    pub created_at: Timestamp,
}

/// What ends follows all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeveranceKind {
    /// There are no dealings with a neighbour any more.
    DomainBlock,
    /// Somebody wants nothing from a neighbour.
    UserDomainBlock,
    /// An account is suspended.
    AccountSuspension,
}

impl SeveranceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DomainBlock, Self::UserDomainBlock, Self::AccountSuspension];

    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DomainBlock => "domain_block",
            Self::UserDomainBlock => "user_domain_block",
            Self::AccountSuspension => "account_suspension",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
