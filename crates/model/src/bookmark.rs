//! What people keep of statuses: bookmarks for themselves, pins for their profile, and plans for later.

use crate::Id;

/// Identifies a bookmark.
pub type BookmarkId = Id<Bookmark>;

/// An account keeps a status for itself.
#[derive(Clone, Copy, Debug)]
pub struct Bookmark;

/// Identifies a pin.
pub type PinId = Id<Pin>;

/// An account shows a status of its own at the top of its profile.
#[derive(Clone, Copy, Debug)]
pub struct Pin;

/// Identifies a scheduled status.
pub type ScheduledStatusId = Id<ScheduledStatus>;

/// A status that is to be published later.
#[derive(Clone, Copy, Debug)]
pub struct ScheduledStatus;
