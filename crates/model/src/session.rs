//! Sessions: a browser that is signed in.

use crate::{Id, Timestamp, UserId, limits};

/// Identifies a session to its own user; it opens nothing.
pub type SessionId = Id<Session>;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Identifier.
    pub id: SessionId,
    /// Who is signed in.
    pub user_id: UserId,
    /// The secret that forms of this session must carry.
    pub csrf: String,
    /// What the browser called itself when the session began.
    pub user_agent: String,
    /// The network from which the session began, such as `203.0.113.0/24`; empty if nobody knows.
    pub network: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When something was last asked with it, to the hour.
    pub last_seen_at: Timestamp,
    /// When its person last gave the password, or used a passkey.
    pub confirmed_at: Option<Timestamp>,
    /// When the session ends.
    pub expires_at: Timestamp,
}

impl Session {
    /// Whether the password was given, or a passkey used, so lately that neither need be asked for again.
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        let until = |at: Timestamp| at.plus_millis(limits::CONFIRMED_MINUTES * 60_000);
        self.confirmed_at.is_some_and(|at| until(at) > now)
    }
}
