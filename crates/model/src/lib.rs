//! The nouns of Fanfare: what exists, without saying where it is stored, how it travels or what it looks like
//! to an app. Read this room first; nothing here does I/O.

pub mod account;
pub mod announcement;
pub mod application;
pub mod block;
pub mod bookmark;
pub mod client_address;
pub mod conversation;
pub mod custom_emoji;
pub mod event;
pub mod favourite;
pub mod filter;
pub mod follow;
pub mod id;
pub mod instance;
pub mod limits;
pub mod list;
pub mod mention;
pub mod notification;
pub mod notification_policy;
pub mod page;
pub mod poll;
pub mod push;
pub mod quote_policy;
pub mod relation;
pub mod report;
pub mod rule;
pub mod scope;
pub mod session;
pub mod settings;
pub mod status;
pub mod status_edit;
pub mod tag;
pub mod time;
pub mod token;
pub mod user;
pub mod visibility;

pub use account::{Account, AccountId, AccountKind};
pub use announcement::{Announcement, AnnouncementId, Reaction};
pub use application::{Application, ApplicationId};
pub use block::{Block, BlockId, Mute, MuteId};
pub use bookmark::{Bookmark, BookmarkId, Pin, PinId, ScheduledStatus, ScheduledStatusId};
pub use client_address::ClientAddress;
pub use conversation::{Conversation, ConversationId, Marker};
pub use custom_emoji::{CustomEmoji, CustomEmojiId};
pub use event::{Event, EventId};
pub use favourite::{Favourite, FavouriteId};
pub use filter::{
    Filter, FilterAction, FilterContext, FilterId, FilterKeyword, FilterKeywordId, FilterStatus,
    FilterStatusId,
};
pub use follow::{Follow, FollowId, FollowRequest};
pub use id::Id;
pub use instance::Instance;
pub use list::{List, ListId, RepliesPolicy};
pub use mention::Mention;
pub use notification::{Notification, NotificationId, NotificationKind};
pub use notification_policy::{NotificationPolicy, NotificationRequest, NotificationRequestId, Reception};
pub use page::Page;
pub use poll::{Poll, PollId, PollOption, PollVote, PollVoteId};
pub use push::{PushMessage, PushPolicy, PushSubscription, PushSubscriptionId};
pub use quote_policy::QuotePolicy;
pub use relation::{DomainBlock, DomainBlockId, Endorsement, EndorsementId};
pub use report::{Report, ReportCategory, ReportId};
pub use rule::{Rule, RuleId};
pub use scope::Scopes;
pub use session::Session;
pub use settings::{Registrations, Settings};
pub use status::{Status, StatusId};
pub use status_edit::{StatusEdit, StatusEditId};
pub use tag::{FeaturedTag, FeaturedTagId, Tag, TagFollow, TagFollowId, TagId};
pub use time::Timestamp;
pub use token::{AuthorizationCode, Token, TokenId};
pub use user::{Preferences, Role, User, UserId};
pub use visibility::Visibility;
