//! Tags: words after a `#`, by which people find each other across servers.

use crate::Id;

/// Identifies a tag.
pub type TagId = Id<Tag>;

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
