//! Documents: what is read of others' (`Actor`, `Object`, `Activity`), leniently, and what is written of ours
//! (`written`), in the shapes that every implementation reads.

mod activity;
mod actor;
mod details;
mod object;
mod policy;
pub mod written;

pub use activity::{Activity, ActivityKind, ObjectRef};
pub use actor::{Actor, ActorKind, Field, PublicKey};
pub use details::Details;
pub use object::{Attachment, Emoji, Hashtag, Mention, Object, ObjectKind, Poll};
pub use policy::{InteractionPolicy, SubPolicy};

/// A document that cannot be read as what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub &'static str);
