//! Web Push: telling an app of a notification while it is not running.

use crate::{AccountId, Id, NotificationId, NotificationKind, TokenId};

/// Identifies a subscription.
pub type PushSubscriptionId = Id<PushSubscription>;

/// Where an app wants to be told, and of what. There is at most one for each token, and it ends with the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushSubscription {
    /// Identifier.
    pub id: PushSubscriptionId,
    /// The app's token.
    pub token_id: TokenId,
    /// Whose notifications it tells.
    pub account_id: AccountId,
    /// The secret of the token: apps with several accounts know by it for whom a message is.
    pub access_token: String,
    /// The push service's address for this app.
    pub endpoint: String,
    /// The app's public key: an uncompressed point on P-256 (RFC 8291).
    pub p256dh: Vec<u8>,
    /// The app's authentication secret: 16 bytes.
    pub auth: Vec<u8>,
    /// Whether messages are encoded as in RFC 8291 instead of the draft before it.
    pub standard: bool,
    /// The kinds of notifications that it wants.
    pub alerts: Vec<NotificationKind>,
    /// Whose notifications it wants.
    pub policy: PushPolicy,
}

/// Whose notifications an app wants to be told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PushPolicy {
    /// Everybody's.
    #[default]
    All,
    /// Of those whom one follows.
    Followed,
    /// Of one's followers.
    Follower,
    /// Nobody's.
    Nobody,
}

impl PushPolicy {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Followed => "followed",
            Self::Follower => "follower",
            Self::Nobody => "none",
        }
    }

    /// Reads the word used in storage and by apps.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::All, Self::Followed, Self::Follower, Self::Nobody]
            .into_iter()
            .find(|policy| policy.as_str() == word)
    }
}

/// A message on its way to an app.
#[derive(Clone, Debug)]
pub struct PushMessage {
    /// Identifier, in order of time.
    pub id: Id<PushMessage>,
    /// To whom.
    pub subscription_id: PushSubscriptionId,
    /// What it tells.
    pub notification_id: NotificationId,
    /// Tries so far.
    pub tries: i64,
}
