//! Who sent a request: checking its signature with the key of the account that it names.

use activitypub::{
    signature::{self, Claim, Received, Refusal},
    vocabulary::Actor,
};
use axum::http::{StatusCode, header::HOST, request::Parts};
use model::Account;

use crate::{
    Federation, authority::is_same_host, keys::PublicKey, limits, objects::Budget, trouble::Trouble,
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

    fn unauthorized(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, reason)
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

    /// Checks the signature; answers whose it is.
    pub(crate) async fn check(&self, federation: &Federation) -> Result<Account, Denied> {
        let key_id = &self.claim.key_id;
        let keys = &federation.0.keys;
        let now = federation.site().now();
        let known = federation.known_key(key_id).await?;
        let is_known = known.is_some();
        let key = match known {
            Some(key) => key,
            None => federation.new_key(key_id).await?,
        };
        let key = match self.verify(federation, &key) {
            Ok(()) => key,
            // Their key may have changed since we fetched it.
            Err(refusal) if is_known && keys.may_refetch(key_id, now) => {
                let Ok(key) = federation.fetch_key(key_id).await else { return Err(refusal.into()) };
                self.verify(federation, &key)?;
                key
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let owner = social::accounts::find_by_uri(federation.site(), &key.owner_uri).await;
        owner.map_err(Trouble::from)?.ok_or_else(|| {
            // Should the owner come back, the key is to be fetched with them.
            keys.public.invalidate(key_id);
            Denied::unauthorized("the key's owner is gone")
        })
    }

    fn verify(&self, federation: &Federation, key: &PublicKey) -> Result<(), Refusal> {
        with_request(federation, self.parts, self.body, |request| {
            signature::verify(&self.claim, request, &key.pem)
        })
    }
}

/// Shows a request to the code that knows signatures.
fn with_request<T>(
    federation: &Federation,
    parts: &Parts,
    body: Option<&[u8]>,
    look: impl FnOnce(&Received<'_>) -> T,
) -> T {
    let header = |name: &str| {
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
        path_and_query: parts.uri.path_and_query().map_or("/", |target| target.as_str()),
        header: &header,
        body,
        // What the operator configured, not what the request says: proxies often rewrite it, and attackers do.
        hosts: &[&federation.site().instance.domain],
        now_ms: federation.site().now().as_millis(),
    })
}

impl Federation {
    /// The key with this address, as it is known here.
    async fn known_key(&self, key_id: &str) -> Result<Option<PublicKey>, Trouble> {
        if let Some(key) = self.0.keys.public.get(key_id) {
            return Ok(Some(key));
        }
        let stored = store::keys::find(&self.site().store, key_id).await?;
        let Some(stored) = stored.filter(|key| key.private_key_pem.is_none()) else { return Ok(None) };
        let owner = match social::accounts::find(self.site(), stored.owner_id).await {
            Ok(owner) => owner,
            Err(social::Error::Refusal(_)) => return Ok(None),
            Err(fault) => return Err(fault.into()),
        };
        let key = PublicKey { owner_uri: owner.uri.into(), pem: stored.public_key_pem.into() };
        self.0.keys.public.insert(key_id.to_owned(), key.clone());
        Ok(Some(key))
    }

    /// A key that is not known yet, unless it could not be had a short while ago.
    async fn new_key(&self, key_id: &str) -> Result<PublicKey, Denied> {
        // Nobody signs with our keys but us, and we do not write to ourselves.
        if is_same_host(key_id, &self.site().instance.url("/")) {
            return Err(Denied::unauthorized("the key is of this very server"));
        }
        let turn = self.turn("key", key_id).await;
        if let Some(key) = self.known_key(key_id).await? {
            return Ok(key);
        }
        if self.0.keys.is_absent(key_id, self.site().now()) {
            return Err(Denied::unauthorized(format!(
                "the key {key_id} could not be fetched a short while ago"
            )));
        }
        let fetched = self.fetch_key(key_id).await;
        drop(turn);
        match fetched {
            Err(Trouble::Refused(reason) | Trouble::Later(reason)) => {
                self.0.keys.note_absent(key_id, self.site().now());
                Err(Denied::unauthorized(format!("the key {key_id} could not be fetched: {reason}")))
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
