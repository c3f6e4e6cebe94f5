//! Lanes: what waits for each host. To one inbox, what one account sends goes in order; everything else goes side by
//! side, so that a distant host costs time but no throughput. All of it is in memory and bounded; the rest of a long
//! queue stays in the database until there is room.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use model::{Id, Timestamp};
use store::{deliveries::Delivery, neighbours::Failing};

use super::{
    lane::{Blame, Item, Lane},
    outcome::{Patience, wait_ms},
};
use crate::limits::PATIENCE_MS;

/// A host that has been failing is there again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recovery {
    /// Whether it had been silent for long.
    pub(super) was_silent: bool,
}

/// All lanes.
#[derive(Default)]
pub(super) struct Lanes {
    lanes: HashMap<Arc<str>, Lane>,
    /// Lanes from which something may go, in turn.
    ready: VecDeque<Arc<str>>,
    /// Lanes that have room for more of what is in the database.
    hungry: HashSet<Arc<str>>,
    /// The last delivery that was read from the database.
    pub(super) read_until: Option<Id<Delivery>>,
    /// Hosts that came back after a long silence, and when.
    returned: HashMap<Arc<str>, Timestamp>,
}

impl Lanes {
    /// Takes in what was read from the database, oldest first.
    pub(super) fn add(&mut self, delivery: Delivery) {
        self.read_until = Some(delivery.id);
        let host: Arc<str> = delivery.host.as_str().into();
        let item = Item::new(delivery, &host);
        self.lanes.entry(Arc::clone(&host)).or_default().offer(item);
        self.make_ready(&host);
    }

    /// Takes in more for one host; `is_all` if there is nothing more for it in the database.
    pub(super) fn refill(&mut self, host: &Arc<str>, deliveries: Vec<Delivery>, is_all: bool) {
        let lane = self.lanes.entry(Arc::clone(host)).or_default();
        lane.refill(deliveries.into_iter().map(|delivery| Item::new(delivery, host)), is_all);
        self.make_ready(host);
    }

    /// Notes from the database how a host fails.
    pub(super) fn remember(&mut self, failing: &Failing) {
        let lane = self.lanes.entry(failing.host.as_str().into()).or_default();
        (lane.failures, lane.since) = (failing.failures, Some(failing.since));
        (lane.due_at, lane.is_gone) = (Some(failing.due_at), failing.is_gone);
    }

    /// Notes that a host came back after a long silence.
    pub(super) fn note_return(&mut self, host: &str, now: Timestamp) {
        self.returned.retain(|_, at| *at > now.plus_millis(-PATIENCE_MS));
        self.returned.insert(host.into(), now);
    }

    /// Whether a host came back after a long silence, lately.
    pub(super) fn has_returned(&self, host: &str, now: Timestamp) -> bool {
        self.returned.get(host).is_some_and(|at| *at > now.plus_millis(-PATIENCE_MS))
    }

    fn make_ready(&mut self, host: &Arc<str>) {
        if let Some(lane) = self.lanes.get_mut(host)
            && !lane.is_ready
            && lane.has_waiting()
        {
            lane.is_ready = true;
            self.ready.push_back(Arc::clone(host));
        }
    }

    /// Looks again at all lanes, since time has passed.
    pub(super) fn look_again(&mut self) {
        let waiting = |(host, lane): (&Arc<str>, &Lane)| lane.has_waiting().then(|| Arc::clone(host));
        let hosts: Vec<Arc<str>> = self.lanes.iter().filter_map(waiting).collect();
        for host in hosts {
            self.make_ready(&host);
        }
    }

    /// The next delivery, of each host in turn. It is under way until it has `landed`.
    pub(super) fn next(&mut self, now: Timestamp) -> Option<Item> {
        while let Some(host) = self.ready.pop_front() {
            let Some(lane) = self.lanes.get_mut(&host) else { continue };
            lane.is_ready = false;
            let picked = lane.pick(now);
            if lane.is_hungry() {
                self.hungry.insert(Arc::clone(&host));
            }
            if picked.is_some() {
                self.make_ready(&host);
                return picked;
            }
        }
        None
    }

    /// A host with room for more of what is in the database, and between which deliveries that is.
    pub(super) fn next_hungry(&mut self) -> Option<(Arc<str>, Id<Delivery>, Id<Delivery>)> {
        let host = self.hungry.iter().next().cloned()?;
        self.hungry.remove(&host);
        let after = self.lanes.get(&host)?.read_until.unwrap_or(Id::new(0));
        Some((host, after, self.read_until.unwrap_or(Id::new(0))))
    }

    /// A delivery is no longer under way.
    pub(super) fn landed(&mut self, item: &Item) {
        if let Some(lane) = self.lanes.get_mut(&item.host) {
            lane.landed(item);
            if lane.is_idle() {
                self.lanes.remove(&item.host);
                return;
            }
            if lane.is_hungry() {
                self.hungry.insert(Arc::clone(&item.host));
            }
        }
        self.make_ready(&item.host);
    }

    /// It waits again, where it was.
    pub(super) fn put_back(&mut self, item: Item) {
        self.lanes.entry(Arc::clone(&item.host)).or_default().push(item);
    }

    /// The host took a delivery: more may go at once. Answers what that means if it had been failing.
    pub(super) fn succeeded(&mut self, host: &str, now: Timestamp) -> Option<Recovery> {
        let lane = self.lanes.get_mut(host)?;
        let recovery = (lane.failures > 0).then_some(Recovery { was_silent: lane.is_silent(now) });
        lane.succeeded();
        recovery
    }

    /// The host failed, and is left alone for a while, for as long as it wishes if it does. Answers how it fails now, or
    /// `None` if it is being left alone already.
    pub(super) fn failed(
        &mut self,
        item: &Item,
        now: Timestamp,
        wish_ms: Option<i64>,
        is_gone: bool,
    ) -> Option<Failing> {
        let lane = self.lanes.entry(Arc::clone(&item.host)).or_default();
        if lane.due_at.is_some_and(|due_at| due_at > now) {
            return None;
        }
        let patience = Patience {
            failures: lane.failures,
            silent_ms: lane.since.map_or(0, |since| now.as_millis() - since.as_millis()),
            is_gone: is_gone || lane.is_gone,
        };
        let due_at = now.plus_millis(wish_ms.unwrap_or_else(|| wait_ms(patience, item.id)));
        lane.wished = wish_ms.map(|_| due_at);
        lane.failed(now, due_at, is_gone);
        Some(Failing {
            host: item.host.to_string(),
            failures: lane.failures,
            since: lane.since.unwrap_or(now),
            due_at,
            is_gone: lane.is_gone,
        })
    }

    /// The host stumbled over a delivery: whose fault is it?
    pub(super) fn blame(&self, item: &mut Item) -> Blame {
        self.lanes.get(&item.host).map_or(Blame::Host, |lane| lane.blame(item))
    }

    /// Whether the host has failed lately.
    pub(super) fn is_failing(&self, host: &str) -> bool {
        self.lanes.get(host).is_some_and(|lane| lane.failures > 0)
    }

    /// Whether the host has been silent for long.
    pub(super) fn is_silent(&self, host: &str, now: Timestamp) -> bool {
        self.lanes.get(host).is_some_and(|lane| lane.is_silent(now))
    }

    /// Whether nothing that goes to many needs to be kept for the host: it has been silent for long, and something
    /// waits already by which to find out whether it is back.
    pub(super) fn needs_nothing(&self, host: &str, now: Timestamp) -> bool {
        self.lanes.get(host).is_some_and(|lane| lane.is_silent(now) && (lane.has_waiting() || lane.has_more))
    }

    /// The host shows signs of life: whatever waits for it may go, unless it wished to be left alone. Answers what that
    /// means if it had been failing, and whether anything waits.
    pub(super) fn hasten(&mut self, host: &str, now: Timestamp) -> (Option<Recovery>, bool) {
        let Some(lane) = self.lanes.get_mut(host) else { return (None, false) };
        if lane.wished.is_some_and(|until| until > now) {
            return (None, false);
        }
        let recovery = (lane.failures > 0).then_some(Recovery { was_silent: lane.is_silent(now) });
        lane.recover();
        let has_waiting = self.try_now(host);
        (recovery, has_waiting)
    }

    /// Whatever waits for a host may be tried now; answers whether anything does.
    pub(super) fn try_now(&mut self, host: &str) -> bool {
        let Some((host, _)) = self.lanes.get_key_value(host) else { return false };
        let host = Arc::clone(host);
        let Some(lane) = self.lanes.get_mut(&host) else { return false };
        lane.hasten();
        let has_waiting = lane.has_waiting() || lane.has_more;
        self.make_ready(&host);
        has_waiting
    }

    /// Takes away what is meant of what waits for a host.
    pub(super) fn take(&mut self, host: &str, is_meant: impl Fn(&Item) -> bool) -> Vec<Item> {
        let Some(lane) = self.lanes.get_mut(host) else { return Vec::new() };
        let taken = lane.take(is_meant);
        if lane.is_hungry() {
            self.hungry.insert(host.into());
        }
        taken
    }
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
