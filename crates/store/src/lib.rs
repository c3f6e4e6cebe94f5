//! Every SQL statement of Fanfare, once, for SQLite and PostgreSQL alike. Nothing above this room can tell which
//! engine runs; no rule about who may do what lives here.

pub mod accounts;
pub mod announcements;
pub mod applications;
pub mod blocks;
pub mod bookmarks;
pub mod conversation_mutes;
pub mod conversations;
pub mod counters;
pub mod custom_emojis;
pub mod db;
pub mod deliveries;
mod dialect;
pub mod domain_blocks;
pub mod endorsements;
mod epochs;
mod error;
pub mod events;
pub mod explore;
pub mod favourites;
pub mod filters;
pub mod follow_requests;
pub mod follows;
pub mod hiding;
pub mod idempotency_keys;
pub mod inbox;
pub mod keys;
pub mod lists;
pub mod mentions;
pub mod migrate;
pub mod mutes;
pub mod neighbours;
pub mod notes;
pub mod notification_groups;
pub mod notification_requests;
pub mod notifications;
pub mod pins;
#[cfg(test)]
mod plans;
pub mod polls;
pub mod pushes;
pub mod quotes;
pub mod reports;
pub mod row;
pub mod rules;
pub mod scheduled_statuses;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod sql;
pub mod status_edits;
pub mod statuses;
pub mod tag_follows;
pub mod tags;
pub mod timelines;
pub mod tokens;
pub mod tombstones;
#[cfg(test)]
mod touches;
pub mod users;
mod value;

pub use db::{Durability, Exec, Signal, Store, Tx};
pub use epochs::Touch;
pub use error::{Error, Result};
pub use sql::Sql;
pub use value::Value;
