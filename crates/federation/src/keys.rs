//! Keys: private ones of this server and its accounts, made when first needed; public ones of remote accounts,
//! fetched when first seen and again when they no longer fit.

use std::sync::Arc;

use activitypub::signature::{self, Asked, Form, PrivateKey};
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

/// What a key of ours is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// Signing requests; RSA, since that is what everybody reads.
    Requests,
    /// Proving documents (FEP-8b32), and signing requests to those who read it; Ed25519.
    Proofs,
}

impl Purpose {
    /// The address of an actor's key.
    fn key_id(self, actor: &str) -> String {
        match self {
            Self::Requests => format!("{actor}#main-key"),
            Self::Proofs => format!("{actor}#ed25519-key"),
        }
    }

    fn generate(self) -> Result<PrivateKey, signature::KeyError> {
        match self {
            Self::Requests => PrivateKey::generate(),
            Self::Proofs => PrivateKey::generate_ed25519(),
        }
    }
}

/// The keys of an actor of ours.
pub(crate) struct Pair {
    /// Signs requests.
    pub(crate) requests: Arc<SigningKey>,
    /// Proves documents.
    pub(crate) proofs: Arc<SigningKey>,
}

/// A private key of ours, ready to sign.
pub(crate) struct SigningKey {
    id: String,
    private: PrivateKey,
}

impl SigningKey {
    /// The address under which others find the public part.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The public part, for the actor's document.
    pub(crate) fn public_pem(&self) -> String {
        self.private.public_pem()
    }

    /// The public part in multibase, for the actor's document, if it proves documents.
    pub(crate) fn public_multibase(&self) -> Option<String> {
        self.private.public().to_multibase()
    }

    /// Proves a document.
    pub(crate) fn prove(&self, document: &mut serde_json::Value, now: Timestamp) -> social::Result<()> {
        activitypub::proof::prove(document, &self.private, &self.id, &now.to_rfc3339_seconds())
            .map_err(|error| social::Fault::caused_by("prove a document", error).into())
    }

    /// The headers that make a fetch ours, as its receiver asked for. A few servers forget the query when they check.
    pub(crate) fn sign_fetch(
        &self,
        url: &Url,
        form: Form,
        with_query: bool,
        wanted: Option<&Asked>,
        now_ms: i64,
    ) -> Result<HeaderMap, String> {
        let mut signed = url.clone();
        if !with_query {
            signed.set_query(None);
        }
        self.sign_with(&Method::GET, &signed, None, &[], now_ms, (form, wanted))
    }

    /// The headers that make a request ours, with more that are signed, too; in a form, and as its receiver asked for.
    pub(crate) fn sign_with(
        &self,
        method: &Method,
        url: &Url,
        body: Option<&[u8]>,
        more: &[(&'static str, String)],
        now_ms: i64,
        (form, wanted): (Form, Option<&Asked>),
    ) -> Result<HeaderMap, String> {
        let host = crate::authority::authority_of(url).ok_or("the address has no host")?;
        let path_and_query = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let request = activitypub::signature::Unsigned {
            method: method.as_str(),
            scheme: url.scheme(),
            host: &host,
            path_and_query,
            date_ms: now_ms,
            body,
            content_type: body.map(|_| activitypub::ACTIVITY_JSON),
        };
        let signed = match (form, wanted) {
            (Form::Standard, Some(wanted)) => {
                signature::sign_as_asked(&request, more, wanted, &self.private, &self.id)
            }
            _ => signature::sign_with(&request, more, form, &self.private, &self.id),
        };
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
    /// The key itself, or what is wrong with it.
    pub(crate) key: Arc<Result<signature::PublicKey, &'static str>>,
    /// When it ends.
    pub(crate) expires_at: Option<Timestamp>,
}

impl PublicKey {
    /// Whether it still counts.
    pub(crate) fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|at| at > now)
    }
}

/// Keys kept decoded.
pub(crate) struct Keys {
    /// Ours, by their addresses.
    signing: Cache<String, Arc<SigningKey>>,
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
    /// The key with which a local account signs requests.
    pub(crate) async fn signing_key(&self, account: &Account) -> social::Result<Arc<SigningKey>> {
        self.own_key(account.id, &account.uri, Purpose::Requests).await
    }

    /// The key with which a local account proves documents.
    pub(crate) async fn proving_key(&self, account: &Account) -> social::Result<Arc<SigningKey>> {
        self.own_key(account.id, &account.uri, Purpose::Proofs).await
    }

    /// The keys of a local account.
    pub(crate) async fn key_pair(&self, account: &Account) -> social::Result<Pair> {
        Ok(Pair { requests: self.signing_key(account).await?, proofs: self.proving_key(account).await? })
    }

    /// The key with which the server itself signs.
    pub(crate) async fn instance_key(&self) -> social::Result<Arc<SigningKey>> {
        self.own_key(INSTANCE, &self.instance_actor(), Purpose::Requests).await
    }

    /// The keys of the server itself.
    pub(crate) async fn instance_keys(&self) -> social::Result<Pair> {
        let proofs = self.own_key(INSTANCE, &self.instance_actor(), Purpose::Proofs).await?;
        Ok(Pair { requests: self.instance_key().await?, proofs })
    }

    /// The address of the actor that stands for this server.
    pub(crate) fn instance_actor(&self) -> String {
        self.site().instance.url("/actor")
    }

    async fn own_key(
        &self,
        owner: AccountId,
        actor: &str,
        purpose: Purpose,
    ) -> social::Result<Arc<SigningKey>> {
        let (keys, id) = (&self.0.keys, purpose.key_id(actor));
        if let Some(key) = keys.signing.get(&id) {
            return Ok(key);
        }
        let _making = keys.making.lock().await;
        if let Some(key) = keys.signing.get(&id) {
            return Ok(key);
        }
        let store = &self.site().store;
        let stored = match store::keys::find(store, &id).await? {
            Some(stored) => stored,
            None => {
                store::keys::upsert(store, &make(owner, &id, purpose).await?, self.site().now()).await?;
                // Another process on the same database may have been faster; the first key stays.
                store::keys::find(store, &id)
                    .await?
                    .ok_or_else(|| social::Fault::new("a key that was just made is not there"))?
            }
        };
        let key = Arc::new(decode(&stored)?);
        keys.signing.insert(id, key.clone());
        Ok(key)
    }
}

async fn make(owner: AccountId, id: &str, purpose: Purpose) -> social::Result<Key> {
    let made = tokio::task::spawn_blocking(move || {
        let private = purpose.generate()?;
        Ok::<_, signature::KeyError>((private.public_pem(), private.to_pem()))
    });
    let made = made.await.map_err(|error| social::Fault::caused_by("make a key", error))?;
    let (public_key_pem, private_key_pem) =
        made.map_err(|error| social::Fault::caused_by("make a key", error))?;
    let (key_id, private_key_pem) = (id.to_owned(), Some(private_key_pem));
    Ok(Key { owner_id: owner, key_id, public_key_pem, private_key_pem, expires_at: None })
}

fn decode(stored: &Key) -> social::Result<SigningKey> {
    let pem = stored.private_key_pem.as_deref().unwrap_or_default();
    let private = PrivateKey::from_pem(pem)
        .map_err(|error| social::Fault::caused_by(format!("read the key {}", stored.key_id), error))?;
    Ok(SigningKey { id: stored.key_id.clone(), private })
}
