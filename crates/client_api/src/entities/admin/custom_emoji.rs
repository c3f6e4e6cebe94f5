//! Custom emoji as those see them who take care of them.

use serde::Serialize;

use crate::entities;

/// A custom emoji with what only those need to know of it who take care of it.
#[derive(Clone, Debug, Serialize)]
pub struct CustomEmoji {
    /// Identifier.
    pub id: String,
    /// What everybody sees.
    #[serde(flatten)]
    pub emoji: entities::CustomEmoji,
    /// Whether nobody can use it.
    pub disabled: bool,
}

impl CustomEmoji {
    /// One of this server.
    pub fn new(instance: &model::Instance, emoji: &model::CustomEmoji) -> Self {
        Self {
            id: emoji.id.to_string(),
            emoji: entities::CustomEmoji::own(instance, emoji),
            disabled: !emoji.is_enabled,
        }
    }
}
