//! Web Push: sending what `social::push` recorded, through the one guarded client, encrypted for the app and signed
//! for its push service (RFC 8030, 8291, 8292).

mod encrypt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use encrypt::{Ours, Theirs};
use futures_util::{StreamExt, stream::FuturesUnordered};
use model::{PushMessage, PushSubscription, limits as model_limits};
use reqwest::{
    StatusCode,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use serde_json::json;
use social::{
    Fault,
    push::{Message, ServerKey},
};
use url::Url;

use crate::{Federation, fetch::FetchError, limits};

/// What became of a try.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It arrived, or there is nothing to tell any more.
    Done,
    /// The push service does not know the app any more, or never takes what we send.
    Ended,
    /// It may work later.
    Failed,
}

impl Federation {
    /// Sends the messages that are due; answers how many there were. May be dropped at any time: what is not settled
    /// is sent again.
    pub async fn push_due(&self) -> social::Result<usize> {
        let (store, now) = (&self.site().store, self.site().now());
        let due = store::pushes::due(store, now, limits::PUSHES_BATCH).await?;
        let mut flights: FuturesUnordered<_> = due.iter().map(|message| self.try_push(message)).collect();
        while let Some(settled) = flights.next().await {
            settled?;
        }
        Ok(due.len())
    }

    async fn try_push(&self, message: &PushMessage) -> social::Result<()> {
        let (store, now) = (&self.site().store, self.site().now());
        let outcome = self.push(message).await.unwrap_or_else(|fault| {
            tracing::error!(error = %fault, "could not send a message to an app");
            Outcome::Failed
        });
        let age_ms = now.as_millis() - message.id.time().as_millis();
        match outcome {
            Outcome::Done => store::pushes::delete_message(store, message.id).await?,
            Outcome::Ended => store::pushes::delete(store, message.subscription_id).await?,
            Outcome::Failed if age_ms > 1_000 * limits::PUSH_TTL_SECONDS => {
                store::pushes::delete_message(store, message.id).await?;
            }
            Outcome::Failed => {
                let step = usize::try_from(message.tries).unwrap_or(0);
                let wait = limits::RETRY_MS.get(step).copied().unwrap_or(limits::RETRY_LAST_MS);
                store::pushes::fail(store, message.id, now.plus_millis(wait)).await?;
            }
        }
        Ok(())
    }

    async fn push(&self, message: &PushMessage) -> social::Result<Outcome> {
        let site = self.site();
        let Some(subscription) = store::pushes::find(&site.store, message.subscription_id).await? else {
            return Ok(Outcome::Done);
        };
        let told = social::push::message(site, &subscription, message.notification_id).await?;
        let (Some(told), Ok(url)) = (told, Url::parse(&subscription.endpoint)) else {
            return Ok(Outcome::Done);
        };
        let key = social::push::server_key(site).await?;
        let payload = payload(&subscription, &told, &site.instance).to_string();
        let (mut headers, body) = encrypted(&subscription, key, payload.as_bytes())?;
        let now = site.now().as_seconds();
        headers.extend(authorization(key, &subscription, &url, &site.instance.url("/"), now)?);
        Ok(match self.0.client.post(&url, headers, body, limits::REQUEST_TIMEOUT).await {
            Ok(answer) => judge(answer.status),
            Err(FetchError::Unreachable(_)) => Outcome::Failed,
            // An address that we do not talk to will not become one.
            Err(_) => Outcome::Ended,
        })
    }
}

/// The message in the words of Mastodon, which apps understand.
fn payload(subscription: &PushSubscription, told: &Message, instance: &model::Instance) -> serde_json::Value {
    let icon = told.icon.clone().unwrap_or_else(|| instance.url("/avatars/original/missing.png"));
    json!({
        "access_token": subscription.access_token,
        "preferred_locale": "en",
        "notification_id": told.notification.id.get(),
        "notification_type": told.notification.kind.as_str(),
        "icon": icon,
        "title": told.title,
        "body": told.body,
    })
}

fn judge(status: StatusCode) -> Outcome {
    match status {
        status if status.is_success() => Outcome::Done,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Outcome::Failed,
        status if status.is_client_error() => Outcome::Ended,
        _ => Outcome::Failed,
    }
}

/// The encrypted message, and the headers that tell how to read it.
fn encrypted(
    subscription: &PushSubscription,
    key: &ServerKey,
    payload: &[u8],
) -> social::Result<(HeaderMap, Vec<u8>)> {
    let broken = |error| Fault::caused_by("encrypt a message to an app", error);
    let theirs = Theirs { public: &subscription.p256dh, auth: &subscription.auth };
    let ours = Ours::fresh().map_err(broken)?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(HeaderName::from_static("ttl"), HeaderValue::from(limits::PUSH_TTL_SECONDS));
    headers.insert(HeaderName::from_static("urgency"), HeaderValue::from_static("normal"));
    if subscription.standard {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
        return Ok((headers, encrypt::aes128gcm(&ours, theirs, payload).map_err(broken)?));
    }
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aesgcm"));
    let public = URL_SAFE_NO_PAD.encode(ours.public().map_err(broken)?);
    headers.insert(
        HeaderName::from_static("encryption"),
        text(&format!("salt={}", URL_SAFE_NO_PAD.encode(ours.salt)))?,
    );
    headers.insert(
        HeaderName::from_static("crypto-key"),
        text(&format!("dh={public};p256ecdsa={}", key.public()))?,
    );
    Ok((headers, encrypt::aesgcm(&ours, theirs, payload).map_err(broken)?))
}

/// The header by which a push service knows this server (RFC 8292).
fn authorization(
    key: &ServerKey,
    subscription: &PushSubscription,
    endpoint: &Url,
    contact: &str,
    now: i64,
) -> social::Result<HeaderMap> {
    let claims = json!({ "aud": endpoint.origin().ascii_serialization(), "exp": now + limits::PUSH_SIGNED_FOR_SECONDS, "sub": contact });
    let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
    let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes())?));
    let value = match subscription.standard {
        true => format!("vapid t={token},k={}", key.public()),
        false => format!("WebPush {token}"),
    };
    Ok(HeaderMap::from_iter([(AUTHORIZATION, text(&value)?)]))
}

fn text(value: &str) -> social::Result<HeaderValue> {
    Ok(HeaderValue::from_str(value).map_err(|error| Fault::caused_by("write a header", error))?)
}

/// Characters that an app is shown at most are a limit of `model`; the ciphertext must fit into one record.
const _: () = assert!(model_limits::PUSH_BODY_CHARACTERS * 4 < 3_000);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_push_services_mean_what_they_say() {
        let judged = |code: u16| judge(StatusCode::from_u16(code).unwrap());
        for code in [200, 201, 202] {
            assert_eq!(judged(code), Outcome::Done, "{code}");
        }
        for code in [400, 401, 403, 404, 410, 413] {
            assert_eq!(judged(code), Outcome::Ended, "{code}");
        }
        for code in [301, 408, 429, 500, 503] {
            assert_eq!(judged(code), Outcome::Failed, "{code}");
        }
    }
}
