//! Custom emoji of this server: pictures that its people can use as `:shortcode:`.

use crate::Id;

/// Identifies a custom emoji.
pub type CustomEmojiId = Id<CustomEmoji>;

/// A picture that people of this server can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomEmoji {
    /// Identifier.
    pub id: CustomEmojiId,
    /// The name between the colons.
    pub shortcode: String,
    /// Under which heading apps show it.
    pub category: Option<String>,
    /// Media type of the picture.
    pub media_type: String,
    /// Whether there is another picture that stands still.
    pub has_still: bool,
    /// Whether it can be used.
    pub is_enabled: bool,
    /// Whether people may pick it; others have to know of it.
    pub is_offered: bool,
}

impl CustomEmoji {
    /// The path of its picture; another picture has another path.
    pub fn path(&self) -> String {
        format!("/emoji/{}/{}", self.id, self.shortcode)
    }

    /// The path of the picture that stands still, if this one moves.
    pub fn still_path(&self) -> Option<String> {
        self.has_still.then(|| format!("{}/still", self.path()))
    }
}
