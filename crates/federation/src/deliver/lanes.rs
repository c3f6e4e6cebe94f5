//! Lanes: what waits for each host, and what of it may go next. To one inbox, what one account sends goes in order;
//! everything else goes side by side, so that a distant host costs time but no throughput. All of it is in memory and
//! bounded; the rest of a long queue stays in the database until there is room.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use model::{AccountId, Id, Timestamp, limits::DELIVERIES_AT_ONCE_PER_HOST};
use store::deliveries::{Activity, Delivery};

use crate::limits::{LANE_ITEMS, LANE_LOW, LANE_SCAN};

/// A delivery that waits or is under way.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: Id<Delivery>,
    pub(super) activity: Id<Activity>,
    pub(super) author: AccountId,
    pub(super) inbox: Arc<str>,
    pub(super) host: Arc<str>,
    pub(super) tries: i64,
    pub(super) due_at: Timestamp,
}

impl Item {
    /// What goes in order: the deliveries of one account to one inbox.
    fn order(&self) -> Order {
        (Arc::clone(&self.inbox), self.author)
    }
}

type Order = (Arc<str>, AccountId);

/// What waits for one host.
#[derive(Default)]
struct Lane {
    /// Oldest first.
    waiting: VecDeque<Item>,
    busy: HashSet<Order>,
    /// How many may be under way at once.
    allowance: usize,
    /// Failures in a row.
    failures: i64,
    /// Nothing goes before.
    due_at: Option<Timestamp>,
    /// The last delivery that was read from the database.
    read_until: Option<Id<Delivery>>,
    /// Whether there are more in the database.
    has_more: bool,
    is_ready: bool,
}

impl Lane {
    fn pick(&mut self, now: Timestamp) -> Option<Item> {
        // One delivery is enough to find out whether a failing host is back.
        let most = if self.failures > 0 { 1 } else { self.allowance.max(1) };
        if self.busy.len() >= most || self.due_at.is_some_and(|due_at| due_at > now) {
            return None;
        }
        let mut held = HashSet::new();
        let at = self.waiting.iter().take(LANE_SCAN).position(|item| {
            let order = item.order();
            if self.busy.contains(&order) || held.contains(&order) {
                return false;
            }
            if item.due_at > now {
                held.insert(order);
                return false;
            }
            true
        })?;
        let item = self.waiting.remove(at)?;
        self.busy.insert(item.order());
        Some(item)
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.busy.is_empty() && self.failures == 0 && !self.has_more
    }
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
}

impl Lanes {
    /// Takes in what was read from the database, oldest first.
    pub(super) fn add(&mut self, delivery: Delivery) {
        self.read_until = Some(delivery.id);
        let host: Arc<str> = delivery.host.as_str().into();
        let lane = self.lanes.entry(Arc::clone(&host)).or_default();
        if lane.has_more || lane.waiting.len() >= LANE_ITEMS {
            lane.has_more = true;
            return;
        }
        self.push(&host, delivery);
    }

    /// Takes in more for one host; `is_all` if there is nothing more for it in the database.
    pub(super) fn refill(&mut self, host: &Arc<str>, deliveries: Vec<Delivery>, is_all: bool) {
        if let Some(lane) = self.lanes.get_mut(host) {
            lane.has_more = !is_all;
        }
        for delivery in deliveries {
            self.push(host, delivery);
        }
    }

    fn push(&mut self, host: &Arc<str>, delivery: Delivery) {
        let lane = self.lanes.entry(Arc::clone(host)).or_default();
        lane.read_until = Some(delivery.id);
        lane.waiting.push_back(Item {
            id: delivery.id,
            activity: delivery.activity_id,
            author: delivery.account_id,
            inbox: delivery.inbox_url.into(),
            host: Arc::clone(host),
            tries: delivery.tries,
            due_at: delivery.due_at,
        });
        self.make_ready(host);
    }

    /// Notes from the database how a host fails.
    pub(super) fn remember(&mut self, host: &str, failures: i64, due_at: Timestamp) {
        let lane = self.lanes.entry(host.into()).or_default();
        (lane.failures, lane.due_at) = (failures, Some(due_at));
    }

    fn make_ready(&mut self, host: &Arc<str>) {
        if let Some(lane) = self.lanes.get_mut(host)
            && !lane.is_ready
            && !lane.waiting.is_empty()
        {
            lane.is_ready = true;
            self.ready.push_back(Arc::clone(host));
        }
    }

    /// Looks again at all lanes, since time has passed.
    pub(super) fn look_again(&mut self) {
        let waiting = |(host, lane): (&Arc<str>, &Lane)| (!lane.waiting.is_empty()).then(|| Arc::clone(host));
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
            if lane.has_more && lane.waiting.len() < LANE_LOW {
                self.hungry.insert(Arc::clone(&host));
            }
            if picked.is_some() {
                self.make_ready(&host);
                return picked;
            }
        }
        None
    }

    /// A host with room for more of what is in the database after the given delivery.
    pub(super) fn next_hungry(&mut self) -> Option<(Arc<str>, Id<Delivery>)> {
        let host = self.hungry.iter().next().cloned()?;
        self.hungry.remove(&host);
        let read_until = self.lanes.get(&host)?.read_until.unwrap_or(Id::new(0));
        Some((host, read_until))
    }

    /// A delivery is no longer under way.
    pub(super) fn landed(&mut self, item: &Item) {
        if let Some(lane) = self.lanes.get_mut(&item.host) {
            lane.busy.remove(&item.order());
            if lane.is_idle() {
                self.lanes.remove(&item.host);
                return;
            }
        }
        self.make_ready(&item.host);
    }

    /// It waits again, where it was.
    pub(super) fn put_back(&mut self, item: Item) {
        let lane = self.lanes.entry(Arc::clone(&item.host)).or_default();
        let at = lane.waiting.partition_point(|waiting| waiting.id < item.id);
        lane.waiting.insert(at, item);
    }

    /// The host took a delivery: more may go at once. Answers whether it had been failing.
    pub(super) fn succeeded(&mut self, host: &str) -> bool {
        let Some(lane) = self.lanes.get_mut(host) else { return false };
        lane.allowance = (lane.allowance + 1).min(DELIVERIES_AT_ONCE_PER_HOST);
        lane.due_at = None;
        std::mem::take(&mut lane.failures) > 0
    }

    /// The host failed; `until` tells from the number of failures before how long to leave it alone. Answers the number
    /// now, or `None` if it is being left alone already.
    pub(super) fn failed(
        &mut self,
        host: &Arc<str>,
        now: Timestamp,
        until: impl FnOnce(i64) -> Timestamp,
    ) -> Option<(i64, Timestamp)> {
        let lane = self.lanes.entry(Arc::clone(host)).or_default();
        lane.allowance = 1;
        if lane.due_at.is_some_and(|due_at| due_at > now) {
            return None;
        }
        let due_at = until(lane.failures);
        lane.failures += 1;
        lane.due_at = Some(due_at);
        Some((lane.failures, due_at))
    }

    /// Whether the host has failed lately.
    pub(super) fn is_failing(&self, host: &str) -> bool {
        self.lanes.get(host).is_some_and(|lane| lane.failures > 0)
    }

    /// The host shows signs of life: whatever waits for it may go. Answers whether it had been failing, and whether
    /// anything waits.
    pub(super) fn hasten(&mut self, host: &str) -> (bool, bool) {
        let Some((host, lane)) = self.lanes.get_key_value(host) else { return (false, false) };
        let (host, was_failing) = (Arc::clone(host), lane.failures > 0);
        let has_waiting = !lane.waiting.is_empty() || lane.has_more;
        if let Some(lane) = self.lanes.get_mut(&host) {
            (lane.failures, lane.due_at) = (0, None);
            for item in &mut lane.waiting {
                item.due_at = Timestamp::from_millis(0);
            }
        }
        self.make_ready(&host);
        (was_failing, has_waiting)
    }

    /// Takes away what has waited for a host since before `before`.
    pub(super) fn expired(&mut self, host: &str, before: Timestamp) -> Vec<Item> {
        let Some(lane) = self.lanes.get_mut(host) else { return Vec::new() };
        let count = lane.waiting.iter().take_while(|item| item.activity.time() < before).count();
        if lane.has_more && lane.waiting.len() - count < LANE_LOW {
            self.hungry.insert(host.into());
        }
        lane.waiting.drain(..count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);
    const LATER: Timestamp = Timestamp::from_millis(2_000_000);

    fn delivery(id: i64, host: &str, author: i64) -> Delivery {
        Delivery {
            id: Id::new(id),
            activity_id: Id::new(id),
            account_id: Id::new(author),
            inbox_url: format!("https://{host}/inbox"),
            host: host.to_owned(),
            tries: 0,
            due_at: Timestamp::from_millis(0),
        }
    }

    fn lanes(deliveries: impl IntoIterator<Item = Delivery>) -> Lanes {
        let mut lanes = Lanes::default();
        deliveries.into_iter().for_each(|delivery| lanes.add(delivery));
        lanes
    }

    /// Whatever may go now, and is under way then.
    fn go(lanes: &mut Lanes, now: Timestamp) -> Vec<i64> {
        std::iter::from_fn(|| lanes.next(now)).map(|item| item.id.get()).collect()
    }

    fn arrives(lanes: &mut Lanes, delivery: Delivery) {
        let host: Arc<str> = delivery.host.as_str().into();
        let item = Item {
            id: delivery.id,
            activity: delivery.activity_id,
            author: delivery.account_id,
            inbox: delivery.inbox_url.into(),
            host: Arc::clone(&host),
            tries: 0,
            due_at: NOW,
        };
        lanes.succeeded(&host);
        lanes.landed(&item);
    }

    #[test]
    fn hosts_take_turns_and_one_accounts_words_stay_in_order() {
        let mut lanes =
            lanes([delivery(1, "a", 7), delivery(2, "a", 7), delivery(3, "b", 7), delivery(4, "b", 8)]);
        assert_eq!(go(&mut lanes, NOW), [1, 3], "one each at first");
        arrives(&mut lanes, delivery(1, "a", 7));
        assert_eq!(go(&mut lanes, NOW), [2]);
        arrives(&mut lanes, delivery(3, "b", 7));
        assert_eq!(go(&mut lanes, NOW), [4]);
    }

    #[test]
    fn a_host_that_takes_what_it_gets_is_given_more_at_once() {
        let mut lanes = lanes((1..=40).map(|number| delivery(number, "a", number)));
        let mut landed = 0;
        for _ in 0..20 {
            for number in go(&mut lanes, NOW) {
                arrives(&mut lanes, delivery(number, "a", number));
                landed += 1;
            }
        }
        assert_eq!(landed, 40);
        assert!(lanes.lanes.is_empty(), "a lane with nothing in it is forgotten");
    }

    #[test]
    fn a_failing_host_is_left_alone_and_then_tried_by_one() {
        let mut lanes = lanes((1..=3).map(|number| delivery(number, "a", number)));
        let item = lanes.next(NOW).unwrap();
        let failed = lanes.failed(&item.host, NOW, |failures| {
            assert_eq!(failures, 0);
            LATER
        });
        assert_eq!(failed, Some((1, LATER)));
        assert_eq!(lanes.failed(&item.host, NOW, |_| LATER), None, "the same trouble counts once");
        lanes.put_back(item.clone());
        lanes.landed(&item);
        assert_eq!(go(&mut lanes, NOW), Vec::<i64>::new());
        lanes.look_again();
        assert_eq!(go(&mut lanes, LATER), [1], "one probe, the oldest");
        assert!(lanes.succeeded("a"));
        lanes.landed(&item);
        assert_eq!(go(&mut lanes, LATER), [2, 3]);
    }

    #[test]
    fn a_sign_of_life_ends_the_wait() {
        let mut lanes = lanes([delivery(1, "a", 1)]);
        let item = lanes.next(NOW).unwrap();
        lanes.failed(&item.host, NOW, |_| LATER);
        lanes.put_back(item.clone());
        lanes.landed(&item);
        assert_eq!(lanes.hasten("b"), (false, false));
        assert_eq!(lanes.hasten("a"), (true, true));
        assert_eq!(go(&mut lanes, NOW), [1]);
    }

    #[test]
    fn what_has_to_wait_holds_up_only_what_comes_after_it() {
        let held = Delivery { due_at: LATER, ..delivery(1, "a", 7) };
        let mut lanes = lanes([held, delivery(2, "a", 7), delivery(3, "a", 8)]);
        assert_eq!(go(&mut lanes, NOW), [3]);
    }

    #[test]
    fn a_long_queue_stays_in_the_database() {
        let many = i64::try_from(LANE_ITEMS).unwrap() + 10;
        let mut lanes = lanes((1..=many).map(|number| delivery(number, "a", number)));
        assert_eq!(lanes.lanes["a"].waiting.len(), LANE_ITEMS);
        while let Some(item) = lanes.next(NOW) {
            lanes.landed(&item);
        }
        let (host, read_until) = lanes.next_hungry().unwrap();
        assert_eq!((&*host, read_until.get()), ("a", many - 10));
        lanes.refill(&host, (many - 9..=many).map(|number| delivery(number, "a", number)).collect(), true);
        let rest: Vec<i64> = std::iter::from_fn(|| {
            let item = lanes.next(NOW)?;
            lanes.landed(&item);
            Some(item.id.get())
        })
        .collect();
        assert_eq!(rest.len(), 10);
    }
}
