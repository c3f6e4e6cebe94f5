//! Announcement: what everybody on this server is told.

use model::Instance;
use serde::Serialize;
use social::announcements::{AnnouncementView, ReactionView};

use super::{
    CustomEmoji,
    status::{Mention, StatusTag},
};

/// <https://docs.joinmastodon.org/entities/Announcement/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Announcement {
    pub id: String,
    pub content: String,
    pub starts_at: Option<String>,
    pub ends_at: Option<String>,
    pub all_day: bool,
    pub published_at: String,
    pub updated_at: String,
    /// Not there in streams, which everybody shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<bool>,
    pub mentions: Vec<Mention>,
    pub statuses: Vec<AnnouncementStatus>,
    pub tags: Vec<StatusTag>,
    pub emojis: Vec<CustomEmoji>,
    pub reactions: Vec<Reaction>,
}

/// <https://docs.joinmastodon.org/entities/Announcement/#Status>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct AnnouncementStatus {
    pub id: String,
    pub url: String,
}

/// <https://docs.joinmastodon.org/entities/Reaction/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Reaction {
    pub name: String,
    pub count: i64,
    /// Not there in streams, which everybody shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<bool>,
    /// Only there for custom emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub static_url: Option<String>,
}

impl Reaction {
    /// A reaction as the viewer sees it.
    pub fn new(instance: &Instance, view: &ReactionView) -> Self {
        let url = view.custom.as_ref().map(|emoji| instance.url(&emoji.path()));
        Self {
            name: view.name.clone(),
            count: view.count,
            me: Some(view.me),
            url: url.clone(),
            static_url: url,
        }
    }
}

impl Announcement {
    /// An announcement as the viewer sees it.
    pub fn new(instance: &Instance, view: &AnnouncementView) -> Self {
        let AnnouncementView { announcement, read, reactions, emojis, mentions, tags, statuses, mailing: _ } =
            view;
        let status = |status: &model::Status| AnnouncementStatus {
            id: status.id.to_string(),
            url: status.page().unwrap_or(&status.uri).to_owned(),
        };
        Self {
            id: announcement.id.to_string(),
            content: announcement.content.clone(),
            starts_at: announcement.starts_at.map(model::Timestamp::to_rfc3339_millis),
            ends_at: announcement.ends_at.map(model::Timestamp::to_rfc3339_millis),
            all_day: announcement.all_day,
            published_at: announcement.published_at.to_rfc3339_millis(),
            updated_at: announcement.updated_at.to_rfc3339_millis(),
            read: Some(*read),
            mentions: mentions.iter().map(Mention::of).collect(),
            statuses: statuses.iter().map(status).collect(),
            tags: tags.iter().map(|tag| StatusTag::new(instance, tag)).collect(),
            emojis: CustomEmoji::list(emojis),
            reactions: reactions.iter().map(|reaction| Reaction::new(instance, reaction)).collect(),
        }
    }
}
