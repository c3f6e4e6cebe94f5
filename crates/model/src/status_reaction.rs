//! Reactions to statuses: an emoji in answer.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Favourite, Id, StatusId};

/// Identifies a reaction to a status.
pub type StatusReactionId = Id<StatusReaction>;

/// One account's answer to one status with one emoji. Apps that know only favourites see one of those.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReaction {
    /// Identifier.
    pub id: StatusReactionId,
    /// Who reacts.
    pub account_id: AccountId,
    /// To what.
    pub status_id: StatusId,
    /// An emoji of Unicode, or the shortcode of a picture.
    pub name: String,
    /// The address of the picture.
    pub picture: Option<String>,
    /// The name under which other servers know the act, when a neighbour gave one.
    pub uri: Option<String>,
}

impl StatusReaction {
    /// The favourite that stands for it where reactions are not known.
    pub fn as_favourite(&self) -> Favourite {
        Favourite {
            id: Id::new(self.id.get()),
            account_id: self.account_id,
            status_id: self.status_id,
            uri: self.uri.clone(),
        }
    }

    /// Whether a favourite stands for it.
    pub fn is_stood_for_by(&self, favourite: &Favourite) -> bool {
        self.id.get() == favourite.id.get()
    }
}
