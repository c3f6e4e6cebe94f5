//! Instance, first version: as apps from before 4.0 ask for it.

use serde::Serialize;
use serde_json::{Value, json};
use social::{Credentials, instance::Stats};

use super::{Account, instance};

/// <https://docs.joinmastodon.org/entities/V1_Instance/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct InstanceV1 {
    pub uri: String,
    pub title: String,
    pub short_description: &'static str,
    pub description: &'static str,
    pub email: &'static str,
    pub version: String,
    pub urls: Value,
    pub stats: Value,
    pub thumbnail: String,
    pub languages: [&'static str; 1],
    pub registrations: bool,
    pub approval_required: bool,
    pub invites_enabled: bool,
    pub configuration: Value,
    pub contact_account: Option<Account>,
    pub rules: [(); 0],
}

impl InstanceV1 {
    /// What this server says of itself.
    pub fn new(
        instance: &model::Instance,
        settings: &model::Settings,
        stats: &Stats,
        contact: Option<&Credentials>,
    ) -> Self {
        Self {
            uri: instance.domain.clone(),
            title: instance.domain.clone(),
            short_description: "",
            description: "",
            email: "",
            version: instance::version(),
            urls: json!({ "streaming_api": instance::streaming_url(instance) }),
            stats: json!({
                "user_count": stats.users, "status_count": stats.statuses, "domain_count": stats.domains,
            }),
            thumbnail: instance::thumbnail_url(instance),
            languages: ["en"],
            registrations: false,
            approval_required: false,
            invites_enabled: false,
            configuration: json!({
                "accounts": { "max_featured_tags": 0 },
                "statuses": instance::statuses(&settings.statuses),
                "media_attachments": instance::media_attachments(),
                "polls": instance::polls(&settings.statuses),
            }),
            contact_account: contact.map(|owner| Account::new(instance, &owner.view)),
            rules: [],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn the_first_version_has_every_key() {
        let stats = samples::stats();
        let shown = InstanceV1::new(
            &samples::instance(),
            &model::Settings::default(),
            &stats,
            Some(&samples::credentials()),
        );
        let shown = serde_json::to_value(shown).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/instance 200");
        assert_eq!(shown["stats"]["domain_count"], 7);
    }
}
