//! Web push subscription: what an app is told while it is not running.

use std::collections::BTreeMap;

use model::{NotificationKind, PushSubscription};
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/WebPushSubscription/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct WebPushSubscription {
    pub id: String,
    pub endpoint: String,
    pub standard: bool,
    /// By kind of notification.
    pub alerts: BTreeMap<&'static str, bool>,
    pub server_key: String,
    pub policy: &'static str,
}

impl WebPushSubscription {
    /// A subscription, with the key by which push services know this server.
    pub fn new(subscription: &PushSubscription, server_key: &str) -> Self {
        let alert = |kind: NotificationKind| (kind.as_str(), subscription.alerts.contains(&kind));
        Self {
            id: subscription.id.to_string(),
            endpoint: subscription.endpoint.clone(),
            standard: subscription.standard,
            alerts: NotificationKind::ALL.into_iter().map(alert).collect(),
            server_key: server_key.to_owned(),
            policy: subscription.policy.as_str(),
        }
    }
}
