//! Severances: which follows somebody lost because dealings with others ended.

use model::AccountSeverance;
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/RelationshipSeveranceEvent/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct RelationshipSeveranceEvent {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The lists are kept as long as what is told of them.
    pub purged: bool,
    pub target_name: String,
    pub followers_count: i64,
    pub following_count: i64,
    pub created_at: String,
}

impl From<&AccountSeverance> for RelationshipSeveranceEvent {
    fn from(lost: &AccountSeverance) -> Self {
        Self {
            id: lost.id.to_string(),
            kind: lost.kind.as_str(),
            purged: false,
            target_name: lost.target.clone(),
            followers_count: lost.followers_count,
            following_count: lost.following_count,
            created_at: lost.created_at.to_rfc3339_millis(),
        }
    }
}
