//! Instance, first version: as apps from before 4.0 ask for it.

use model::{Registrations, limits};
use serde::Serialize;
use serde_json::{Value, json};
use social::{Credentials, instance::Stats};

use super::{Account, Rule, instance};

/// <https://docs.joinmastodon.org/entities/V1_Instance/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct InstanceV1 {
    pub uri: String,
    pub title: String,
    pub short_description: String,
    pub description: String,
    pub email: String,
    pub version: String,
    pub urls: Value,
    pub stats: Value,
    pub thumbnail: String,
    pub languages: Vec<String>,
    pub registrations: bool,
    pub approval_required: bool,
    pub invites_enabled: bool,
    pub configuration: Value,
    pub contact_account: Option<Account>,
    pub rules: Vec<Rule>,
}

impl InstanceV1 {
    /// What this server says of itself.
    pub fn new(
        instance: &model::Instance,
        settings: &model::Settings,
        stats: &Stats,
        contact: Option<&Credentials>,
        rules: &[model::Rule],
        accepted: &[&str],
    ) -> Self {
        Self {
            uri: instance.domain.clone(),
            title: instance::title(instance, settings),
            short_description: settings.description.clone(),
            description: settings.description.clone(),
            email: settings.contact_email.clone(),
            version: instance::version(),
            urls: json!({ "streaming_api": instance::streaming_url(instance) }),
            stats: json!({
                "user_count": stats.users, "status_count": stats.statuses, "domain_count": stats.domains,
            }),
            thumbnail: instance::thumbnail_url(instance),
            languages: instance::languages(settings),
            registrations: settings.registrations.lets_people_ask(),
            approval_required: settings.registrations == Registrations::Approval,
            invites_enabled: settings.registrations == Registrations::Invitation,
            configuration: json!({
                "accounts": { "max_featured_tags": limits::FEATURED_TAGS },
                "statuses": instance::statuses(&settings.statuses),
                "media_attachments": instance::media_attachments(accepted),
                "polls": instance::polls(&settings.statuses),
            }),
            contact_account: contact.map(|owner| Account::new(instance, &owner.view)),
            rules: rules.iter().map(Rule::from).collect(),
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
            &[],
            &["image/jpeg"],
        );
        let shown = serde_json::to_value(shown).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/instance 200");
        assert_eq!(shown["stats"]["domain_count"], 7);
    }
}
