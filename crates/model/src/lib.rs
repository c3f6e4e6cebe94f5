//! The nouns of Fanfare: what exists, without saying where it is stored, how it travels or what it looks like
//! to an app. Read this room first; nothing here does I/O.

pub mod account;
pub mod announcement;
pub mod application;
pub mod approval;
pub mod archive;
pub mod attachment;
pub mod audit;
pub mod block;
pub mod blocklist;
pub mod bookmark;
pub mod clean_up;
pub mod client_address;
pub mod consent;
pub mod content_rule;
pub mod conversation;
pub mod custom_emoji;
pub mod door;
pub mod event;
pub mod favourite;
pub mod filter;
pub mod follow;
pub mod house_text;
pub mod id;
pub mod import;
pub mod instance;
pub mod invite;
pub mod letter;
pub mod limits;
pub mod list;
pub mod media_policy;
pub mod mention;
pub mod neighbour_block;
pub mod notification;
pub mod notification_policy;
pub mod one_time_code;
pub mod page;
pub mod passkey;
pub mod poll;
pub mod preview_card;
pub mod push;
pub mod quote;
pub mod quote_policy;
pub mod relation;
pub mod report;
pub mod report_message;
pub mod role;
pub mod rule;
pub mod scope;
pub mod session;
pub mod settings;
pub mod severance;
pub mod software_update;
pub mod staff_note;
pub mod status;
pub mod status_edit;
pub mod status_reaction;
pub mod strike;
pub mod tag;
pub mod time;
pub mod token;
pub mod user;
pub mod visibility;
pub mod web_hook;

pub use account::{Account, AccountId, AccountKind};
pub use announcement::{Announcement, AnnouncementId, AnnouncementMailing, Reaction};
pub use application::{Application, ApplicationId};
pub use approval::{Approval, Circle, Interaction, InteractionPolicy};
pub use archive::{Archive, ArchiveId};
pub use attachment::{AttachedThen, Attachment, AttachmentId, AttachmentKind, AttachmentState, Focus};
pub use audit::{AuditEntry, AuditTarget};
pub use block::{Block, BlockId, Mute, MuteId};
pub use blocklist::{
    Blocklist, BlocklistChange, BlocklistEntry, BlocklistId, BlocklistSubscription, BlocklistSubscriptionId,
};
pub use bookmark::{Bookmark, BookmarkId, Pin, PinId, ScheduledStatus, ScheduledStatusId};
pub use clean_up::{CleanUp, CleanUpWish};
pub use client_address::{ClientAddress, Forwarded};
pub use consent::{Consent, InteractionAnswer};
pub use content_rule::{
    Condition, ContentRule, ContentRuleId, HeldStatus, HitState, LooksAt, Rehearsal, RehearsalMatch,
    RuleAction, RuleHit, RuleHitId, SecretKind,
};
pub use conversation::{Conversation, ConversationId, Marker};
pub use custom_emoji::{CustomEmoji, CustomEmojiId};
pub use door::{CanonicalEmailBlock, EmailDomainBlock, EmailDomainTries, IpBlock, IpSeverity, UsernameBlock};
pub use event::{Event, EventId};
pub use favourite::{Favourite, FavouriteId};
pub use filter::{
    Filter, FilterAction, FilterContext, FilterId, FilterKeyword, FilterKeywordId, FilterStatus,
    FilterStatusId,
};
pub use follow::{Follow, FollowId, FollowRequest};
pub use house_text::{HouseText, HouseTextId};
pub use id::Id;
pub use import::{Import, ImportId, ImportLine, ImportProblem, Portable};
pub use instance::Instance;
pub use invite::{Invite, InviteId};
pub use letter::{Letter, LetterId, LetterKind};
pub use list::{List, ListId, RepliesPolicy};
pub use media_policy::MediaPolicy;
pub use mention::Mention;
pub use neighbour_block::{NeighbourBlock, NeighbourBlockId, Severity};
pub use notification::{Notification, NotificationId, NotificationKind};
pub use notification_policy::{NotificationPolicy, NotificationRequest, NotificationRequestId, Reception};
pub use one_time_code::OneTimeCode;
pub use page::Page;
pub use passkey::{Passkey, PasskeyId};
pub use poll::{Poll, PollId, PollOption, PollVote, PollVoteId};
pub use preview_card::{CardImage, CardPicture, Player, PreviewCard, PreviewCardId};
pub use push::{PushMessage, PushPolicy, PushSubscription, PushSubscriptionId};
pub use quote::{Quote, QuoteAnswer, QuoteState};
pub use quote_policy::QuotePolicy;
pub use relation::{DomainBlock, DomainBlockId, Endorsement, EndorsementId};
pub use report::{Report, ReportCategory, ReportId};
pub use report_message::{ReportMessage, ReportMessageId};
pub use role::{Permissions, Role, RoleId};
pub use rule::{Rule, RuleId};
pub use scope::Scopes;
pub use session::{Session, SessionId};
pub use settings::{Registrations, Settings};
pub use severance::{
    AccountSeverance, AccountSeveranceId, Severance, SeveranceId, SeveranceKind, SeveredFollow,
};
pub use software_update::{SoftwareUpdate, UpdateFeed};
pub use staff_note::{StaffNote, StaffNoteId};
pub use status::{Status, StatusId};
pub use status_edit::{StatusEdit, StatusEditId};
pub use status_reaction::{StatusReaction, StatusReactionId};
pub use strike::{Appeal, Strike, StrikeAction, StrikeId, WarningPreset, WarningPresetId};
pub use tag::{FeaturedTag, FeaturedTagId, Tag, TagFollow, TagFollowId, TagId};
pub use time::Timestamp;
pub use token::{AuthorizationCode, Token, TokenId};
pub use user::{EmailDigest, Preferences, User, UserId};
pub use visibility::Visibility;
pub use web_hook::{WebHook, WebHookEvent, WebHookId};
