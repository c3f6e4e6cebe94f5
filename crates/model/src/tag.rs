//! Tags: words after a `#`, by which people find each other across servers.

use crate::Id;

/// Identifies a tag.
pub type TagId = Id<Tag>;

/// Identifies a follow of a tag.
pub type TagFollowId = Id<TagFollow>;

/// An account reads what carries a tag.
#[derive(Clone, Copy, Debug)]
pub struct TagFollow;

/// Identifies a featured tag.
pub type FeaturedTagId = Id<FeaturedTag>;

/// An account shows a tag on its profile.
#[derive(Clone, Copy, Debug)]
pub struct FeaturedTag;

/// A hashtag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Identifier.
    pub id: TagId,
    /// The folded name (NFKC, lower case), unique.
    pub name: String,
    /// The spelling to show.
    pub display_name: String,
}
