//! What becomes of a try: a delivery is over, or waits again with all that is for its host. What waits for a host that
//! is silent for long is reduced to what still matters.

use std::collections::HashSet;

use model::{AccountId, Id, Timestamp};
use store::{
    Signal,
    deliveries::{Delivery, Lasting},
};

use super::{
    Item, Outcome,
    lane::Blame,
    lanes::Recovery,
    outcome::{Patience, Why, wait_ms},
};
use crate::{Federation, limits};

impl Federation {
    /// Notes what became of a try.
    pub(super) async fn settle(
        &self,
        item: Item,
        outcome: Outcome,
        over: &mut Vec<Id<Delivery>>,
    ) -> social::Result<()> {
        let (store, now, deliveries) = (&self.site().store, self.site().now(), &self.0.deliveries);
        match outcome {
            Outcome::Arrived => {
                let recovery = deliveries.lanes().succeeded(&item.host, now);
                if let Some(recovery) = recovery {
                    let returned_at = self.note_recovery(&item.host, recovery, now);
                    store::neighbours::recover(store, &item.host, returned_at).await?;
                }
                over.push(item.id);
                deliveries.lanes().landed(&item);
                return Ok(());
            }
            Outcome::Refused(why, reason) => self.give_up(std::slice::from_ref(&item), why, &reason).await?,
            Outcome::HostFailed(reason, wish) => {
                return self.settle_failure(item, &reason, wish, false).await;
            }
            Outcome::Stumbled(reason) => return self.settle_stumble(item, &reason).await,
            Outcome::HostGone(reason) => return self.settle_failure(item, &reason, None, true).await,
            Outcome::InboxFailed(reason, _) if item.is_stale(now) => {
                self.give_up(std::slice::from_ref(&item), Why::Unreachable, &reason).await?;
            }
            Outcome::InboxFailed(reason, wish) => self.try_again(&item, &reason, wish).await?,
        }
        deliveries.lanes().landed(&item);
        Ok(())
    }

    /// This one delivery waits and is tried again.
    async fn try_again(&self, item: &Item, reason: &str, wish_ms: Option<i64>) -> social::Result<()> {
        let (store, now) = (&self.site().store, self.site().now());
        let patience = Patience { failures: item.tries, ..Patience::default() };
        let due_at = now.plus_millis(wish_ms.unwrap_or_else(|| wait_ms(patience, item.id)));
        store::deliveries::fail(store, item.id, due_at, reason).await?;
        let again = Item { due_at, tries: item.tries + 1, ..item.clone() };
        self.0.deliveries.lanes().put_back(again);
        Ok(())
    }

    /// A host stumbled over a delivery. Some always do over what they do not expect; then the others must not wait for it.
    async fn settle_stumble(&self, mut item: Item, reason: &str) -> social::Result<()> {
        let lanes = || self.0.deliveries.lanes();
        let blame = lanes().blame(&mut item);
        if blame == Blame::Host {
            return self.settle_failure(item, reason, None, false).await;
        }
        if item.tries + 1 >= limits::STUMBLE_TRIES {
            self.give_up(std::slice::from_ref(&item), Why::Refused, reason).await?;
        } else {
            self.try_again(&item, reason, None).await?;
        }
        lanes().landed(&item);
        Ok(())
    }

    /// A host does not take its deliveries: it is left alone for a while, and what is for it waits.
    async fn settle_failure(
        &self,
        item: Item,
        reason: &str,
        wish_ms: Option<i64>,
        is_gone: bool,
    ) -> social::Result<()> {
        let (store, now, deliveries) = (&self.site().store, self.site().now(), &self.0.deliveries);
        let failing = deliveries.lanes().failed(&item, now, wish_ms, is_gone);
        deliveries.lanes().put_back(item.clone());
        deliveries.lanes().landed(&item);
        if let Some(failing) = failing {
            store::neighbours::fail(store, &failing, reason).await?;
        }
        let stale = deliveries.lanes().take(&item.host, |waiting| waiting.is_stale(now));
        self.give_up(&stale, Why::Unreachable, reason).await?;
        let is_silent = deliveries.lanes().is_silent(&item.host, now);
        if is_silent { self.compact(&item.host, reason, now).await } else { Ok(()) }
    }

    /// These deliveries will never arrive.
    async fn give_up(&self, items: &[Item], why: Why, reason: &str) -> social::Result<()> {
        for item in items {
            let (host, tries) = (&*item.host, item.tries + 1);
            tracing::info!(neighbour = host, reason, tries, "gave up a delivery to {host}");
        }
        let ids: Vec<Id<Delivery>> = items.iter().map(|item| item.id).collect();
        self.forget(&ids, why, reason).await
    }

    async fn forget(&self, ids: &[Id<Delivery>], why: Why, reason: &str) -> social::Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let (store, now) = (&self.site().store, self.site().now());
        let mut tx = store.begin().await?;
        store::deliveries::give_up(&mut tx, ids, why.as_str(), reason, now).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps for a silent host only what lasts, and of that only what counts; the newest of the rest stays to find out
    /// whether the host is back, if nothing else does.
    async fn compact(&self, host: &str, reason: &str, now: Timestamp) -> social::Result<()> {
        let store = &self.site().store;
        let (mut before, mut told, mut spare) = (Id::new(i64::MAX), HashSet::new(), None);
        let mut kept = HashSet::new();
        loop {
            let batch =
                store::deliveries::newest_for_host(store, host, before, limits::DELIVERIES_BATCH).await?;
            let Some(last) = batch.last() else { break };
            before = last.id;
            let (keep, mut over): (Vec<&Lasting>, Vec<&Lasting>) =
                batch.iter().partition(|delivery| counts(delivery, &mut told, now));
            kept.extend(keep.iter().map(|delivery| delivery.id));
            if spare.is_none() && !over.is_empty() {
                spare = Some(over.remove(0).id);
            }
            let over: Vec<Id<Delivery>> = over.iter().map(|delivery| delivery.id).collect();
            self.forget(&over, Why::Unreachable, reason).await?;
        }
        if let Some(spare) = spare {
            match kept.is_empty() {
                true => drop(kept.insert(spare)),
                false => self.forget(&[spare], Why::Unreachable, reason).await?,
            }
        }
        let gone = self.0.deliveries.lanes().take(host, |item| !kept.contains(&item.id));
        if !gone.is_empty() {
            let count = gone.len();
            tracing::info!(
                neighbour = host,
                count,
                "{host} has been silent for long: dropped what would be late"
            );
        }
        Ok(())
    }

    /// A host is there again; answers since when, if it has been silent for long.
    fn note_recovery(&self, host: &str, recovery: Recovery, now: Timestamp) -> Option<Timestamp> {
        recovery.was_silent.then(|| {
            tracing::info!(neighbour = host, "{host} is back after a long silence");
            self.0.deliveries.lanes().note_return(host, now);
            now
        })
    }

    /// A host has spoken to us, so it is there: what waits for it goes out now.
    pub(crate) async fn hasten(&self, tx: &mut store::Tx, host: &str, now: Timestamp) -> social::Result<()> {
        let again_ms = match self.0.deliveries.lanes().is_failing(host) {
            true => limits::HASTEN_FAILING_MS,
            false => limits::HASTEN_MS,
        };
        if self.0.heard.get(host).is_some_and(|at| now.as_millis() - at.as_millis() < again_ms) {
            return Ok(());
        }
        let (recovery, has_waiting) = self.0.deliveries.lanes().hasten(host, now);
        self.0.heard.insert(host.to_owned(), now);
        if let Some(recovery) = recovery {
            let returned_at = self.note_recovery(host, recovery, now);
            store::neighbours::recover(&mut *tx, host, returned_at).await?;
        }
        if has_waiting {
            tx.signal(Signal::Deliveries);
        }
        Ok(())
    }
}

/// Whether a delivery is worth keeping for a silent host. They come newest first: of two that tell of the same, the
/// later counts.
fn counts(delivery: &Lasting, told: &mut HashSet<(AccountId, String, String)>, now: Timestamp) -> bool {
    if !delivery.outlasts || delivery.activity_id.time() < now.plus_millis(-limits::LASTING_MS) {
        return false;
    }
    match &delivery.about {
        None => true,
        Some(about) => told.insert((delivery.account_id, delivery.inbox_url.clone(), about.clone())),
    }
}
