//! Web Push: apps that are told of notifications while they are not running. What is to be told is recorded together
//! with the notification; `federation` sends it.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{
    AccountId, Instance, Notification, NotificationKind, PushPolicy, PushSubscription, Token, limits,
};
use store::Tx;

use crate::{Fault, NotificationView, Problem, Refusal, Result, Site, notifications, pictures::Urls};

/// The setting that holds the private key with which push services know this server (RFC 8292).
const KEY: &str = "vapid_key";

/// The key with which push services know this server.
pub struct ServerKey {
    pair: EcdsaKeyPair,
    public: String,
}

impl ServerKey {
    /// The public part: an uncompressed point on P-256, base64url without padding.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// Signs a message with ES256: 64 bytes.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        Ok(signature.map_err(|error| Fault::caused_by("sign for a push service", error))?.as_ref().to_vec())
    }

    fn read(pkcs8: &[u8]) -> std::result::Result<Self, Fault> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8)
            .map_err(|error| Fault::new(format!("read the key for push services: {error}")))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }
}

/// The key with which push services know this server; made when first asked for.
pub async fn server_key(site: &Site) -> Result<&ServerKey> {
    site.push_key.get_or_try_init(|| load(site)).await
}

async fn load(site: &Site) -> Result<ServerKey> {
    if store::settings::find(&site.store, KEY).await?.is_none() {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|error| Fault::caused_by("make a key for push services", error))?;
        store::settings::insert(&site.store, KEY, &URL_SAFE_NO_PAD.encode(made.as_ref())).await?;
    }
    // Another process on the same database may have been faster; the first key stays.
    let stored = store::settings::find(&site.store, KEY).await?.unwrap_or_default();
    let pkcs8 = URL_SAFE_NO_PAD
        .decode(stored)
        .map_err(|error| Fault::caused_by("read the key for push services", error))?;
    Ok(ServerKey::read(&pkcs8)?)
}

/// Where an app wants to be told, and of what.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// The secret of the app's token.
    pub access_token: String,
    /// The push service's address.
    pub endpoint: String,
    /// The app's public key, base64url.
    pub p256dh: String,
    /// The app's authentication secret, base64url.
    pub auth: String,
    /// Whether messages are encoded as in RFC 8291.
    pub standard: bool,
    /// The kinds of notifications that it wants.
    pub alerts: Vec<NotificationKind>,
    /// Whose notifications it wants.
    pub policy: PushPolicy,
}

/// Begins to tell an app, in place of what it was told before.
pub async fn subscribe(
    site: &Site,
    me: AccountId,
    token: &Token,
    new: NewSubscription,
) -> Result<PushSubscription> {
    let mut problems = Vec::new();
    let endpoint = url::Url::parse(&new.endpoint).ok();
    let is_web =
        endpoint.as_ref().is_some_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
    if !is_web || new.endpoint.len() > limits::PUSH_ENDPOINT_BYTES {
        problems.push(Problem::new("endpoint", "must be an address on the web"));
    }
    let p256dh = decode(&new.p256dh).filter(|key| key.len() == 65 && key[0] == 4);
    if p256dh.is_none() {
        problems.push(Problem::new("p256dh", "must be a public key: an uncompressed point on P-256"));
    }
    let auth = decode(&new.auth).filter(|secret| secret.len() == 16);
    if auth.is_none() {
        problems.push(Problem::new("auth", "must be a secret of 16 bytes"));
    }
    let (Some(p256dh), Some(auth)) = (p256dh, auth.filter(|_| problems.is_empty())) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let subscription = PushSubscription {
        id: site.id(),
        token_id: token.id,
        account_id: me,
        access_token: new.access_token,
        endpoint: new.endpoint,
        p256dh,
        auth,
        standard: new.standard,
        alerts: new.alerts,
        policy: new.policy,
    };
    let mut tx = site.store.begin().await?;
    store::pushes::replace(&mut tx, &subscription).await?;
    tx.commit().await?;
    Ok(subscription)
}

/// Base64 in either alphabet, padded or not: apps differ.
fn decode(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .trim()
        .trim_end_matches('=')
        .chars()
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    URL_SAFE_NO_PAD.decode(plain).ok()
}

/// What the app with this token is told.
pub async fn show(site: &Site, token: &Token) -> Result<PushSubscription> {
    store::pushes::find_by_token(&site.store, token.id).await?.ok_or(Refusal::NotFound.into())
}

/// Changes what the app with this token is told.
pub async fn change(
    site: &Site,
    token: &Token,
    alerts: Option<Vec<NotificationKind>>,
    policy: Option<PushPolicy>,
) -> Result<PushSubscription> {
    let mut subscription = show(site, token).await?;
    subscription.alerts = alerts.unwrap_or(subscription.alerts);
    subscription.policy = policy.unwrap_or(subscription.policy);
    store::pushes::update(&site.store, &subscription).await?;
    Ok(subscription)
}

/// Tells the app with this token nothing more.
pub async fn unsubscribe(site: &Site, token: &Token) -> Result<()> {
    Ok(store::pushes::delete_by_token(&site.store, token.id).await?)
}

/// Records what apps are to be told of a new notification.
pub(crate) async fn record(site: &Site, tx: &mut Tx, notification: &Notification) -> Result<()> {
    let (me, from) = (notification.account_id, notification.from_account_id);
    for subscription in store::pushes::list(&mut *tx, me).await? {
        if !subscription.alerts.contains(&notification.kind) {
            continue;
        }
        let is_wanted = match subscription.policy {
            PushPolicy::All => true,
            PushPolicy::Followed => store::follows::find(&mut *tx, me, from).await?.is_some(),
            PushPolicy::Follower => store::follows::find(&mut *tx, from, me).await?.is_some(),
            PushPolicy::Nobody => false,
        };
        if is_wanted {
            store::pushes::insert_message(&mut *tx, site.id(), subscription.id, notification.id).await?;
        }
    }
    Ok(())
}

/// A message as an app reads it, or nothing if the notification is gone.
pub async fn message(
    site: &Site,
    subscription: &PushSubscription,
    notification: model::NotificationId,
) -> Result<Option<Message>> {
    match notifications::show(site, subscription.account_id, notification).await {
        Ok(view) => Ok(Some(Message::new(&site.instance, &view))),
        Err(crate::Error::Refusal(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// What a message says.
#[derive(Clone, Debug)]
pub struct Message {
    /// The notification.
    pub notification: Notification,
    /// The picture of whoever caused it.
    pub icon: Option<String>,
    /// What happened.
    pub title: String,
    /// What was said.
    pub body: String,
}

impl Message {
    fn new(instance: &Instance, view: &NotificationView) -> Self {
        let from = &view.from.account;
        let name = if from.display_name.is_empty() { &from.username } else { &from.display_name };
        let title = match view.notification.kind {
            NotificationKind::Mention => format!("{name} mentioned you"),
            NotificationKind::Status => format!("{name} posted"),
            NotificationKind::Reblog => format!("{name} boosted your post"),
            NotificationKind::Follow => format!("{name} follows you"),
            NotificationKind::FollowRequest => format!("{name} asks to follow you"),
            NotificationKind::Favourite => format!("{name} favourited your post"),
            NotificationKind::Poll => format!("A poll by {name} has ended"),
            NotificationKind::Update => format!("{name} edited a post that you boosted"),
            NotificationKind::Quote => format!("{name} quoted your post"),
            NotificationKind::QuotedUpdate => format!("{name} edited a post that you quoted"),
            NotificationKind::SeveredRelationships => "You lost follows".to_owned(),
            NotificationKind::ModerationWarning => "Moderators of this server decided something".to_owned(),
            NotificationKind::SignUp => format!("{name} signed up"),
            NotificationKind::Report => format!("{name} reported an account"),
        };
        let body = match &view.status {
            // Whoever warns does not want it on a locked screen.
            Some(status) if !status.status.spoiler_text.is_empty() => status.status.spoiler_text.clone(),
            Some(status) => markup::plain::text(&status.status.content),
            None => markup::plain::text(&from.note),
        };
        Self {
            notification: view.notification.clone(),
            // From here, as everywhere, and standing still.
            icon: Urls::of(instance, from).avatar_still,
            title,
            body: shorten(&body, limits::PUSH_BODY_CHARACTERS),
        }
    }
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_every_spelling_of_base64() {
        for text in ["-_8", "-_8=", "+/8=", " +/8"] {
            assert_eq!(decode(text), Some(vec![0xfb, 0xff]), "{text}");
        }
        assert_eq!(decode("!"), None);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shorten("äöü ß", 4), "äöü…");
        assert_eq!(shorten("äöü", 3), "äöü");
    }
}
