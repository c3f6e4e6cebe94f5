//! Tags as those see them who decide about them.

use model::Instance;
use serde::Serialize;
use social::trend_reviews::ReviewedTag;

use crate::entities;

/// <https://docs.joinmastodon.org/entities/Admin_Tag/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Tag {
    #[serde(flatten)]
    pub tag: entities::Tag,
    pub trendable: bool,
    pub usable: bool,
    pub listable: bool,
    pub requires_review: bool,
}

impl Tag {
    /// A tag as shown.
    pub fn new(instance: &Instance, tag: &ReviewedTag) -> Self {
        Self {
            tag: entities::Tag::new(instance, &tag.reviewed.view),
            trendable: tag.reviewed.is_trendable,
            usable: tag.is_usable,
            listable: tag.is_listable,
            requires_review: tag.reviewed.needs_review,
        }
    }
}
