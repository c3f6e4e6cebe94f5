//! Relationship: how the viewer's account stands to another.

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Relationship/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Relationship {
    pub id: String,
    pub following: bool,
    pub showing_reblogs: bool,
    pub notifying: bool,
    pub languages: Option<Vec<String>>,
    pub followed_by: bool,
    pub blocking: bool,
    pub blocked_by: bool,
    pub muting: bool,
    pub muting_notifications: bool,
    pub muting_expires_at: Option<String>,
    pub requested: bool,
    pub requested_by: bool,
    pub domain_blocking: bool,
    pub endorsed: bool,
    pub note: String,
}

impl From<&social::Relationship> for Relationship {
    fn from(between: &social::Relationship) -> Self {
        Self {
            id: between.id.to_string(),
            following: between.following,
            showing_reblogs: between.showing_reblogs,
            notifying: between.notifying,
            languages: (!between.languages.is_empty()).then(|| between.languages.clone()),
            followed_by: between.followed_by,
            blocking: between.blocking,
            blocked_by: between.blocked_by,
            muting: between.muting,
            muting_notifications: between.muting_notifications,
            muting_expires_at: between.muting_expires_at.map(model::Timestamp::to_rfc3339_millis),
            requested: between.requested,
            requested_by: between.requested_by,
            domain_blocking: between.domain_blocking,
            endorsed: between.endorsed,
            note: between.note.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_relationship_has_every_key() {
        let between = social::Relationship {
            id: model::Id::new(5),
            following: true,
            showing_reblogs: true,
            notifying: false,
            followed_by: false,
            requested: false,
            requested_by: true,
            languages: vec!["de".into()],
            blocking: false,
            blocked_by: false,
            muting: true,
            muting_notifications: false,
            muting_expires_at: None,
            domain_blocking: false,
            endorsed: false,
            note: "met at the fair".into(),
        };
        let shown = serde_json::to_value(Relationship::from(&between)).unwrap();
        samples::assert_has_keys(&shown, "POST /api/v1/accounts/{id}/follow 200");
        assert_eq!((&shown["following"], &shown["requested_by"]), (&true.into(), &true.into()));
    }
}
