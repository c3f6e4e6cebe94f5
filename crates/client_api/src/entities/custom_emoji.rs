//! Custom emoji: pictures that stand for a `:shortcode:` in a text.

use model::account::Emoji;
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/CustomEmoji/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct CustomEmoji {
    pub shortcode: String,
    pub url: String,
    pub static_url: String,
    /// Those of neighbours are shown in texts but cannot be picked.
    pub visible_in_picker: bool,
    pub category: Option<String>,
}

impl CustomEmoji {
    /// One of this server.
    pub fn own(instance: &model::Instance, emoji: &model::CustomEmoji) -> Self {
        let url = instance.url(&emoji.path());
        Self {
            shortcode: emoji.shortcode.clone(),
            static_url: emoji.still_path().map_or_else(|| url.clone(), |path| instance.url(&path)),
            url,
            visible_in_picker: emoji.is_offered,
            category: emoji.category.clone(),
        }
    }

    /// The emoji of one text or profile.
    pub fn list(emojis: &[Emoji]) -> Vec<Self> {
        emojis
            .iter()
            .map(|emoji| Self {
                shortcode: emoji.shortcode.clone(),
                url: emoji.url.clone(),
                static_url: emoji.static_url.clone().unwrap_or_else(|| emoji.url.clone()),
                visible_in_picker: emoji.offered.is_some(),
                category: emoji.offered.as_ref().and_then(|offered| offered.category.clone()),
            })
            .collect()
    }
}
