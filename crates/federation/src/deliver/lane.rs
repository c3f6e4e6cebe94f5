//! A lane: what waits for one host, and what of it may go next. What concerns a single person goes before what goes to
//! many, but nothing overtakes what the same account sent to the same inbox before.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use model::{AccountId, Id, Timestamp, limits::DELIVERIES_AT_ONCE_PER_HOST};
use store::deliveries::{Activity, Delivery};

use crate::limits::{LANE_ITEMS, LANE_LOW, LANE_SCAN, LASTING_MS, PATIENCE_MS, SUSPECT_STUMBLES};

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
    pub(super) is_personal: bool,
    /// Whether it is kept for a host that is away for long.
    pub(super) outlasts: bool,
    /// How often the host stumbled over it, and what it had taken by then.
    pub(super) stumbles: Stumbles,
}

/// How often a host stumbled over a delivery.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stumbles {
    count: u32,
    /// How many deliveries the host had taken by the last time.
    taken: u64,
    /// Whether it has turned out that the host takes others.
    is_to_blame: bool,
}

/// Whose fault it is that a delivery was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blame {
    /// The host's: it takes nothing.
    Host,
    /// The delivery's: the host has taken others since it stumbled over this one before.
    Delivery,
}

impl Item {
    pub(super) fn new(delivery: Delivery, host: &Arc<str>) -> Self {
        Self {
            id: delivery.id,
            activity: delivery.activity_id,
            author: delivery.account_id,
            inbox: delivery.inbox_url.into(),
            host: Arc::clone(host),
            tries: delivery.tries,
            due_at: delivery.due_at,
            is_personal: delivery.is_personal,
            outlasts: delivery.outlasts,
            stumbles: Stumbles::default(),
        }
    }

    /// Whether the host stumbles over it again and again, so that what comes after it need not wait for it.
    fn is_suspect(&self) -> bool {
        self.stumbles.count >= SUSPECT_STUMBLES
    }

    /// What goes in order: the deliveries of one account to one inbox.
    fn order(&self) -> Order {
        (self.author, Arc::clone(&self.inbox))
    }

    /// Whether it has waited for so long that nobody needs it any more.
    pub(super) fn is_stale(&self, now: Timestamp) -> bool {
        let patience_ms = if self.outlasts { LASTING_MS } else { PATIENCE_MS };
        self.activity.time() < now.plus_millis(-patience_ms)
    }
}

type Order = (AccountId, Arc<str>);

/// Deliveries that wait, oldest first.
#[derive(Default)]
struct Queue {
    items: VecDeque<Item>,
    /// How many there are of each order.
    orders: HashMap<Order, usize>,
}

impl Queue {
    fn insert(&mut self, item: Item) {
        *self.orders.entry(item.order()).or_default() += 1;
        let at = self.items.partition_point(|waiting| waiting.id < item.id);
        self.items.insert(at, item);
    }

    fn remove(&mut self, at: usize) -> Option<Item> {
        let item = self.items.remove(at)?;
        self.forget(&item);
        Some(item)
    }

    fn forget(&mut self, item: &Item) {
        let order = item.order();
        if let Some(count) = self.orders.get_mut(&order) {
            *count -= 1;
            if *count == 0 {
                self.orders.remove(&order);
            }
        }
    }

    fn has(&self, order: &Order) -> bool {
        self.orders.contains_key(order)
    }

    /// Takes away what is meant.
    fn take(&mut self, is_meant: impl Fn(&Item) -> bool) -> Vec<Item> {
        let (mut taken, mut left) = (Vec::new(), VecDeque::with_capacity(self.items.len()));
        for item in self.items.drain(..) {
            if is_meant(&item) {
                taken.push(item);
            } else {
                left.push_back(item);
            }
        }
        self.items = left;
        taken.iter().for_each(|item| self.forget(item));
        taken
    }
}

/// What waits for one host.
#[derive(Default)]
pub(super) struct Lane {
    /// What concerns a single person, and what must go before that.
    personal: Queue,
    /// What goes to many.
    bulk: Queue,
    busy: HashSet<Order>,
    /// How many deliveries the host has taken.
    taken: u64,
    /// How many may be under way at once.
    allowance: usize,
    /// Failures in a row.
    pub(super) failures: i64,
    /// Since when it fails.
    pub(super) since: Option<Timestamp>,
    /// Whether it said that it is gone for good.
    pub(super) is_gone: bool,
    /// Nothing goes before.
    pub(super) due_at: Option<Timestamp>,
    /// Until when it wishes to be left alone.
    pub(super) wished: Option<Timestamp>,
    /// The last delivery that was read from the database, in turn.
    pub(super) read_until: Option<Id<Delivery>>,
    /// Whether there are more in the database.
    pub(super) has_more: bool,
    /// Whose deliveries are among those in the database.
    left_behind: HashSet<AccountId>,
    /// What was taken in before its turn.
    jumped: HashSet<Id<Delivery>>,
    pub(super) is_ready: bool,
}

impl Lane {
    /// Takes in a delivery that was just recorded, or leaves it in the database until there is room.
    pub(super) fn offer(&mut self, item: Item) {
        if !self.has_more && self.len() < LANE_ITEMS {
            self.read_until = Some(item.id);
            self.push(item);
            return;
        }
        self.has_more = true;
        let may_jump = item.is_personal && !self.left_behind.contains(&item.author);
        if may_jump && self.personal.items.len() < LANE_ITEMS {
            self.jumped.insert(item.id);
            self.push(item);
        } else {
            self.left_behind.insert(item.author);
        }
    }

    /// Takes in what was left in the database; `is_all` if there is nothing more.
    pub(super) fn refill(&mut self, items: impl Iterator<Item = Item>, is_all: bool) {
        for item in items {
            self.read_until = Some(item.id);
            if !self.jumped.remove(&item.id) {
                self.push(item);
            }
        }
        self.has_more = !is_all;
        if is_all {
            self.left_behind.clear();
            self.jumped.clear();
        }
    }

    /// Puts an item where it belongs.
    pub(super) fn push(&mut self, item: Item) {
        let order = item.order();
        if item.is_personal && self.bulk.has(&order) {
            // What must go before it goes with it.
            let before = self.bulk.take(|waiting| waiting.id < item.id && waiting.order() == order);
            before.into_iter().for_each(|item| self.personal.insert(item));
        }
        if item.is_personal || self.personal.has(&order) {
            self.personal.insert(item);
        } else {
            self.bulk.insert(item);
        }
    }

    /// The next delivery; it is under way until it has `landed`.
    pub(super) fn pick(&mut self, now: Timestamp) -> Option<Item> {
        // One delivery is enough to find out whether a failing host is back.
        let most = if self.failures > 0 { 1 } else { self.allowance.max(1) };
        if self.busy.len() >= most || self.due_at.is_some_and(|due_at| due_at > now) {
            return None;
        }
        let (personal, bulk) = (self.first_of(&self.personal, now), self.first_of(&self.bulk, now));
        let item = match (personal, bulk) {
            (Some((_, at)), None) => self.personal.remove(at)?,
            (Some((stumbles, at)), Some((fewer, _))) if stumbles <= fewer || self.failures == 0 => {
                self.personal.remove(at)?
            }
            (_, Some((_, at))) => self.bulk.remove(at)?,
            (None, None) => return None,
        };
        self.busy.insert(item.order());
        Some(item)
    }

    /// Where the next delivery of a queue is that may go, and how often the host stumbled over it: the oldest. While the
    /// host fails, one over which it stumbled less often goes first, lest one delivery that it never takes keeps out all
    /// others.
    fn first_of(&self, queue: &Queue, now: Timestamp) -> Option<(u32, usize)> {
        let (mut held, mut found) = (HashSet::new(), None::<(u32, usize)>);
        for (at, item) in queue.items.iter().take(LANE_SCAN).enumerate() {
            let order = item.order();
            if self.busy.contains(&order) || held.contains(&order) {
                continue;
            }
            if !item.is_suspect() {
                held.insert(order);
            }
            let count = item.stumbles.count;
            if item.due_at <= now && found.is_none_or(|(least, _)| count < least) {
                found = Some((count, at));
                if self.failures == 0 || count == 0 {
                    break;
                }
            }
        }
        found
    }

    /// The host stumbled over a delivery: whose fault is it? The delivery remembers.
    pub(super) fn blame(&self, item: &mut Item) -> Blame {
        let Stumbles { count, taken, is_to_blame } = item.stumbles;
        let is_to_blame = is_to_blame || (count > 0 && self.taken > taken);
        item.stumbles = Stumbles { count: count.saturating_add(1), taken: self.taken, is_to_blame };
        if is_to_blame { Blame::Delivery } else { Blame::Host }
    }

    pub(super) fn landed(&mut self, item: &Item) {
        self.busy.remove(&item.order());
    }

    fn len(&self) -> usize {
        self.personal.items.len() + self.bulk.items.len()
    }

    /// Whether anything waits in memory.
    pub(super) fn has_waiting(&self) -> bool {
        self.len() > 0
    }

    /// Whether there is room for more of what is in the database.
    pub(super) fn is_hungry(&self) -> bool {
        self.has_more && self.bulk.items.len() < LANE_LOW
    }

    pub(super) fn is_idle(&self) -> bool {
        !self.has_waiting() && self.busy.is_empty() && self.failures == 0 && !self.has_more
    }

    /// Whether the host has been silent for so long that only what lasts is kept for it.
    pub(super) fn is_silent(&self, now: Timestamp) -> bool {
        let is_long_ago = |since: Timestamp| since <= now.plus_millis(-PATIENCE_MS);
        self.failures > 0 && (self.is_gone || self.since.is_some_and(is_long_ago))
    }

    /// The host took a delivery: more may go at once.
    pub(super) fn succeeded(&mut self) {
        self.taken += 1;
        self.allowance = (self.allowance + 1).min(DELIVERIES_AT_ONCE_PER_HOST);
        self.recover();
    }

    /// The host is there.
    pub(super) fn recover(&mut self) {
        (self.failures, self.since, self.is_gone) = (0, None, false);
        (self.due_at, self.wished) = (None, None);
    }

    /// The host did not take a delivery.
    pub(super) fn failed(&mut self, since: Timestamp, due_at: Timestamp, is_gone: bool) {
        self.allowance = 1;
        self.failures += 1;
        self.since.get_or_insert(since);
        self.is_gone |= is_gone;
        self.due_at = Some(due_at);
    }

    /// Whatever waits may go now.
    pub(super) fn hasten(&mut self) {
        self.due_at = None;
        for item in self.personal.items.iter_mut().chain(&mut self.bulk.items) {
            item.due_at = Timestamp::from_millis(0);
        }
    }

    /// Takes away what is meant.
    pub(super) fn take(&mut self, is_meant: impl Fn(&Item) -> bool) -> Vec<Item> {
        let mut taken = self.personal.take(&is_meant);
        taken.extend(self.bulk.take(&is_meant));
        taken
    }
}
