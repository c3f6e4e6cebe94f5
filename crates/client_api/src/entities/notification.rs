//! Notification: what happened that concerns somebody.

use model::Instance;
use serde::Serialize;
use social::{NotificationView, Viewer};

use super::{Status, WrittenAccount};

/// <https://docs.joinmastodon.org/entities/Notification/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Notification {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub created_at: String,
    pub group_key: String,
    /// Only there when it is kept aside.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub filtered: bool,
    pub account: WrittenAccount,
    /// Only there when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

impl Notification {
    /// A notification as the one it is for sees it.
    pub fn new(instance: &Instance, view: &NotificationView) -> Self {
        let notification = &view.notification;
        let viewer = Viewer::Account(notification.account_id);
        Self {
            id: notification.id.to_string(),
            kind: notification.kind.as_str(),
            created_at: notification.created_at.to_rfc3339_millis(),
            group_key: notification.group(),
            filtered: notification.filtered,
            account: WrittenAccount::new(instance, &view.from),
            status: view.status.as_ref().map(|status| Status::new(instance, viewer, status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_notification_has_every_key() {
        let shown = Notification::new(&samples::instance(), &samples::notification());
        let shown = serde_json::to_value(shown).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/notifications/{id} 200");
        assert_eq!((&shown["type"], &shown["group_key"]), (&"favourite".into(), &"ungrouped-8".into()));
    }

    #[test]
    fn one_about_no_status_has_none() {
        let mut view = samples::notification();
        view.status = None;
        let shown = serde_json::to_value(Notification::new(&samples::instance(), &view)).unwrap();
        assert_eq!(shown.get("status"), None);
    }
}
