//! Favourites: a status marked as liked.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, StatusId};

/// Identifies a favourite.
pub type FavouriteId = Id<Favourite>;

/// One account's liking of one status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Favourite {
    /// Identifier.
    pub id: FavouriteId,
    /// Who likes it.
    pub account_id: AccountId,
    /// What is liked.
    pub status_id: StatusId,
    /// The name under which other servers know the act, when a neighbour gave one.
    pub uri: Option<String>,
}
