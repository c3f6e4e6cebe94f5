//! Who sent a request: checking its signature with the key of the account that it names.

use std::borrow::Cow;

use activitypub::{
    proof,
    signature::{self, Claim, Received, Refusal},
    vocabulary::Actor,
    webfinger::Handle,
};
use axum::http::{StatusCode, header::HOST, request::Parts};
use model::{Account, Forwarded};
use serde_json::Value;

use crate::{
    Federation,
    authority::{authority, is_same_host},
    keys::PublicKey,
    limits,
    objects::Budget,
    trouble::Trouble,
};

/// Why a request is turned away; the text is for the operator of the other server.
#[derive(Debug)]
pub(crate) struct Denied {
    pub(crate) status: StatusCode,
    pub(crate) reason: String,
}

impl Denied {
    pub(crate) fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    pub(crate) fn unauthorized(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, reason)
    }

    /// The signature is right, and no other would help: many send again for days what is answered with 401.
    pub(crate) fn in_vain(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, reason)
    }

    /// It may work later: the sender keeps what it has and comes again.
    fn later(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, reason)
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        let status = if refusal.is_malformed() { StatusCode::BAD_REQUEST } else { StatusCode::UNAUTHORIZED };
        Self::new(status, refusal.to_string())
    }
}

/// A request whose signature has been read, and checked as far as that goes without the key.
pub(crate) struct Signed<'a> {
    parts: &'a Parts,
    body: Option<&'a [u8]>,
    claim: Claim,
}

impl<'a> Signed<'a> {
    /// Reads the signature: what it covers, age, host and digest.
    pub(crate) fn read(
        federation: &Federation,
        parts: &'a Parts,
        body: Option<&'a [u8]>,
    ) -> Result<Self, Refusal> {
        let claim = with_request(federation, parts, body, Claim::read)?;
        Ok(Self { parts, body, claim })
    }

    /// The host of whoever says that they sign.
    pub(crate) fn host(&self) -> Option<String> {
        let key_id = self.claim.key_id();
        match key_id.strip_prefix("acct:") {
            Some(handle) => Handle::parse(handle).map(|handle| handle.host),
            None => authority(key_id),
        }
    }

    /// Where what is in the request stands, if it does not say so: by the key with which it is signed.
    pub(crate) fn stands_at(&self) -> Option<url::Url> {
        url::Url::parse(self.claim.key_id()).ok()
    }

    /// Checks the signature; answers whose it is.
    pub(crate) async fn check(&self, federation: &Federation) -> Result<Account, Denied> {
        let key_id = federation.key_address(self.claim.key_id()).await?;
        let fits = |key: &signature::PublicKey| {
            with_request(federation, self.parts, self.body, |request| self.claim.verify(request, key))
        };
        let (owner, key) = federation.owner_of_fitting_key(&key_id, fits).await?;
        if let Ok(key) = key.key.as_ref() {
            let learned = federation.learn_from_request(&owner.uri, self.claim.form(), key).await;
            learned.map_err(Trouble::from)?;
        }
        Ok(owner)
    }

    /// A header, if it is signed.
    pub(crate) fn signed_header(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        let value = self.parts.headers.get(&name).and_then(|value| value.to_str().ok());
        value.filter(|_| self.claim.covers(&name))
    }
}

/// Shows a request to the code that knows signatures.
fn with_request<T>(
    federation: &Federation,
    parts: &Parts,
    body: Option<&[u8]>,
    look: impl FnOnce(&Received<'_>) -> T,
) -> T {
    let domain = &federation.site().instance.domain;
    let forwarded = parts.extensions.get::<Forwarded>();
    let header = |name: &str| {
        // A proxy asks in its own way; for whom it asks it says, or it has only us.
        if let (true, Some(Forwarded(host))) = (name == HOST, forwarded) {
            return Some(host.as_ref().unwrap_or(domain).clone());
        }
        let values: Vec<&str> =
            parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        // HTTP/2 has the host in the request's target.
        match (values.is_empty(), parts.uri.authority()) {
            (true, Some(authority)) if name == HOST => Some(authority.to_string()),
            (true, _) => None,
            (false, _) => Some(values.join(", ")),
        }
    };
    look(&Received {
        method: parts.method.as_str(),
        // What the operator configured, not what the request says: proxies often rewrite it, and attackers do.
        scheme: federation.site().instance.scheme,
        host: domain,
        path_and_query: parts.uri.path_and_query().map_or("/", |target| target.as_str()),
        header: &header,
        body,
        now_ms: federation.site().now().as_millis(),
    })
}

impl Federation {
    /// Whose proof a document carries (FEP-8b32), if it carries one.
    pub(crate) async fn prover_of(&self, document: &Value) -> Result<Option<Account>, Denied> {
        let now = self.site().now().to_rfc3339_seconds();
        let Some(claim) = proof::Claim::read(document, &now) else { return Ok(None) };
        let claim = claim?;
        self.owner_of_fitting_key(&claim.key_id, |key| claim.verify(key)).await.map(|(owner, _)| Some(owner))
    }

    /// Whose key it is, if it fits. If it does not, it may have changed since it was fetched, and is fetched again.
    async fn owner_of_fitting_key(
        &self,
        key_id: &str,
        fits: impl Fn(&signature::PublicKey) -> Result<(), Refusal>,
    ) -> Result<(Account, PublicKey), Denied> {
        let fits =
            |key: &PublicKey| key.key.as_ref().as_ref().map_err(|&why| Refusal::BadKey(why)).and_then(&fits);
        let (keys, now) = (&self.0.keys, self.site().now());
        let known = self.known_key(key_id).await?;
        let is_known = known.is_some();
        let key = match known {
            Some(key) => key,
            None => self.new_key(key_id).await?,
        };
        let key = match fits(&key) {
            Ok(()) => key,
            Err(refusal) if is_known && keys.may_refetch(key_id, now) => {
                let Ok(key) = self.fetch_key(key_id).await else { return Err(refusal.into()) };
                fits(&key)?;
                key
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let owner = social::accounts::find_by_uri(self.site(), &key.owner_uri).await;
        let owner = owner.map_err(Trouble::from)?.ok_or_else(|| {
            // Should the owner come back, the key is to be fetched with them.
            keys.public.invalidate(key_id);
            Denied::unauthorized("the key's owner is gone")
        })?;
        Ok((owner, key))
    }

    /// The address of a key. A few servers name its owner's handle instead.
    async fn key_address<'a>(&self, key_id: &'a str) -> Result<Cow<'a, str>, Denied> {
        let Some(handle) = key_id.strip_prefix("acct:") else { return Ok(Cow::Borrowed(key_id)) };
        let unknown = || Denied::unauthorized(format!("there is no key of {key_id}"));
        let handle = Handle::parse(handle).ok_or_else(unknown)?;
        let site = self.site();
        let known = social::accounts::find_by_handle(site, &handle.username, Some(&handle.host)).await;
        let owner = match known.map_err(Trouble::from)? {
            Some(owner) => owner,
            None if site.instance.is_home(&handle.host) => return Err(unknown()),
            None => {
                let budget = Budget::new(limits::FETCHES_PER_QUESTION);
                self.ask_for(&handle, &budget).await?
            }
        };
        let keys = store::keys::list(&site.store, owner.id).await.map_err(Trouble::from)?;
        // Whoever names keys so signs with the one kind of key that there was when they learned it.
        let is_rsa = |key: &store::keys::Key| {
            matches!(signature::PublicKey::from_pem(&key.public_key_pem), Ok(signature::PublicKey::Rsa(_)))
        };
        let key = keys.into_iter().find(is_rsa).ok_or_else(unknown)?;
        Ok(Cow::Owned(key.key_id))
    }

    /// The key with this address, as it is known here.
    async fn known_key(&self, key_id: &str) -> Result<Option<PublicKey>, Trouble> {
        let now = self.site().now();
        if let Some(key) = self.0.keys.public.get(key_id) {
            return Ok(Some(key).filter(|key| key.is_valid(now)));
        }
        let stored = store::keys::find(&self.site().store, key_id).await?;
        let counts = |key: &store::keys::Key| {
            key.private_key_pem.is_none() && key.expires_at.is_none_or(|at| at > now)
        };
        let Some(stored) = stored.filter(counts) else { return Ok(None) };
        let owner = match social::accounts::find(self.site(), stored.owner_id).await {
            Ok(owner) => owner,
            Err(social::Error::Refusal(_)) => return Ok(None),
            Err(fault) => return Err(fault.into()),
        };
        let key = signature::PublicKey::from_pem(&stored.public_key_pem);
        let key = PublicKey { owner_uri: owner.uri.into(), key: key.into(), expires_at: stored.expires_at };
        self.0.keys.public.insert(key_id.to_owned(), key.clone());
        Ok(Some(key))
    }

    /// A key that is not known yet, unless it could not be had a short while ago.
    async fn new_key(&self, key_id: &str) -> Result<PublicKey, Denied> {
        // Nobody signs with our keys but us, and we do not write to ourselves.
        if is_same_host(key_id, &self.site().instance.url("/")) {
            return Err(Denied::unauthorized("the key is of this very server"));
        }
        // Whoever sends waits only so long; the fetch goes on, and the key is here when they come again.
        let (federation, id) = (self.clone(), key_id.to_owned());
        let fetch = self.0.errands.begin(async move { federation.fetch_new_key(&id).await });
        match tokio::time::timeout(limits::KEY_TIMEOUT, fetch).await {
            Ok(Ok(fetched)) => fetched,
            Ok(Err(fault)) => Err(Trouble::Fault(social::Fault::caused_by("fetch a key", fault)).into()),
            Err(_) => Err(Denied::later(format!("the key {key_id} takes long to fetch"))),
        }
    }

    /// Fetches a key that is not known yet, one request at a time.
    async fn fetch_new_key(&self, key_id: &str) -> Result<PublicKey, Denied> {
        let keys = &self.0.keys;
        let turn = self.turn("key", key_id).await;
        if let Some(key) = self.known_key(key_id).await? {
            return Ok(key);
        }
        if keys.is_absent(key_id, self.site().now()) {
            return Err(Denied::unauthorized(format!(
                "the key {key_id} could not be fetched a short while ago"
            )));
        }
        let fetched = self.fetch_key(key_id).await;
        drop(turn);
        match fetched {
            Err(Trouble::Refused(reason)) => {
                keys.note_absent(key_id, self.site().now());
                Err(Denied::unauthorized(format!("the key {key_id} could not be fetched: {reason}")))
            }
            Err(Trouble::Later(reason)) => {
                Err(Denied::later(format!("the key {key_id} could not be fetched now: {reason}")))
            }
            fetched => Ok(fetched?),
        }
    }

    /// Fetches a key with its owner, who must list it.
    async fn fetch_key(&self, key_id: &str) -> Result<PublicKey, Trouble> {
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        let mut document = self.fetch_object(key_id, &budget).await?;
        if Actor::parse(document.get()).is_err() {
            // A key may be a document of its own that names its owner.
            let owner = ["owner", "controller"]
                .iter()
                .find_map(|name| document.get().get(name).and_then(activitypub::lenient::id_of))
                .ok_or_else(|| Trouble::refused("it is neither an actor nor the key of one"))?
                .to_owned();
            document = self.fetch_object(&owner, &budget).await?;
        }
        self.take_in_person(&document, &budget).await?;
        self.known_key(key_id).await?.ok_or_else(|| Trouble::refused("its owner does not list it"))
    }
}
