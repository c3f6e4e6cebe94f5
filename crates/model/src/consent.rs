//! Consent: what an author elsewhere says to an answer or a reblog by somebody here.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Interaction, StatusId};

/// The consent that an answer or a reblog needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// What needs it.
    pub status_id: StatusId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Where it can be read, once it is given.
    pub authorization_uri: Option<String>,
}

impl Consent {
    /// Whether the author has not answered yet.
    pub fn is_awaited(&self) -> bool {
        self.authorization_uri.is_none()
    }
}

/// What somebody here says to a wish from another server to do something with a status of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InteractionAnswer {
    /// Who was asked.
    pub account_id: AccountId,
    /// Who asked.
    pub to: AccountId,
    /// What they want to do.
    pub what: Interaction,
    /// The address of the wish.
    pub request_uri: String,
    /// The address of the status.
    pub status_uri: String,
    /// The address of what would be done.
    pub doing_uri: String,
    /// Where the consent can be read, if it is given.
    pub authorization_uri: Option<String>,
}
