//! Tag: a hashtag by itself, with how it was used lately.

use model::Instance;
use serde::Serialize;
use social::{TagDay, TagView};

use super::status::tag_url;

/// <https://docs.joinmastodon.org/entities/Tag/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub url: String,
    pub history: Vec<Day>,
    /// Only there when somebody looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<bool>,
    /// Only there when somebody looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featuring: Option<bool>,
}

/// <https://docs.joinmastodon.org/entities/Tag/#history>: numbers, written as text
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Day {
    pub day: String,
    pub accounts: String,
    pub uses: String,
}

impl Day {
    pub(super) fn new(day: &TagDay) -> Self {
        Self {
            day: day.begins_at.as_seconds().to_string(),
            accounts: day.accounts.to_string(),
            uses: day.uses.to_string(),
        }
    }
}

impl Tag {
    /// A tag as shown.
    pub fn new(instance: &Instance, view: &TagView) -> Self {
        Self {
            id: view.tag.id.to_string(),
            name: view.tag.display_name.clone(),
            url: tag_url(instance, &view.tag.name),
            history: view.history.iter().map(Day::new).collect(),
            following: view.following,
            featuring: view.featuring,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_tag_has_every_key() {
        let shown = serde_json::to_value(Tag::new(&samples::instance(), &samples::tag_view())).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/tags/{name} 200");
        assert_eq!((&shown["name"], &shown["history"][0]["uses"]), (&"Straße".into(), &"3".into()));
    }
}
