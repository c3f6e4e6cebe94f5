//! Sessions: a browser that is signed in.

use crate::{Timestamp, UserId};

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub user_id: UserId,
    /// The secret that forms of this session must carry.
    pub csrf: String,
    /// When the session ends.
    pub expires_at: Timestamp,
}
