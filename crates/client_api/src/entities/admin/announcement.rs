//! Announcements as those see them who write them.

use model::{AnnouncementMailing, Timestamp};
use serde::Serialize;
use social::announcements::AnnouncementView;

use crate::entities;

/// An announcement with what only those need to know of it who write it.
#[derive(Clone, Debug, Serialize)]
pub struct Announcement {
    /// What everybody sees.
    #[serde(flatten)]
    pub announcement: entities::Announcement,
    /// What was written.
    pub text: String,
    /// Whether everybody sees it.
    pub published: bool,
    /// When it will be seen, if that is to come.
    pub scheduled_at: Option<String>,
    /// How far it is by mail, if it goes out by that, too.
    pub mailing: Option<Mailing>,
}

/// How far an announcement is by mail.
#[derive(Clone, Debug, Serialize)]
pub struct Mailing {
    /// Letters that were written.
    pub written: i64,
    /// Since when.
    pub begun_at: String,
    /// Since when there are no more to come.
    pub ended_at: Option<String>,
}

impl From<&AnnouncementMailing> for Mailing {
    fn from(mailing: &AnnouncementMailing) -> Self {
        Self {
            written: mailing.written,
            begun_at: mailing.begun_at.to_rfc3339_millis(),
            ended_at: mailing.ended_at.map(Timestamp::to_rfc3339_millis),
        }
    }
}

impl Announcement {
    /// An announcement as shown now.
    pub fn new(instance: &model::Instance, view: &AnnouncementView, now: Timestamp) -> Self {
        let model::Announcement { text, published_at, is_draft, .. } = &view.announcement;
        Self {
            announcement: entities::Announcement::new(instance, view),
            text: text.clone(),
            published: !is_draft && *published_at <= now,
            scheduled_at: (!is_draft && *published_at > now).then(|| published_at.to_rfc3339_millis()),
            mailing: view.mailing.as_ref().map(Mailing::from),
        }
    }
}
