//! Notifications: what happened that concerns somebody.

use crate::{AccountId, Id, StatusId, Timestamp};

/// Identifies a notification.
pub type NotificationId = Id<Notification>;

/// Tells an account that another did something that concerns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Identifier.
    pub id: NotificationId,
    /// Whom it is for.
    pub account_id: AccountId,
    /// Who caused it.
    pub from_account_id: AccountId,
    /// What happened.
    pub kind: NotificationKind,
    /// The status that it is about.
    pub status_id: Option<StatusId>,
    /// The number of what else it is about: of a strike or a report.
    pub about: Option<i64>,
    /// When it happened.
    pub created_at: Timestamp,
    /// What it stands together with; `None` if it stands alone.
    pub group_key: Option<String>,
    /// Whether it is kept aside.
    pub filtered: bool,
}

impl Notification {
    /// The name of its group, if only one of its own.
    pub fn group(&self) -> String {
        self.group_key.clone().unwrap_or_else(|| format!("ungrouped-{}", self.id))
    }
}

/// What a notification tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationKind {
    /// Somebody mentioned you.
    Mention,
    /// Somebody you watch published a status.
    Status,
    /// Somebody reblogged a status of yours.
    Reblog,
    /// Somebody follows you.
    Follow,
    /// Somebody asks to follow you.
    FollowRequest,
    /// Somebody favourited a status of yours.
    Favourite,
    /// A poll of yours, or one in which you voted, has ended.
    Poll,
    /// A status that you reblogged was edited.
    Update,
    /// Somebody quoted a status of yours.
    Quote,
    /// A status that you quoted was edited.
    QuotedUpdate,
    /// Follows of yours ended because dealings with others did.
    SeveredRelationships,
    /// Staff decided something about you.
    ModerationWarning,
    /// Somebody joined; for staff.
    SignUp,
    /// Somebody reported an account; for staff.
    Report,
}

impl NotificationKind {
    /// All kinds.
    pub const ALL: [Self; 14] = [
        Self::Mention,
        Self::Status,
        Self::Reblog,
        Self::Follow,
        Self::FollowRequest,
        Self::Favourite,
        Self::Poll,
        Self::Update,
        Self::Quote,
        Self::QuotedUpdate,
        Self::SeveredRelationships,
        Self::ModerationWarning,
        Self::SignUp,
        Self::Report,
    ];

    /// Whether many of this kind may stand together.
    pub const fn is_groupable(self) -> bool {
        matches!(self, Self::Favourite | Self::Reblog | Self::Follow | Self::SignUp)
    }

    /// Whether a policy may keep it aside: what others do to one, not what one asked for.
    pub const fn is_filterable(self) -> bool {
        matches!(
            self,
            Self::Mention | Self::Reblog | Self::Follow | Self::FollowRequest | Self::Favourite | Self::Quote
        )
    }

    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Status => "status",
            Self::Reblog => "reblog",
            Self::Follow => "follow",
            Self::FollowRequest => "follow_request",
            Self::Favourite => "favourite",
            Self::Poll => "poll",
            Self::Update => "update",
            Self::Quote => "quote",
            Self::QuotedUpdate => "quoted_update",
            Self::SeveredRelationships => "severed_relationships",
            Self::ModerationWarning => "moderation_warning",
            Self::SignUp => "admin.sign_up",
            Self::Report => "admin.report",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
