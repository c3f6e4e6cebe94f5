//! Tag: a hashtag by itself.

use model::Instance;
use serde::Serialize;
use social::Viewer;

use super::status::tag_url;

/// <https://docs.joinmastodon.org/entities/Tag/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub url: String,
    /// Use is not counted yet.
    pub history: [(); 0],
    /// Only there when somebody looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<bool>,
    /// Only there when somebody looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featuring: Option<bool>,
}

impl Tag {
    /// A tag as the viewer sees it.
    pub fn new(instance: &Instance, viewer: Viewer, tag: &model::Tag) -> Self {
        let mine = (viewer != Viewer::Nobody).then_some(false);
        Self {
            id: tag.id.to_string(),
            name: tag.display_name.clone(),
            url: tag_url(instance, &tag.name),
            history: [],
            following: mine,
            featuring: mine,
        }
    }
}
