//! Instance: this server as apps see it, and what they may expect of it.

use model::{Registrations, Settings, limits, settings::StatusLimits};
use serde::Serialize;
use serde_json::{Value, json};
use social::{Credentials, instance::Stats, workshop};

use super::{Account, Rule};

/// The Mastodon whose client API this server speaks. Apps compare it with the version that brought a method, so it
/// stands first and alone in the version.
const SPOKEN: &str = "4.6.0";
/// The number that stands for Mastodon's changes to its API. Each includes those before it; 4 is about deleting media, 7 about
/// quotes. 8 promises reports of the year, which are not built.
const API_VERSION: u32 = 7;
/// A picture of this server; `web` serves it.
const THUMBNAIL: &str = "/site/thumbnail.png";
/// What this server keeps and tells of people; `web` serves it.
const PRIVACY_POLICY: &str = "/privacy-policy";
/// What those agree to who use this server; `web` serves it.
const TERMS: &str = "/terms-of-service";
/// The mark of this server and its size; `web` serves it.
const ICON: (&str, &str) = ("/apple-touch-icon.png", "180x180");

/// <https://docs.joinmastodon.org/entities/Instance/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Instance {
    pub domain: String,
    pub title: String,
    pub version: String,
    pub source_url: String,
    pub description: String,
    pub wrapstodon: Option<()>,
    pub usage: Value,
    pub thumbnail: Value,
    pub icon: Value,
    pub languages: Vec<String>,
    pub configuration: Value,
    pub registrations: Value,
    pub api_versions: Value,
    pub contact: Contact,
    pub rules: Vec<Rule>,
}

/// What this process can do, which no setting tells.
#[derive(Clone, Copy, Debug)]
pub struct Offers<'a> {
    /// The media types of files that are taken.
    pub accepted: &'a [&'a str],
    /// The key by which push services know this server.
    pub vapid_key: &'a str,
    /// Whether somebody translates.
    pub translates: bool,
    /// Whether there are terms of service.
    pub has_terms: bool,
}

/// Whom to ask about this server.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page of Instance")]
pub struct Contact {
    /// Empty unless an admin says which: the owner's address is for signing in.
    pub email: String,
    pub account: Option<Account>,
}

impl Instance {
    /// What this server says of itself.
    pub fn new(
        instance: &model::Instance,
        settings: &Settings,
        stats: &Stats,
        contact: Option<&Credentials>,
        rules: &[model::Rule],
        offers: Offers<'_>,
    ) -> Self {
        let thumbnail = instance.url(THUMBNAIL);
        Self {
            domain: instance.domain.clone(),
            title: title(instance, settings),
            version: version(),
            source_url: source_url(instance),
            description: settings.description.clone(),
            wrapstodon: None,
            usage: json!({ "users": { "active_month": stats.active_month } }),
            thumbnail: json!({
                "url": thumbnail, "blurhash": null, "description": "",
                "versions": { "@1x": thumbnail, "@2x": thumbnail },
            }),
            icon: json!([{ "src": instance.url(ICON.0), "size": ICON.1 }]),
            languages: languages(settings),
            configuration: configuration(instance, settings, offers),
            registrations: registrations(settings),
            api_versions: json!({ "mastodon": API_VERSION }),
            contact: Contact {
                email: settings.contact_email.clone(),
                account: contact.map(|owner| Account::new(instance, &owner.view)),
            },
            rules: rules.iter().map(Rule::from).collect(),
        }
    }
}

/// What the server is called.
pub(super) fn title(instance: &model::Instance, settings: &Settings) -> String {
    settings.name(&instance.domain).to_owned()
}

/// What is spoken here.
pub(crate) fn languages(settings: &Settings) -> Vec<String> {
    if settings.languages.is_empty() { vec!["en".to_owned()] } else { settings.languages.clone() }
}

/// Who may join.
fn registrations(settings: &Settings) -> Value {
    let who = settings.registrations;
    let needs_yes = who == Registrations::Approval;
    let message = &settings.registrations_message;
    // Whoever needs an invite cannot join from within an app.
    let message = (!who.lets_people_ask() && !message.is_empty()).then(|| message.clone());
    json!({
        "enabled": who.lets_people_ask(),
        "approval_required": needs_yes,
        "reason_required": needs_yes.then_some(true),
        "message": message,
        "min_age": (settings.door.min_age > 0).then_some(settings.door.min_age),
        "url": null,
    })
}

/// What apps may do here and how much of it. Nought stands for what is not built.
fn configuration(instance: &model::Instance, settings: &Settings, offers: Offers<'_>) -> Value {
    let feeds = &settings.feeds;
    let live = json!({ "local": feeds.local_live.as_str(), "remote": feeds.remote_live.as_str() });
    let topic = json!({ "local": feeds.local_topic.as_str(), "remote": feeds.remote_topic.as_str() });
    json!({
        "urls": {
            "streaming": streaming_url(instance),
            "status": null,
            "about": instance.url("/about"),
            "privacy_policy": instance.url(PRIVACY_POLICY),
            "terms_of_service": offers.has_terms.then(|| instance.url(TERMS)),
        },
        "vapid": { "public_key": offers.vapid_key },
        "accounts": {
            "max_featured_tags": limits::FEATURED_TAGS,
            "max_pinned_statuses": settings.statuses.pinned,
            "max_display_name_length": limits::OWN_NAME_CHARACTERS,
            "max_note_length": limits::NOTE_CHARACTERS,
            "max_avatar_description_length": limits::PICTURE_DESCRIPTION_CHARACTERS,
            "max_header_description_length": limits::PICTURE_DESCRIPTION_CHARACTERS,
            "max_profile_fields": limits::FIELDS,
            "profile_field_name_limit": limits::FIELD_CHARACTERS,
            "profile_field_value_limit": limits::FIELD_CHARACTERS,
        },
        "statuses": statuses(&settings.statuses),
        "media_attachments": media_attachments(offers.accepted),
        "polls": polls(&settings.statuses),
        "translation": { "enabled": offers.translates },
        "timelines_access": {
            "live_feeds": live,
            "hashtag_feeds": topic,
            "trending_link_feeds": topic,
        },
        "limited_federation": settings.limited_federation,
    })
}

/// What a status may hold.
pub(super) fn statuses(most: &StatusLimits) -> Value {
    json!({
        "max_characters": most.characters,
        "characters_reserved_per_url": limits::LINK_CHARACTERS,
        "max_media_attachments": most.attachments,
    })
}

/// What may be attached.
pub(super) fn media_attachments(accepted: &[&str]) -> Value {
    json!({
        "supported_mime_types": accepted,
        "description_limit": limits::DESCRIPTION_CHARACTERS,
        "image_size_limit": workshop::limits::IMAGE_BYTES,
        "image_matrix_limit": workshop::limits::IMAGE_PIXELS,
        "video_size_limit": workshop::limits::VIDEO_BYTES,
        "video_frame_rate_limit": workshop::limits::VIDEO_FRAME_RATE as u32,
        "video_matrix_limit": workshop::limits::VIDEO_PIXELS,
    })
}

/// What may be voted on.
pub(super) fn polls(most: &StatusLimits) -> Value {
    json!({
        "max_options": most.poll_options,
        "max_characters_per_option": most.poll_option_characters,
        "min_expiration": limits::POLL_SECONDS_MIN,
        "max_expiration": limits::POLL_SECONDS_MAX,
    })
}

/// `4.6.0+fanfare-0.1.0`: a version after SemVer, which apps that compare versions insist on.
pub(super) fn version() -> String {
    format!("{SPOKEN}+fanfare-{}", env!("CARGO_PKG_VERSION"))
}

/// Where live streams begin.
pub(super) fn streaming_url(instance: &model::Instance) -> String {
    // `https` becomes `wss`, `http` becomes `ws`.
    instance.url("").replacen("http", "ws", 1)
}

/// The picture of this server.
pub(super) fn thumbnail_url(instance: &model::Instance) -> String {
    instance.url(THUMBNAIL)
}

/// Where the source is, as the licence demands. As long as the workspace names no repository, the server's own page
/// is the one that can say.
fn source_url(instance: &model::Instance) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => instance.url("/"),
        repository => repository.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn the_instance_has_every_key_and_a_version_that_apps_can_read() {
        let stats = samples::stats();
        let shown = Instance::new(
            &samples::instance(),
            &Settings::default(),
            &stats,
            Some(&samples::credentials()),
            &[],
            Offers { accepted: &["image/jpeg"], vapid_key: "key", translates: false, has_terms: false },
        );
        let shown = serde_json::to_value(shown).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v2/instance 200");
        assert_eq!(shown["configuration"]["urls"]["streaming"], "wss://home.example");
        assert_eq!(shown["configuration"]["statuses"]["max_characters"], 500);
        let version = shown["version"].as_str().unwrap();
        let numbers: Vec<u32> = version.split(['+', '.']).take(3).map(|n| n.parse().unwrap()).collect();
        assert_eq!(numbers, [4, 6, 0]);
        assert!(!shown.to_string().contains("mail.example"), "nobody's e-mail address is published");
    }

    #[test]
    fn a_plain_http_trial_streams_over_plain_ws() {
        let trial = model::Instance { domain: "localhost:3000".into(), scheme: "http", media_host: None };
        assert_eq!(streaming_url(&trial), "ws://localhost:3000");
    }
}

/// What happened in a week, in words of numbers as Mastodon has them.
#[derive(Clone, Debug, Serialize)]
pub struct Week {
    /// When it began, in seconds since the beginning of 1970.
    pub week: String,
    /// Statuses by people here.
    pub statuses: String,
    /// People who looked.
    pub logins: String,
    /// People who joined.
    pub registrations: String,
}

impl From<&social::figures::Week> for Week {
    fn from(week: &social::figures::Week) -> Self {
        Self {
            week: (week.begins_at.as_millis() / 1_000).to_string(),
            statuses: week.statuses.to_string(),
            logins: week.logins.to_string(),
            registrations: week.registrations.to_string(),
        }
    }
}
