//! What one wants to be told, by whom: some is kept aside, some is not told at all.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, StatusId, Timestamp};

/// What happens to a notification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// It is told.
    #[default]
    Accept,
    /// It is kept aside, until whoever caused it is let in.
    Filter,
    /// It is not told at all.
    Drop,
}

/// What happens to notifications from people whom one has not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotificationPolicy {
    /// Those whom one does not follow.
    pub for_not_following: Reception,
    /// Those who do not follow one, or have not for long.
    pub for_not_followers: Reception,
    /// Those whose account is new.
    pub for_new_accounts: Reception,
    /// Private mentions that nobody asked for.
    pub for_private_mentions: Reception,
    /// Those whom a moderator limited.
    pub for_limited_accounts: Reception,
    /// Programs.
    pub for_bots: Reception,
}

impl Default for NotificationPolicy {
    fn default() -> Self {
        Self {
            for_not_following: Reception::Accept,
            for_not_followers: Reception::Accept,
            for_new_accounts: Reception::Accept,
            for_private_mentions: Reception::Filter,
            for_limited_accounts: Reception::Filter,
            for_bots: Reception::Accept,
        }
    }
}

/// Identifies a notification request.
pub type NotificationRequestId = Id<NotificationRequest>;

/// Somebody whose notifications are kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationRequest {
    /// Identifier.
    pub id: NotificationRequestId,
    /// Whom they are for.
    pub account_id: AccountId,
    /// Who caused them.
    pub from_account_id: AccountId,
    /// The newest status among them.
    pub last_status_id: Option<StatusId>,
    /// How many there are.
    pub notifications_count: i64,
    /// When the first came.
    pub created_at: Timestamp,
    /// When the newest came.
    pub updated_at: Timestamp,
}
