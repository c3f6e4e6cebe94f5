//! Delivering: what the outbox recorded goes out, signed at the moment of sending, in order for each inbox. A
//! host that fails is left alone for ever longer, and tried at once when it speaks to us.

mod attempt;
mod lane;
mod lanes;
mod outcome;
mod record;
mod settle;
mod traits;

use std::{
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::FutureExt;
use model::{
    Id, Timestamp,
    limits::{DELIVERIES_AT_ONCE, DELIVERIES_SLOW},
};
use moka::sync::Cache;
use store::{
    Signal,
    deliveries::{Activity, Delivery},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::Instant,
};

pub(crate) use self::record::Sending;
use self::{attempt::Parcel, lane::Item, lanes::Lanes, outcome::Outcome};
use crate::{Federation, authority::authority, limits};

/// What is on its way, and what it takes to send it.
pub(crate) struct Deliveries {
    lanes: Mutex<Lanes>,
    /// Activities that are being delivered.
    parcels: Cache<Id<Activity>, Arc<Parcel>>,
    /// Whether what the database knows of failing hosts is known here.
    is_informed: tokio::sync::OnceCell<()>,
    /// Places for deliveries that have just begun, and for those that take long.
    quick: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    /// Personal inboxes that were gone, and when it was asked whether the person is, too.
    asked: Cache<String, Timestamp>,
}

impl Default for Deliveries {
    fn default() -> Self {
        let weight =
            |_: &Id<Activity>, parcel: &Arc<Parcel>| u32::try_from(parcel.size_bytes()).unwrap_or(u32::MAX);
        Self {
            lanes: Mutex::default(),
            parcels: Cache::builder()
                .weigher(weight)
                .max_capacity(limits::PARCELS_BYTES)
                .time_to_live(limits::PARCEL_FRESH)
                .build(),
            is_informed: tokio::sync::OnceCell::default(),
            quick: Arc::new(Semaphore::new(DELIVERIES_AT_ONCE)),
            slow: Arc::new(Semaphore::new(DELIVERIES_SLOW)),
            asked: Cache::new(limits::HOSTS),
        }
    }
}

impl Deliveries {
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is under way. If it ends early, everything is read anew from the database.
struct UnderWay<'a> {
    federation: &'a Federation,
    flights: JoinSet<(Item, Outcome)>,
    /// Deliveries that are over, as the database does not know yet.
    over: Vec<Id<Delivery>>,
    /// When it was last looked whether the operator wants something.
    looked_at: Instant,
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
        let mut under_way = UnderWay {
            federation: self,
            flights: JoinSet::new(),
            over: Vec::new(),
            looked_at: Instant::now(),
            is_settled: false,
        };
        let tried = self.deliver(&mut under_way).await?;
        under_way.is_settled = true;
        Ok(tried)
    }

    async fn deliver(&self, under_way: &mut UnderWay<'_>) -> social::Result<usize> {
        let (store, deliveries) = (&self.site().store, &self.0.deliveries);
        let mut tried = 0;
        self.read_new().await?;
        self.heed_operator().await?;
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
                    if under_way.looked_at.elapsed() > limits::OPERATOR_WAITS {
                        under_way.looked_at = Instant::now();
                        self.heed_operator().await?;
                    }
                }
            }
        }
    }

    /// Reads from the database which hosts have been failing, once.
    async fn remember_failing(&self) -> social::Result<()> {
        let deliveries = &self.0.deliveries;
        let read = async || {
            let (store, now) = (&self.site().store, self.site().now());
            for failing in store::neighbours::failing(store).await? {
                deliveries.lanes().remember(&failing);
            }
            let lately = now.plus_millis(-limits::PATIENCE_MS);
            for host in store::neighbours::returned(store, lately).await? {
                deliveries.lanes().note_return(&host, now);
            }
            social::Result::Ok(())
        };
        deliveries.is_informed.get_or_try_init(read).await?;
        Ok(())
    }

    /// Tries hosts at once that the operator wants to be tried.
    async fn heed_operator(&self) -> social::Result<()> {
        let store = &self.site().store;
        for host in store::neighbours::asked(store, limits::ASKED_AT_ONCE).await? {
            self.0.deliveries.lanes().try_now(&host);
            store::neighbours::heeded(store, &host).await?;
        }
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
        let (store, deliveries) = (&self.site().store, &self.0.deliveries);
        loop {
            let Some((host, after, until)) = deliveries.lanes().next_hungry() else { return Ok(()) };
            let limit = limits::DELIVERIES_BATCH;
            let more = store::deliveries::between_for_host(store, &host, after, until, limit).await?;
            let is_all = more.len() < usize::try_from(limit).unwrap_or(usize::MAX);
            deliveries.lanes().refill(&host, more, is_all);
        }
    }

    /// Starts as many deliveries as there is room for.
    fn start(&self, flights: &mut JoinSet<(Item, Outcome)>) -> usize {
        let (now, deliveries) = (self.site().now(), &self.0.deliveries);
        let mut started = 0;
        while let Ok(place) = Arc::clone(&deliveries.quick).try_acquire_owned() {
            let Some(item) = deliveries.lanes().next(now) else { break };
            let federation = self.clone();
            flights.spawn(async move {
                let outcome = federation.fly(&item, place).await;
                (item, outcome)
            });
            started += 1;
        }
        started
    }

    /// Makes a delivery. One that takes long makes room for others, as long as there are not too many of its kind.
    async fn fly(&self, item: &Item, place: OwnedSemaphorePermit) -> Outcome {
        // What makes the program stumble must not keep it from delivering the rest.
        let mut attempt = pin!(AssertUnwindSafe(self.attempt(item)).catch_unwind());
        let attempt = match tokio::time::timeout(limits::SLOW_AFTER, &mut attempt).await {
            Ok(attempt) => attempt,
            Err(_) => match self.0.deliveries.slow.try_acquire() {
                Ok(_among_the_slow) => {
                    drop(place);
                    attempt.await
                }
                Err(_) => attempt.await,
            },
        };
        let stumbled = |_| Err(social::Fault::new("it made the program stumble").into());
        attempt.unwrap_or_else(stumbled).unwrap_or_else(|fault| {
            tracing::error!(error = %fault, neighbour = &*item.host, "could not make a delivery");
            Outcome::InboxFailed(fault.to_string(), None)
        })
    }
}

/// The host by which an inbox's deliveries are grouped.
fn host_of(inbox_url: &str) -> String {
    authority(inbox_url).unwrap_or_default()
}
