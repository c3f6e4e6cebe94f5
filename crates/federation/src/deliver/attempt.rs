//! One try: signing a delivery as its host understands it, sending it, and reading what the answer means. A signature
//! that is not taken is followed by one of another kind, and what was found out is remembered for the host.

use activitypub::signature::Asked;
use bytes::Bytes;
use model::{AccountId, Id};
use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
};
use std::{collections::HashMap, sync::Arc};
use store::deliveries::Activity;
use tokio::sync::OnceCell;
use url::Url;

use super::{
    Item, Outcome,
    outcome::{Why, judge},
};
use crate::{
    Federation,
    fetch::{Answer, FetchError},
    followers,
    keys::{INSTANCE, Pair},
    limits,
    manners::Manner,
    objects::Budget,
};

/// An activity, with the keys that sign it.
pub(super) struct Parcel {
    body: Bytes,
    author_uri: String,
    author: AccountId,
    keys: Pair,
    is_for_followers: bool,
    is_open: bool,
    /// The author's followers on each host, as a digest of their addresses (FEP-8fcf).
    digests: OnceCell<HashMap<String, followers::Digest>>,
}

impl Parcel {
    pub(super) fn size_bytes(&self) -> usize {
        self.body.len()
    }
}

impl Federation {
    pub(super) async fn attempt(&self, item: &Item) -> social::Result<Outcome> {
        let Ok(url) = Url::parse(&item.inbox) else {
            return Ok(Outcome::Refused(Why::Refused, "the inbox is not an address".into()));
        };
        if self.check_dealings(&url).is_err() {
            return Ok(Outcome::Refused(
                Why::Refused,
                "there are no dealings with its server any more".into(),
            ));
        }
        let Some(parcel) = self.parcel(item.activity).await? else {
            return Ok(Outcome::Refused(Why::Gone, "its author is gone".into()));
        };
        let flight = Flight { federation: self, item, url, parcel: &parcel };
        match flight.go().await {
            Ok(outcome) => Ok(self.look_closer(item, outcome).await?),
            Err(Stopped::Fault(fault)) => Err(fault),
            Err(Stopped::Signing(reason)) => Ok(Outcome::InboxFailed(reason, None)),
            Err(Stopped::Fetch(error @ FetchError::Unreachable(_))) => {
                Ok(Outcome::HostFailed(error.to_string(), None))
            }
            Err(Stopped::Fetch(error)) => Ok(Outcome::Refused(Why::Refused, error.to_string())),
        }
    }

    /// The activity with the keys of its author, or `None` if either is gone.
    async fn parcel(&self, id: Id<Activity>) -> social::Result<Option<Arc<Parcel>>> {
        let parcels = &self.0.deliveries.parcels;
        if let Some(parcel) = parcels.get(&id) {
            return Ok(Some(parcel));
        }
        let Some(activity) = store::deliveries::find_activity(&self.site().store, id).await? else {
            return Ok(None);
        };
        let Some((author_uri, keys)) = self.sender(activity.account_id).await? else { return Ok(None) };
        let parcel = Arc::new(Parcel {
            body: activity.body.into(),
            author: activity.account_id,
            author_uri,
            keys,
            is_for_followers: activity.traits.is_for_followers,
            is_open: activity.traits.is_open,
            digests: OnceCell::new(),
        });
        parcels.insert(id, Arc::clone(&parcel));
        Ok(Some(parcel))
    }

    /// The address and the keys of whoever sends something, if they are still here.
    async fn sender(&self, id: AccountId) -> social::Result<Option<(String, Pair)>> {
        if id == INSTANCE {
            return Ok(Some((self.instance_actor(), self.instance_keys().await?)));
        }
        match social::accounts::find(self.site(), id).await {
            Ok(author) => Ok(Some((author.uri.clone(), self.key_pair(&author).await?))),
            Err(social::Error::Refusal(_)) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whoever says that an inbox is not there may mean one person, or the whole server.
    async fn look_closer(&self, item: &Item, outcome: Outcome) -> social::Result<Outcome> {
        let store = &self.site().store;
        let (why, reason) = match outcome {
            Outcome::Refused(why @ (Why::Gone | Why::Missing), reason) => (why, reason),
            other => return Ok(other),
        };
        match store::follows::follower_with_inbox(store, item.author, &item.inbox).await? {
            Some(follower) => self.ask_whether_gone(&item.inbox, &follower).await?,
            None if why == Why::Gone
                && store::follows::is_shared_by_followers(store, item.author, &item.inbox).await? =>
            {
                return Ok(Outcome::HostGone(reason));
            }
            None => {}
        }
        Ok(Outcome::Refused(why, reason))
    }

    /// A follower's inbox is not there: are they? It is asked once a day, and they go if their server says so.
    async fn ask_whether_gone(&self, inbox: &str, follower: &model::Account) -> social::Result<()> {
        let (asked, now) = (&self.0.deliveries.asked, self.site().now());
        let lately = now.plus_millis(-limits::ACCOUNT_FRESH_MS);
        if asked.get(inbox).is_some_and(|at| at > lately) {
            return Ok(());
        }
        asked.insert(inbox.to_owned(), now);
        if let Err(FetchError::Gone) = self.fetch_object(&follower.uri, &Budget::new(1)).await {
            social::accounts::remote_gone(self.site(), follower).await?;
        }
        Ok(())
    }
}

/// One try under way.
struct Flight<'a> {
    federation: &'a Federation,
    item: &'a Item,
    url: Url,
    parcel: &'a Parcel,
}

/// Why there is no answer.
enum Stopped {
    Fault(social::Error),
    Signing(String),
    Fetch(FetchError),
}

impl From<social::Error> for Stopped {
    fn from(fault: social::Error) -> Self {
        Self::Fault(fault)
    }
}

impl Flight<'_> {
    async fn go(&self) -> Result<Outcome, Stopped> {
        let (federation, host) = (self.federation, &*self.item.host);
        let now = federation.site().now();
        let known = federation.manners_of(host).await?;
        // What would be missed is not risked, nor a host burdened that is only just back.
        let is_spare = !self.item.is_personal && !self.item.outlasts;
        let may_try = is_spare && !federation.0.deliveries.lanes().is_failing(host);
        if may_try
            && known.is_trial_due(now)
            && let Some(outcome) = self.try_better().await?
        {
            return Ok(outcome);
        }
        let manner = known.choice(now);
        let first = self.post(manner, None).await?;
        if !is_about_signature(first.status) {
            if first.status.is_success() {
                federation.learn_manner(host, manner, true).await?;
            }
            return Ok(judge(&first, self.item.tries, true));
        }
        let asked_for = first.wanted.as_ref().map(|wanted| match wanted.is_ed25519() {
            true => Manner::Ed25519,
            false => Manner::Standard,
        });
        if let Some(other) = asked_for.or_else(|| known.other(manner, now)) {
            let second = self.post(other, first.wanted.as_ref()).await?;
            federation.learn_manner(host, other, second.status.is_success()).await?;
            if second.status.is_success() {
                if other != manner {
                    federation.learn_manner(host, manner, false).await?;
                }
                return Ok(Outcome::Arrived);
            }
        }
        Ok(judge(&first, self.item.tries, known.takes(manner)))
    }

    /// Tries what is better than what is known to work, and if the host takes it, makes sure that it looks at signatures
    /// at all before it answers: some take everything, and drop later what they could not read. Answers what became of
    /// the delivery, if that is clear then.
    async fn try_better(&self) -> Result<Option<Outcome>, Stopped> {
        let (federation, host) = (self.federation, &*self.item.host);
        federation.note_trial(host).await?;
        for manner in [Manner::Ed25519, Manner::Standard] {
            let answer = self.post(manner, None).await?;
            if is_about_signature(answer.status) {
                federation.learn_manner(host, manner, false).await?;
                continue;
            }
            if !answer.status.is_success() {
                return Ok(Some(judge(&answer, self.item.tries, true)));
            }
            let unsigned = self.send(HeaderMap::from_iter([(
                CONTENT_TYPE,
                HeaderValue::from_static(activitypub::ACTIVITY_JSON),
            )]));
            if unsigned.await?.status.is_success() {
                return Ok(None);
            }
            federation.learn_manner(host, manner, true).await?;
            return Ok(Some(Outcome::Arrived));
        }
        Ok(None)
    }

    /// Sends the delivery, signed in this manner, as the host asked for.
    async fn post(&self, manner: Manner, wanted: Option<&Asked>) -> Result<Answer, Stopped> {
        let now = self.federation.site().now().as_millis();
        let more: Vec<(&'static str, String)> = self.synchronization().await?.into_iter().collect();
        let (key, form) = match manner {
            Manner::Ed25519 => (&self.parcel.keys.proofs, manner.form()),
            Manner::Draft | Manner::Standard => (&self.parcel.keys.requests, manner.form()),
        };
        let form = (form, wanted);
        let headers = key.sign_with(&Method::POST, &self.url, Some(&self.parcel.body), &more, now, form);
        self.send(headers.map_err(Stopped::Signing)?).await
    }

    async fn send(&self, headers: HeaderMap) -> Result<Answer, Stopped> {
        let is_again =
            self.item.tries > 0 || self.federation.0.deliveries.lanes().is_failing(&self.item.host);
        let timeout = if is_again { limits::REQUEST_TIMEOUT_LATER } else { limits::REQUEST_TIMEOUT };
        let client = &self.federation.0.client;
        let answer = client.post(&self.url, headers, self.parcel.body.clone(), timeout).await;
        let answer = answer.map_err(Stopped::Fetch)?;
        self.federation.note_clock(&self.item.host, answer.dated_ms);
        Ok(answer)
    }

    /// What is said of the author's followers on the host: with what only they may read, and with everything for a
    /// while when the host comes back after a long silence.
    async fn synchronization(&self) -> Result<Option<(&'static str, String)>, Stopped> {
        let (federation, parcel, host) = (self.federation, self.parcel, &*self.item.host);
        let now = federation.site().now();
        let is_wanted = !parcel.is_open || federation.0.deliveries.lanes().has_returned(host, now);
        if !parcel.is_for_followers || !is_wanted {
            return Ok(None);
        }
        let read = || followers::digests(federation, parcel.author);
        let digests = parcel.digests.get_or_try_init(read).await?;
        Ok(digests.get(host).map(|digest| followers::header(&parcel.author_uri, digest)))
    }
}

/// Whether an answer may be about how a request is signed.
fn is_about_signature(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED)
}
