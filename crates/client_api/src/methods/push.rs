//! Push: <https://docs.joinmastodon.org/methods/push/>

use axum::{Json, extract::State};
use http::HeaderMap;
use model::{NotificationKind, PushPolicy, PushSubscription};
use serde::Deserialize;
use serde_json::{Map, Value};
use social::push::NewSubscription;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope, shown},
    entities::{self, Empty},
    params::Params,
};

/// Where an app wants to be told, and of what.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    subscription: Subscription,
    data: Data,
    policy: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Subscription {
    endpoint: String,
    standard: bool,
    keys: Keys,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Keys {
    p256dh: String,
    auth: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    alerts: Option<Value>,
    policy: Option<String>,
}

impl Form {
    /// Whose notifications are wanted, if that is said, in either of its places.
    fn policy(&self) -> Result<Option<PushPolicy>, ApiError> {
        let Some(word) = self.data.policy.as_deref().or(self.policy.as_deref()) else { return Ok(None) };
        match PushPolicy::parse(word) {
            None => Err(ApiError::invalid("policy", "must be all, followed, follower or none")),
            known => Ok(known),
        }
    }

    /// The kinds that are wanted, if that is said. Kinds that are not built are never told, so they are left out.
    fn alerts(&self) -> Option<Vec<NotificationKind>> {
        let named: &Map<String, Value> = self.data.alerts.as_ref()?.as_object()?;
        let is_wanted = |kind: &NotificationKind| named.get(kind.as_str()).is_some_and(is_true);
        Some(NotificationKind::ALL.into_iter().filter(is_wanted).collect())
    }
}

/// Forms know only text.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::String(text) => matches!(text.as_str(), "true" | "1" | "on"),
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

async fn answer(api: &ClientApi, subscription: &PushSubscription) -> Answer<entities::WebPushSubscription> {
    let key = social::push::server_key(&api.site).await?;
    Ok(Json(entities::WebPushSubscription::new(subscription, key.public())))
}

/// `POST /api/v1/push/subscription`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::Push>,
    headers: HeaderMap,
    Params(form): Params<Form>,
) -> Answer<entities::WebPushSubscription> {
    let new = NewSubscription {
        access_token: shown(&headers).unwrap_or_default().to_owned(),
        policy: form.policy()?.unwrap_or_default(),
        alerts: form.alerts().unwrap_or_default(),
        endpoint: form.subscription.endpoint,
        p256dh: form.subscription.keys.p256dh,
        auth: form.subscription.keys.auth,
        standard: form.subscription.standard,
    };
    let subscription = social::push::subscribe(&api.site, me.account.id, &me.token, new).await?;
    answer(&api, &subscription).await
}

/// `GET /api/v1/push/subscription`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::Push>,
) -> Answer<entities::WebPushSubscription> {
    let subscription = social::push::show(&api.site, &me.token).await?;
    answer(&api, &subscription).await
}

/// `PUT /api/v1/push/subscription`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::Push>,
    Params(form): Params<Form>,
) -> Answer<entities::WebPushSubscription> {
    let (alerts, policy) = (form.alerts(), form.policy()?);
    let subscription = social::push::change(&api.site, &me.token, alerts, policy).await?;
    answer(&api, &subscription).await
}

/// `DELETE /api/v1/push/subscription`
pub(crate) async fn delete(State(api): State<ClientApi>, me: Signed<scope::Push>) -> Answer<Empty> {
    social::push::unsubscribe(&api.site, &me.token).await?;
    Ok(Json(Empty {}))
}
