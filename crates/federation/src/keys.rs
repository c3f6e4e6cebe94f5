//! Keys: private ones of this server and its accounts, made when first needed; public ones of remote accounts,
//! fetched when first seen and again when they no longer fit.

use std::sync::Arc;

use activitypub::signature::PrivateKey;
use model::{Account, AccountId, Timestamp};
use moka::sync::Cache;
use reqwest::{
    Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use store::keys::Key;
use tokio::sync::Mutex;
use url::Url;

use crate::{Federation, limits};

/// Stands for the server itself where an account's id is asked for.
pub(crate) const INSTANCE: AccountId = AccountId::new(0);

/// A private key of ours, ready to sign.
pub(crate) struct SigningKey {
    id: String,
    private: PrivateKey,
    public_pem: String,
}

impl SigningKey {
    /// The address under which others find the public part.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The public part, for the actor's document.
    pub(crate) fn public_pem(&self) -> &str {
        &self.public_pem
    }

    /// The headers that make a request ours.
    pub(crate) fn sign(
        &self,
        method: &Method,
        url: &Url,
        body: Option<&[u8]>,
        now_ms: i64,
    ) -> Result<HeaderMap, String> {
        let host = crate::authority::authority_of(url).ok_or("the address has no host")?;
        let path_and_query = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let request = activitypub::signature::Unsigned {
            method: method.as_str(),
            path_and_query,
            host: &host,
            date_ms: now_ms,
            body,
            content_type: body.map(|_| activitypub::ACTIVITY_JSON),
        };
        let signed = activitypub::signature::sign(&request, &self.private, &self.id);
        let signed = signed.map_err(|error| error.to_string())?;
        let mut headers = HeaderMap::new();
        for (name, value) in signed {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            // The client writes the host itself, from the same address.
            if name != reqwest::header::HOST {
                headers.insert(name, HeaderValue::from_str(&value).map_err(|error| error.to_string())?);
            }
        }
        Ok(headers)
    }
}

/// A public key of somebody else.
#[derive(Clone)]
pub(crate) struct PublicKey {
    /// The account's address.
    pub(crate) owner_uri: Arc<str>,
    pub(crate) pem: Arc<str>,
}

/// Keys kept decoded.
pub(crate) struct Keys {
    signing: Cache<AccountId, Arc<SigningKey>>,
    pub(crate) public: Cache<String, PublicKey>,
    /// Keys that could not be had, and when.
    absent: Cache<String, Timestamp>,
    /// Keys that were fetched again because a signature did not fit, and when.
    refetched: Cache<String, Timestamp>,
    making: Mutex<()>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            signing: Cache::new(limits::KEYS),
            public: Cache::builder().max_capacity(limits::KEYS).time_to_live(limits::KEY_FRESH).build(),
            absent: Cache::new(limits::KEYS),
            refetched: Cache::new(limits::KEYS),
            making: Mutex::default(),
        }
    }
}

impl Keys {
    /// Whether the key was found missing a short while ago.
    pub(crate) fn is_absent(&self, key_id: &str, now: Timestamp) -> bool {
        self.absent.get(key_id).is_some_and(|at| now.as_millis() - at.as_millis() < limits::ABSENT_MS)
    }

    pub(crate) fn note_absent(&self, key_id: &str, now: Timestamp) {
        self.absent.insert(key_id.to_owned(), now);
    }

    /// Whether a key that does not fit may be fetched again now; if so, not again for a while.
    pub(crate) fn may_refetch(&self, key_id: &str, now: Timestamp) -> bool {
        let lately = self
            .refetched
            .get(key_id)
            .is_some_and(|at| now.as_millis() - at.as_millis() < limits::KEY_REFETCH_MS);
        if !lately {
            self.refetched.insert(key_id.to_owned(), now);
        }
        !lately
    }
}

impl Federation {
    /// The key with which a local account signs.
    pub(crate) async fn signing_key(&self, account: &Account) -> social::Result<Arc<SigningKey>> {
        self.own_key(account.id, &account.uri).await
    }

    /// The key with which the server itself signs.
    pub(crate) async fn instance_key(&self) -> social::Result<Arc<SigningKey>> {
        self.own_key(INSTANCE, &self.instance_actor()).await
    }

    /// The address of the actor that stands for this server.
    pub(crate) fn instance_actor(&self) -> String {
        self.site().instance.url("/actor")
    }

    async fn own_key(&self, owner: AccountId, actor: &str) -> social::Result<Arc<SigningKey>> {
        let keys = &self.0.keys;
        if let Some(key) = keys.signing.get(&owner) {
            return Ok(key);
        }
        let _making = keys.making.lock().await;
        if let Some(key) = keys.signing.get(&owner) {
            return Ok(key);
        }
        let store = &self.site().store;
        let stored = match store::keys::find_private(store, owner).await? {
            Some(stored) => stored,
            None => {
                store::keys::upsert(store, &make(owner, actor).await?, self.site().now()).await?;
                // Another process on the same database may have been faster; the first key stays.
                store::keys::find_private(store, owner)
                    .await?
                    .ok_or_else(|| social::Fault::new("a key that was just made is not there"))?
            }
        };
        let key = Arc::new(decode(&stored)?);
        keys.signing.insert(owner, key.clone());
        Ok(key)
    }
}

async fn make(owner: AccountId, actor: &str) -> social::Result<Key> {
    let made = tokio::task::spawn_blocking(|| {
        let private = PrivateKey::generate()?;
        Ok::<_, activitypub::signature::KeyError>((private.public_pem(), private.to_pem()))
    });
    let made = made.await.map_err(|error| social::Fault::caused_by("make a signing key", error))?;
    let (public_key_pem, private_key_pem) =
        made.map_err(|error| social::Fault::caused_by("make a signing key", error))?;
    Ok(Key {
        owner_id: owner,
        key_id: format!("{actor}#main-key"),
        public_key_pem,
        private_key_pem: Some(private_key_pem),
    })
}

fn decode(stored: &Key) -> social::Result<SigningKey> {
    let pem = stored.private_key_pem.as_deref().unwrap_or_default();
    let private = PrivateKey::from_pem(pem)
        .map_err(|error| social::Fault::caused_by(format!("read the key {}", stored.key_id), error))?;
    Ok(SigningKey { id: stored.key_id.clone(), private, public_pem: stored.public_key_pem.clone() })
}
