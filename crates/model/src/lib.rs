//! The nouns of Fanfare: what exists, without saying where it is stored, how it travels or what it looks like
//! to an app. Read this room first; nothing here does I/O.

pub mod account;
pub mod application;
pub mod client_address;
pub mod event;
pub mod favourite;
pub mod follow;
pub mod id;
pub mod instance;
pub mod limits;
pub mod list;
pub mod mention;
pub mod notification;
pub mod page;
pub mod scope;
pub mod session;
pub mod settings;
pub mod status;
pub mod tag;
pub mod time;
pub mod token;
pub mod user;
pub mod visibility;

pub use account::{Account, AccountId, AccountKind};
pub use application::{Application, ApplicationId};
pub use client_address::ClientAddress;
pub use event::{Event, EventId};
pub use favourite::{Favourite, FavouriteId};
pub use follow::{Follow, FollowId, FollowRequest};
pub use id::Id;
pub use instance::Instance;
pub use list::{List, ListId, RepliesPolicy};
pub use mention::Mention;
pub use notification::{Notification, NotificationId, NotificationKind};
pub use page::Page;
pub use scope::Scopes;
pub use session::Session;
pub use settings::Settings;
pub use status::{Status, StatusId};
pub use tag::{Tag, TagId};
pub use time::Timestamp;
pub use token::{AuthorizationCode, Token, TokenId};
pub use user::{Role, User, UserId};
pub use visibility::Visibility;
