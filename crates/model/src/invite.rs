//! Invites: what lets somebody in where not everybody may come.

use crate::{AccountId, Id, Timestamp};

/// Identifies an invite.
pub type InviteId = Id<Invite>;

/// What lets somebody in, as often and as long as its maker said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Identifier.
    pub id: InviteId,
    /// Who made it.
    pub account_id: AccountId,
    /// What its address ends with; nobody can guess it.
    pub code: String,
    /// How often it was used.
    pub uses: i64,
    /// How often it may be used; without a number, as often as one likes.
    pub uses_most: Option<i64>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Whether who joins by it follows its maker from the first moment.
    pub follows_maker: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Invite {
    /// Whether it lets somebody in, as far as it says itself.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.uses_most.is_none_or(|most| self.uses < most) && self.expires_at.is_none_or(|end| now < end)
    }
}
