//! Web hooks: other programs that are told of what happens here.

use serde::{Deserialize, Serialize};

use crate::{Id, Permissions, Timestamp};

/// Identifies a web hook.
pub type WebHookId = Id<WebHook>;

/// Another program that is told of what happens here.
#[derive(Clone, PartialEq, Eq)]
pub struct WebHook {
    /// Identifier.
    pub id: WebHookId,
    /// Where it is told.
    pub url: String,
    /// What messages are signed with.
    pub secret: String,
    /// What it is told of.
    pub events: Vec<WebHookEvent>,
    /// Whether it is told.
    pub is_enabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often in a row it took nothing.
    pub failures: i64,
    /// Why.
    pub last_error: Option<String>,
}

impl std::fmt::Debug for WebHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebHook").field("id", &self.id).field("url", &self.url).finish_non_exhaustive()
    }
}

/// Something of which other programs are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WebHookEvent {
    /// Somebody may join.
    #[serde(rename = "account.approved")]
    AccountApproved,
    /// Somebody joined, or asks to.
    #[serde(rename = "account.created")]
    AccountCreated,
    /// An account of this server is different.
    #[serde(rename = "account.updated")]
    AccountUpdated,
    /// Somebody told staff about an account.
    #[serde(rename = "report.created")]
    ReportCreated,
    /// Staff did something with a report.
    #[serde(rename = "report.updated")]
    ReportUpdated,
    /// Somebody here published a status.
    #[serde(rename = "status.created")]
    StatusCreated,
    /// Somebody here changed a status.
    #[serde(rename = "status.updated")]
    StatusUpdated,
}

impl WebHookEvent {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::AccountApproved,
        Self::AccountCreated,
        Self::AccountUpdated,
        Self::ReportCreated,
        Self::ReportUpdated,
        Self::StatusCreated,
        Self::StatusUpdated,
    ];

    /// The name by which programs know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountApproved => "account.approved",
            Self::AccountCreated => "account.created",
            Self::AccountUpdated => "account.updated",
            Self::ReportCreated => "report.created",
            Self::ReportUpdated => "report.updated",
            Self::StatusCreated => "status.created",
            Self::StatusUpdated => "status.updated",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == name)
    }

    /// What whoever has others told of it must be allowed, as in Mastodon: nobody sees more that way than they may.
    pub const fn permission(self) -> Permissions {
        match self {
            Self::AccountApproved | Self::AccountCreated | Self::AccountUpdated => Permissions::MANAGE_USERS,
            Self::ReportCreated | Self::ReportUpdated => Permissions::MANAGE_REPORTS,
            Self::StatusCreated | Self::StatusUpdated => Permissions::VIEW_DEVOPS,
        }
    }
}

/// Something that a program is still to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebHookMessage {
    /// Identifier; messages are sent in the order of these.
    pub id: Id<WebHookMessage>,
    /// What happened.
    pub event: WebHookEvent,
    /// The number of what it happened to.
    pub subject_id: i64,
}
