//! Documents that other servers serve: fetched, and believed only about themselves.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicUsize, Ordering},
};

use activitypub::signature::Form;
use serde_json::Value;
use url::Url;

use crate::{
    Federation,
    authority::{Authentic, Mismatch, Untrusted, authority_of},
    fetch::{FetchError, Fetched, Signer},
    limits,
    manners::Manner,
};

/// How many more documents may be fetched for one purpose.
#[derive(Debug)]
pub(crate) struct Budget(AtomicUsize);

impl Budget {
    pub(crate) fn new(fetches: usize) -> Self {
        Self(AtomicUsize::new(fetches))
    }

    fn spend(&self) -> Result<(), FetchError> {
        let left = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1));
        left.map(drop).map_err(|_| FetchError::Budget)
    }
}

impl Federation {
    /// The object with this id, as its own server tells it.
    ///
    /// What is found may say that it has another id (a page for people, a key document). It is then fetched from
    /// there, once: only where a document stands by its own id is it believed.
    pub(crate) async fn fetch_object(
        &self,
        id: &str,
        budget: &Budget,
    ) -> Result<Authentic<Value>, FetchError> {
        let (url, found) = self.fetch_json(id, budget).await?;
        match found.found_at(&url) {
            Err(Mismatch::Elsewhere { id }) => {
                let (url, found) = self.fetch_json(&id, budget).await?;
                Ok(found.found_at(&url)?)
            }
            authentic => Ok(authentic?),
        }
    }

    /// The object at an address that a person gave: if a page for people is found, the object that it names as
    /// its other form, on the same host.
    pub(crate) async fn fetch_pasted(
        &self,
        address: &str,
        budget: &Budget,
    ) -> Result<Authentic<Value>, FetchError> {
        let fetched = self.fetch_signed(address, activitypub::ACCEPT, budget).await?;
        if activitypub::is_activity_content_type(&fetched.content_type) {
            return match read_json(&fetched)?.found_at(&fetched.url) {
                Err(Mismatch::Elsewhere { id }) => self.fetch_object(&id, budget).await,
                authentic => Ok(authentic?),
            };
        }
        let page = String::from_utf8_lossy(&fetched.body);
        match crate::page::alternate(&page, &fetched.url) {
            Some(object) => self.fetch_object(object.as_str(), budget).await,
            None => Err(FetchError::NotAnObject(fetched.content_type)),
        }
    }

    /// A collection of somebody's, or a page of one, as their host serves it.
    pub(crate) async fn fetch_collection(
        &self,
        address: &str,
        owner: &str,
        budget: &Budget,
    ) -> Result<Authentic<Value>, FetchError> {
        let (url, found) = self.fetch_json(address, budget).await?;
        Ok(found.served_for(owner, &url)?)
    }

    /// A document that is no ActivityPub object, such as a WebFinger answer.
    pub(crate) async fn fetch_plain(
        &self,
        address: &str,
        accept: &str,
        budget: &Budget,
    ) -> Result<Fetched, FetchError> {
        self.fetch_signed(address, accept, budget).await
    }

    async fn fetch_json(
        &self,
        address: &str,
        budget: &Budget,
    ) -> Result<(Url, Untrusted<Value>), FetchError> {
        let fetched = self.fetch_signed(address, activitypub::ACCEPT, budget).await?;
        // Uploads and pages are other people's words on a trusted host: only the two types that nobody can
        // upload are believed.
        if !activitypub::is_activity_content_type(&fetched.content_type) {
            return Err(FetchError::NotAnObject(fetched.content_type));
        }
        let document = read_json(&fetched)?;
        Ok((fetched.url, document))
    }

    async fn fetch_signed(
        &self,
        address: &str,
        accept: &str,
        budget: &Budget,
    ) -> Result<Fetched, FetchError> {
        let url = parse(address)?;
        self.check_dealings(&url)?;
        budget.spend()?;
        let key = self.instance_key().await.map_err(|error| FetchError::Signing(error.to_string()))?;
        let failed = |error: social::Error| FetchError::Signing(error.to_string());
        let host = authority_of(&url).unwrap_or_default();
        let known = self.manners_of(&host).await.map_err(failed)?;
        let now = self.site().now();
        let signer = Signer { key: &key, form: known.choice(now).form(), now_ms: now.as_millis() };
        let fetched = self.0.client.get(&url, accept, signer).await?;
        self.check_dealings(&fetched.url)?;
        self.note_clock(&authority_of(&fetched.url).unwrap_or_default(), fetched.dated_ms);
        if let Some(form) = fetched.taken {
            let (taken, other) = match form {
                Form::Draft => (Manner::Draft, Manner::Standard),
                Form::Standard => (Manner::Standard, Manner::Draft),
            };
            self.learn_manner(&host, taken, true).await.map_err(failed)?;
            self.learn_manner(&host, other, false).await.map_err(failed)?;
        }
        Ok(fetched)
    }

    /// Refuses addresses of servers with which this one has no dealings.
    pub(crate) fn check_dealings(&self, url: &Url) -> Result<(), FetchError> {
        let host = authority_of(url).unwrap_or_default();
        match social::neighbours::is_welcome(self.site(), &host) {
            true => Ok(()),
            false => Err(FetchError::Unwelcome(host)),
        }
    }
}

fn parse(address: &str) -> Result<Url, FetchError> {
    if address.len() > limits::URL_BYTES {
        return Err(FetchError::Malformed("a very long text".into()));
    }
    Url::parse(address).map_err(|_| FetchError::Malformed(address.to_owned()))
}

/// Whether a text holds U+0000, in itself or as JSON writes it: PostgreSQL cannot keep it, and nothing honest has it.
pub(crate) fn has_nul(text: &str) -> bool {
    text.contains("\\u0000") || text.contains('\0')
}

/// A document as everybody else would have spelt it.
pub(crate) fn spelt(document: Value, stands_at: Option<&Url>) -> Value {
    match activitypub::spelling::plain(&document, stands_at) {
        Cow::Owned(plain) => plain,
        Cow::Borrowed(_) => document,
    }
}

fn read_json(fetched: &Fetched) -> Result<Untrusted<Value>, FetchError> {
    let text = std::str::from_utf8(&fetched.body);
    let text = text.map_err(|_| FetchError::NotAnObject("something that is not UTF-8".into()))?;
    if has_nul(text) {
        return Err(FetchError::NotAnObject("JSON with the character U+0000".into()));
    }
    match serde_json::from_str(text) {
        Ok(document @ Value::Object(_)) => Ok(Untrusted::new(spelt(document, Some(&fetched.url)))),
        Ok(_) => Err(FetchError::NotAnObject("JSON that is no object".into())),
        Err(error) => Err(FetchError::NotAnObject(format!("broken JSON ({error})"))),
    }
}
