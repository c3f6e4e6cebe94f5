//! Trends as those see them who decide about them. Mastodon's documentation does not name these entities.

use model::Instance;
use serde::Serialize;
use serde_json::Value;
use social::{
    StatusView, Viewer,
    trend_reviews::{self, Reviewed},
    trends::LinkView,
};

use crate::entities;

/// A page that many point to.
#[derive(Clone, Debug, Serialize)]
pub struct TrendsLink {
    /// The number by which it is decided about.
    pub id: String,
    /// What everybody would see.
    #[serde(flatten)]
    pub link: entities::TrendsLink,
    /// Whether nobody has decided about it.
    pub requires_review: bool,
    /// Whether it may be shown.
    pub trendable: bool,
}

impl TrendsLink {
    /// A page as shown.
    pub fn new(instance: &Instance, viewer: Viewer, link: &Reviewed<LinkView>) -> Self {
        let id = link.view.card.as_ref().map(|view| view.card.id.to_string());
        Self {
            id: id.unwrap_or_default(),
            link: entities::TrendsLink::new(instance, viewer.account_id(), &link.view),
            requires_review: link.needs_review,
            trendable: link.is_trendable,
        }
    }
}

/// A status that many have to do with.
#[derive(Clone, Debug, Serialize)]
pub struct TrendsStatus {
    /// What everybody would see.
    #[serde(flatten)]
    pub status: Value,
    /// Whether nobody has decided about it.
    pub requires_review: bool,
    /// Whether it may be shown.
    pub trendable: bool,
}

impl TrendsStatus {
    /// A status as shown.
    pub fn new(instance: &Instance, viewer: Viewer, status: &Reviewed<StatusView>) -> Self {
        let shown = entities::Status::new(instance, viewer, &status.view);
        Self {
            status: serde_json::to_value(shown).unwrap_or_default(),
            requires_review: status.needs_review,
            trendable: status.is_trendable,
        }
    }
}

/// A host of pages that many pointed to.
#[derive(Clone, Debug, Serialize)]
pub struct Publisher {
    /// Its number, which Mastodon writes as one.
    pub id: i64,
    /// Its name.
    pub domain: String,
    /// Whether its pages may be shown, as somebody decided.
    pub trendable: Option<bool>,
    /// When that was decided.
    pub reviewed_at: Option<String>,
    /// When staff were asked to decide; they are not asked here, so never.
    pub requested_review_at: Option<String>,
    /// Whether nobody has decided about it.
    pub requires_review: bool,
}

impl Publisher {
    /// A host as shown.
    pub fn new(publisher: &trend_reviews::Publisher) -> Self {
        Self {
            id: publisher.id,
            domain: publisher.domain.clone(),
            trendable: publisher.is_trendable,
            reviewed_at: publisher.reviewed_at.map(model::Timestamp::to_rfc3339_millis),
            requested_review_at: None,
            requires_review: publisher.is_trendable.is_none(),
        }
    }
}
