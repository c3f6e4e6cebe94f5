//! Follows: who reads whom, and requests that await consent.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id};

/// Identifies a follow or a follow request; a request keeps its id when it is accepted.
pub type FollowId = Id<Follow>;

/// An account reads another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// Identifier.
    pub id: FollowId,
    /// Who follows.
    pub account_id: AccountId,
    /// Who is followed.
    pub target_account_id: AccountId,
    /// The name under which other servers know the act, when a neighbour gave one.
    pub uri: Option<String>,
    /// Whether reblogs by the followed account are shown.
    pub show_reblogs: bool,
    /// Whether each status raises a notification.
    pub notify: bool,
    /// Which languages are shown; none means all.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// A follow that awaits consent: by the person asked, or by their server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowRequest(
    /// The follow as it will be.
    pub Follow,
);
