//! Delivering: what the outbox recorded goes out, signed at the moment of sending, in order for each inbox. A
//! host that fails is left alone for ever longer, and tried at once when it speaks to us.

mod lanes;
mod outcome;

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use futures_util::FutureExt;
use model::{Id, Timestamp, limits::DELIVERIES_AT_ONCE};
use moka::sync::Cache;
use reqwest::Method;
use store::{
    Signal,
    deliveries::{Activity, Delivery},
    neighbours::Failing,
};
use tokio::task::JoinSet;
use url::Url;

use self::{
    lanes::{Item, Lanes},
    outcome::{Outcome, judge, wait_ms},
};
use crate::{
    Federation,
    authority::authority_of,
    fetch::FetchError,
    keys::{INSTANCE, SigningKey},
    limits,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// What is on its way, and what it takes to send it.
pub(crate) struct Deliveries {
    lanes: Mutex<Lanes>,
    /// Activities that are being delivered.
    parcels: Cache<Id<Activity>, Arc<Parcel>>,
    /// Whether what the database knows of failing hosts is known here.
    is_informed: tokio::sync::OnceCell<()>,
}

impl Default for Deliveries {
    fn default() -> Self {
        let weight =
            |_: &Id<Activity>, parcel: &Arc<Parcel>| u32::try_from(parcel.body.len()).unwrap_or(u32::MAX);
        Self {
            lanes: Mutex::default(),
            parcels: Cache::builder()
                .weigher(weight)
                .max_capacity(limits::PARCELS_BYTES)
                .time_to_live(limits::PARCEL_FRESH)
                .build(),
            is_informed: tokio::sync::OnceCell::default(),
        }
    }
}

impl Deliveries {
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An activity, with the key that signs it.
struct Parcel {
    body: Bytes,
    key: Arc<SigningKey>,
}

/// What is under way. If it ends early, everything is read anew from the database.
struct UnderWay<'a> {
    federation: &'a Federation,
    flights: JoinSet<(Item, Outcome)>,
    /// Deliveries that are over, as the database does not know yet.
    over: Vec<Id<Delivery>>,
    is_settled: bool,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            let deliveries = &self.federation.0.deliveries;
            *deliveries.lanes() = Lanes::default();
        }
    }
}

impl Federation {
    /// Makes the deliveries that are due, and those that become due meanwhile; answers how many were tried. May be
    /// dropped at any time: what is not settled is delivered again.
    pub async fn deliver_due(&self) -> social::Result<usize> {
        self.remember_failing().await?;
        let mut under_way =
            UnderWay { federation: self, flights: JoinSet::new(), over: Vec::new(), is_settled: false };
        let tried = self.deliver(&mut under_way).await?;
        under_way.is_settled = true;
        Ok(tried)
    }

    async fn deliver(&self, under_way: &mut UnderWay<'_>) -> social::Result<usize> {
        let (store, deliveries) = (&self.site().store, &self.0.deliveries);
        let mut tried = 0;
        self.read_new().await?;
        loop {
            tried += self.start(&mut under_way.flights);
            self.read_more().await?;
            let is_full = under_way.over.len() >= limits::OVER_BATCH;
            if is_full || under_way.flights.is_empty() {
                store::deliveries::delete(store, &std::mem::take(&mut under_way.over)).await?;
            }
            tokio::select! {
                landed = under_way.flights.join_next() => match landed {
                    None => return Ok(tried),
                    Some(landed) => {
                        let (item, outcome) = landed
                            .map_err(|error| social::Fault::caused_by("make a delivery", error))?;
                        self.settle(item, outcome, &mut under_way.over).await?;
                    }
                },
                () = store.signalled(Signal::Deliveries), if !under_way.flights.is_empty() => {
                    self.read_new().await?;
                }
                () = tokio::time::sleep(limits::LOOK_AGAIN), if !under_way.flights.is_empty() => {
                    deliveries.lanes().look_again();
                    store::deliveries::delete(store, &std::mem::take(&mut under_way.over)).await?;
                }
            }
        }
    }

    /// Reads from the database which hosts have been failing, once.
    async fn remember_failing(&self) -> social::Result<()> {
        let deliveries = &self.0.deliveries;
        let read = async || {
            for failing in store::neighbours::failing(&self.site().store).await? {
                deliveries.lanes().remember(&failing.host, failing.failures, failing.due_at);
            }
            social::Result::Ok(())
        };
        deliveries.is_informed.get_or_try_init(read).await?;
        Ok(())
    }

    /// Reads what the outbox has recorded since the last time.
    async fn read_new(&self) -> social::Result<()> {
        let deliveries = &self.0.deliveries;
        loop {
            let after = deliveries.lanes().read_until.unwrap_or(Id::new(0));
            let new = store::deliveries::after(&self.site().store, after, limits::DELIVERIES_BATCH).await?;
            let is_all = new.len() < usize::try_from(limits::DELIVERIES_BATCH).unwrap_or(usize::MAX);
            let mut lanes = deliveries.lanes();
            new.into_iter().for_each(|delivery| lanes.add(delivery));
            if is_all {
                lanes.look_again();
                return Ok(());
            }
        }
    }

    /// Reads more for hosts whose lane has room again.
    async fn read_more(&self) -> social::Result<()> {
        let deliveries = &self.0.deliveries;
        loop {
            let Some((host, after)) = deliveries.lanes().next_hungry() else { return Ok(()) };
            let store = &self.site().store;
            let more =
                store::deliveries::after_for_host(store, &host, after, limits::DELIVERIES_BATCH).await?;
            let is_all = more.len() < usize::try_from(limits::DELIVERIES_BATCH).unwrap_or(usize::MAX);
            deliveries.lanes().refill(&host, more, is_all);
        }
    }

    /// Starts as many deliveries as there is room for.
    fn start(&self, flights: &mut JoinSet<(Item, Outcome)>) -> usize {
        let now = self.site().now();
        let mut started = 0;
        while flights.len() < DELIVERIES_AT_ONCE {
            let Some(item) = self.0.deliveries.lanes().next(now) else { break };
            let federation = self.clone();
            flights.spawn(async move {
                // What makes the program stumble must not keep it from delivering the rest.
                let attempt = AssertUnwindSafe(federation.attempt(&item)).catch_unwind().await;
                let stumbled = |_| Err(social::Fault::new("it made the program stumble").into());
                let outcome = attempt.unwrap_or_else(stumbled).unwrap_or_else(|fault| {
                    tracing::error!(error = %fault, neighbour = &*item.host, "could not make a delivery");
                    Outcome::InboxFailed(fault.to_string())
                });
                (item, outcome)
            });
            started += 1;
        }
        started
    }

    async fn attempt(&self, item: &Item) -> social::Result<Outcome> {
        let Ok(url) = Url::parse(&item.inbox) else {
            return Ok(Outcome::Refused("the inbox is not an address".into()));
        };
        let Some(parcel) = self.parcel(item.activity).await? else {
            return Ok(Outcome::Refused("its author is gone".into()));
        };
        let now = self.site().now().as_millis();
        let headers = match parcel.key.sign(&Method::POST, &url, Some(&parcel.body), now) {
            Ok(headers) => headers,
            Err(reason) => return Ok(Outcome::InboxFailed(reason)),
        };
        Ok(match self.0.client.post(&url, headers, parcel.body.clone()).await {
            Ok(answer) => judge(answer.status, answer.retry_after, item.tries),
            Err(error @ FetchError::Unreachable(_)) => Outcome::HostFailed(error.to_string(), None),
            Err(error) => Outcome::Refused(error.to_string()),
        })
    }

    /// The activity with the key of its author, or `None` if either is gone.
    async fn parcel(&self, id: Id<Activity>) -> social::Result<Option<Arc<Parcel>>> {
        let parcels = &self.0.deliveries.parcels;
        if let Some(parcel) = parcels.get(&id) {
            return Ok(Some(parcel));
        }
        let Some(activity) = store::deliveries::find_activity(&self.site().store, id).await? else {
            return Ok(None);
        };
        let key = match activity.account_id {
            by if by == INSTANCE => self.instance_key().await?,
            author => match social::accounts::find(self.site(), author).await {
                Ok(author) => self.signing_key(&author).await?,
                Err(social::Error::Refusal(_)) => return Ok(None),
                Err(fault) => return Err(fault),
            },
        };
        let parcel = Arc::new(Parcel { body: activity.body.into(), key });
        parcels.insert(id, Arc::clone(&parcel));
        Ok(Some(parcel))
    }

    /// Notes what became of a try.
    async fn settle(&self, item: Item, outcome: Outcome, over: &mut Vec<Id<Delivery>>) -> social::Result<()> {
        let (store, now, deliveries) = (&self.site().store, self.site().now(), &self.0.deliveries);
        let week_ago = now.plus_millis(-model::limits::DELIVERY_DAYS * DAY_MS);
        let is_old = item.activity.time() < week_ago;
        match outcome {
            Outcome::Arrived => {
                if deliveries.lanes().succeeded(&item.host) {
                    store::neighbours::recover(store, &item.host).await?;
                }
                over.push(item.id);
                deliveries.lanes().landed(&item);
                return Ok(());
            }
            Outcome::Refused(reason) => over.extend(give_up(std::slice::from_ref(&item), &reason)),
            Outcome::HostFailed(reason, wish) => {
                self.note_failure(&item, &reason, wish).await?;
                let expired = deliveries.lanes().expired(&item.host, week_ago);
                over.extend(give_up(&expired, &reason));
                match is_old {
                    true => over.extend(give_up(std::slice::from_ref(&item), &reason)),
                    false => deliveries.lanes().put_back(item.clone()),
                }
            }
            Outcome::InboxFailed(reason) if is_old => {
                over.extend(give_up(std::slice::from_ref(&item), &reason));
            }
            Outcome::InboxFailed(reason) => {
                let due_at = now.plus_millis(wait_ms(item.tries, item.id));
                store::deliveries::fail(store, item.id, due_at, &reason).await?;
                let again = Item { due_at, tries: item.tries + 1, ..item.clone() };
                deliveries.lanes().put_back(again);
            }
        }
        deliveries.lanes().landed(&item);
        Ok(())
    }

    /// A host does not take its deliveries: it is left alone for a while.
    async fn note_failure(&self, item: &Item, reason: &str, wish: Option<i64>) -> social::Result<()> {
        let now = self.site().now();
        let until = |failures| now.plus_millis(wish.unwrap_or_else(|| wait_ms(failures, item.id)));
        let failed = self.0.deliveries.lanes().failed(&item.host, now, until);
        let Some((failures, due_at)) = failed else { return Ok(()) };
        let failing = Failing { host: item.host.to_string(), failures, due_at };
        Ok(store::neighbours::fail(&self.site().store, &failing, now, reason).await?)
    }

    /// A host has spoken to us, so it is there: what waits for it goes out now.
    pub(crate) async fn hasten(&self, tx: &mut store::Tx, host: &str, now: Timestamp) -> social::Result<()> {
        let spoke_lately =
            self.0.heard.get(host).is_some_and(|at| now.as_millis() - at.as_millis() < limits::HASTEN_MS);
        let (was_failing, has_waiting) = match spoke_lately && !self.0.deliveries.lanes().is_failing(host) {
            true => return Ok(()),
            false => self.0.deliveries.lanes().hasten(host),
        };
        self.0.heard.insert(host.to_owned(), now);
        if was_failing {
            store::neighbours::recover(&mut *tx, host).await?;
        }
        if has_waiting {
            tx.signal(Signal::Deliveries);
        }
        Ok(())
    }
}

/// Deliveries that will never arrive.
fn give_up(items: &[Item], reason: &str) -> Vec<Id<Delivery>> {
    for item in items {
        let (host, tries) = (&*item.host, item.tries + 1);
        tracing::info!(neighbour = host, reason, tries, "gave up a delivery to {host}");
    }
    items.iter().map(|item| item.id).collect()
}

/// The host by which an inbox's deliveries are grouped.
pub(crate) fn host_of(inbox_url: &str) -> String {
    Url::parse(inbox_url).ok().and_then(|url| authority_of(&url)).unwrap_or_default()
}
