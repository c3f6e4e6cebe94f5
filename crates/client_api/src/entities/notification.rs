//! Notification: what happened that concerns somebody.

use model::Instance;
use serde::Serialize;
use social::{NotificationView, Viewer, notifications::matters::Matter};

use super::{AccountWarning, RelationshipSeveranceEvent, Report, Status, WrittenAccount};
use crate::json::Text;

/// <https://docs.joinmastodon.org/entities/Notification/>, written out.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Notification(Text);

impl Notification {
    /// A notification as the one it is for sees it.
    pub fn new(instance: &Instance, view: &NotificationView) -> Self {
        let mut text = Text::default();
        Self::write(&mut text, instance, view);
        Self(text)
    }

    /// Writes a notification as the one it is for sees it.
    pub(crate) fn write(text: &mut Text, instance: &Instance, view: &NotificationView) {
        let notification = &view.notification;
        text.object(|object| {
            object.field("id").value(&notification.id.to_string());
            object.field("type").value(notification.kind.as_str());
            object.field("created_at").value(&notification.created_at.to_rfc3339_millis());
            object.field("group_key").value(&*notification.group());
            // Only there when it is kept aside.
            if notification.filtered {
                object.field("filtered").value(&true);
            }
            object.field("account").written(WrittenAccount::of(instance, &view.from));
            // Only there when it is about one.
            if let Some(status) = &view.status {
                let viewer = Viewer::Account(notification.account_id);
                Status::write(object.field("status"), instance, viewer, status);
            }
            if let Some(lost) = &view.severance {
                object.field("event").value(&RelationshipSeveranceEvent::from(lost));
            }
            match &view.matter {
                None => {}
                Some(Matter::Strike(strike, about)) => {
                    object.field("moderation_warning").value(&AccountWarning::new(instance, strike, about));
                }
                Some(Matter::Report(report, about)) => {
                    object.field("report").value(&Report::new(instance, report, about));
                }
            }
        });
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
