//! What people can do: the rules and the verbs, each one transaction that records one event. The only door to the
//! store for the edges. Local and remote people run the same verbs; HTTP, ActivityPub and the JSON of apps are
//! unknown here.

pub mod accounts;
pub mod announcements;
pub mod attachments;
pub mod blocks;
pub mod bookmarks;
pub mod bytes;
pub mod conversation_mutes;
pub mod conversations;
pub mod custom_emojis;
pub mod deliveries;
pub mod domain_blocks;
mod domains;
pub mod due;
pub mod endorsements;
mod error;
pub mod favourites;
mod feeds;
pub mod files;
pub mod filters;
pub mod first_run;
pub mod follows;
pub mod health;
pub mod hiding;
mod home;
pub mod housekeeping;
pub mod inbox;
pub mod instance;
pub mod interactions;
pub mod invites;
pub mod lists;
pub mod markers;
mod measurements;
pub mod media_policies;
pub mod moving;
pub mod mutes;
pub mod neighbours;
pub mod notes;
pub mod notifications;
pub mod oauth;
pub mod pictures;
pub mod pins;
mod policy;
pub mod polls;
pub mod preview_cards;
pub mod profile;
pub mod push;
pub mod quotes;
mod readers;
pub mod reblogs;
pub mod relationships;
pub mod relocation;
mod remote_emojis;
pub mod remote_files;
pub mod reports;
pub mod rules;
pub mod schedule;
pub mod search;
pub mod secrets;
pub mod settings;
mod shelf;
pub mod sign_in;
pub mod sign_up;
pub mod site;
pub mod status_reactions;
pub mod statuses;
pub mod stream;
pub mod suggestions;
pub mod tags;
pub mod throttle;
pub mod timelines;
pub mod translation;
pub mod trends;
pub mod uploads;
pub mod viewer;
pub mod views;
mod walk;
pub mod web_client;
pub mod workshop;

pub use error::{Error, Fault, Problem, Refusal, Result};
pub use shelf::Sheet;
pub use site::{Clock, Ids, Site};
pub use throttle::{Allowance, Throttle};
pub use viewer::Viewer;
pub use views::{
    AccountView, CardView, ConversationView, Credentials, EditView, FeaturedTagView, Flags, Made,
    NotificationPolicyView, NotificationRequestView, NotificationView, PollView, QuoteView, QuotedAs,
    Relationship, StatusView, TagDay, TagView, Thread,
};
