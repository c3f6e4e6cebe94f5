//! The JSON of apps, one file for each entity of the Mastodon API. Every entity is a pure conversion of what
//! `social` shows. Keys of features that are not built carry the value that is true without them.

pub mod account;
pub mod account_warning;
pub mod admin;
pub mod announcement;
pub mod application;
pub mod approval;
pub mod async_refresh;
pub mod authorization_server;
pub mod context;
pub mod conversation;
pub mod credential_account;
pub mod custom_emoji;
pub mod delivery_report;
pub mod familiar_followers;
pub mod featured_tag;
pub mod filter;
pub mod instance;
pub mod instance_v1;
pub mod languages;
pub mod list;
pub mod media_attachment;
pub mod muted_account;
pub mod notification;
pub mod notification_group;
pub mod notification_request;
pub mod oembed;
pub mod poll;
pub mod preferences;
pub mod preview_card;
pub mod profile;
mod quote;
pub mod reaction;
pub mod relationship;
pub mod report;
pub mod role;
pub mod rule;
#[cfg(test)]
pub(crate) mod samples;
pub mod scheduled_status;
pub mod search;
pub mod status;
pub mod status_edit;
pub mod status_source;
pub mod suggestion;
pub mod tag;
pub mod token;
pub mod token_info;
pub mod translation;
pub mod trends_link;
pub mod user_info;
pub mod web_push_subscription;

pub use account::{Account, WrittenAccount};
pub use account_warning::{AccountWarning, Appeal};
pub use announcement::{Announcement, Reaction};
pub use application::{Application, CredentialApplication};
pub use approval::Approval;
pub use async_refresh::AsyncRefresh;
pub use authorization_server::AuthorizationServer;
pub use context::Context;
pub use conversation::Conversation;
pub use credential_account::CredentialAccount;
pub use custom_emoji::CustomEmoji;
pub use delivery_report::DeliveryReport;
pub use familiar_followers::FamiliarFollowers;
pub use featured_tag::FeaturedTag;
pub use filter::{Filter, FilterKeyword, FilterResult, FilterStatus, FilterV1};
pub use instance::Instance;
pub use instance_v1::InstanceV1;
pub use list::List;
pub use media_attachment::MediaAttachment;
pub use muted_account::MutedAccount;
pub use notification::Notification;
pub use notification_group::GroupedNotificationsResults;
pub use notification_request::NotificationRequest;
pub use oembed::OEmbed;
pub use poll::Poll;
pub use preferences::Preferences;
pub use preview_card::{PreviewCard, PreviewCardAuthor};
pub use profile::Profile;
use quote::Quote;
pub use reaction::StatusReaction;
pub use relationship::Relationship;
pub use report::Report;
pub use role::{AccountRole, Role};
pub use rule::Rule;
pub use scheduled_status::ScheduledStatus;
pub use search::Search;
pub use status::Status;
pub use status_edit::StatusEdit;
pub use status_source::StatusSource;
pub use suggestion::Suggestion;
pub use tag::Tag;
pub use token::Token;
pub use token_info::{Introspection, TokenInfo};
pub use translation::Translation;
pub use trends_link::TrendsLink;
pub use user_info::UserInfo;
pub use web_push_subscription::WebPushSubscription;

use serde::Serialize;

/// `{}`: it is done, and there is nothing to say.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Empty {}
