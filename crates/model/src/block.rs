//! Blocks and mutes: not wanting to see somebody, with and without letting them know.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, Timestamp};

/// Identifies a block.
pub type BlockId = Id<Block>;

/// Two accounts are kept apart, because one of them wants so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Identifier.
    pub id: BlockId,
    /// Who blocks.
    pub account_id: AccountId,
    /// Who is blocked.
    pub target_account_id: AccountId,
    /// The name under which other servers know the act, when a neighbour gave one.
    pub uri: Option<String>,
}

/// Identifies a mute.
pub type MuteId = Id<Mute>;

/// An account does not see another, which does not notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mute {
    /// Identifier.
    pub id: MuteId,
    /// Who mutes.
    pub account_id: AccountId,
    /// Who is muted.
    pub target_account_id: AccountId,
    /// Whether notifications are hidden, too.
    pub hides_notifications: bool,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}
