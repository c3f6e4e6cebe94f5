//! Notification policy and requests: what is kept aside.

use model::{Instance, Reception};
use serde::Serialize;
use serde_json::{Value, json};
use social::{NotificationPolicyView, NotificationRequestView, Viewer};

use super::{Account, Status};

/// <https://docs.joinmastodon.org/entities/NotificationRequest/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct NotificationRequest {
    pub id: String,
    pub created_at: String,
    pub updated_at: String,
    /// A number, written as text.
    pub notifications_count: String,
    pub account: Account,
    pub last_status: Option<Status>,
}

impl NotificationRequest {
    /// A request as the one who is asked sees it.
    pub fn new(instance: &Instance, view: &NotificationRequestView) -> Self {
        let (request, viewer) = (&view.request, Viewer::Account(view.request.account_id));
        Self {
            id: request.id.to_string(),
            created_at: request.created_at.to_rfc3339_millis(),
            updated_at: request.updated_at.to_rfc3339_millis(),
            notifications_count: request.notifications_count.to_string(),
            account: Account::new(instance, &view.from),
            last_status: view.last_status.as_ref().map(|status| Status::new(instance, viewer, status)),
        }
    }
}

/// <https://docs.joinmastodon.org/entities/NotificationPolicy/>
pub fn policy(view: &NotificationPolicyView) -> Value {
    let mut shown = json!(view.policy);
    shown["summary"] = summary(view);
    shown
}

/// <https://docs.joinmastodon.org/entities/V1_NotificationPolicy/>: only whether something is kept aside.
pub fn policy_v1(view: &NotificationPolicyView) -> Value {
    let is_kept = |reception| reception != Reception::Accept;
    json!({
        "filter_not_following": is_kept(view.policy.for_not_following),
        "filter_not_followers": is_kept(view.policy.for_not_followers),
        "filter_new_accounts": is_kept(view.policy.for_new_accounts),
        "filter_private_mentions": is_kept(view.policy.for_private_mentions),
        "summary": summary(view),
    })
}

fn summary(view: &NotificationPolicyView) -> Value {
    json!({
        "pending_requests_count": view.pending_requests,
        "pending_notifications_count": view.pending_notifications,
    })
}
