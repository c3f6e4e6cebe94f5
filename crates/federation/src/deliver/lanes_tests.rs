//! Tests of lanes: who goes when.

use super::*;
use crate::limits::LANE_ITEMS;

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
        is_personal: false,
        outlasts: false,
    }
}

fn personal(id: i64, host: &str, author: i64) -> Delivery {
    Delivery { is_personal: true, ..delivery(id, host, author) }
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

fn item(delivery: Delivery) -> Item {
    let host: Arc<str> = delivery.host.as_str().into();
    Item::new(delivery, &host)
}

fn arrives(lanes: &mut Lanes, delivery: Delivery) {
    let item = item(delivery);
    lanes.succeeded(&item.host, NOW);
    lanes.landed(&item);
}

/// What goes, one after another.
fn all(lanes: &mut Lanes) -> Vec<i64> {
    std::iter::from_fn(|| {
        let item = lanes.next(NOW)?;
        lanes.landed(&item);
        Some(item.id.get())
    })
    .collect()
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
fn what_concerns_a_person_goes_first_and_takes_what_its_author_said_before_along() {
    let mut lanes = lanes([
        delivery(1, "a", 7),
        delivery(2, "a", 8),
        delivery(3, "a", 9),
        personal(4, "a", 8),
        delivery(5, "a", 8),
    ]);
    assert_eq!(all(&mut lanes), [2, 4, 5, 1, 3]);
}

#[test]
fn a_failing_host_is_left_alone_and_then_tried_by_one() {
    let mut lanes = lanes((1..=3).map(|number| delivery(number, "a", number)));
    let item = lanes.next(NOW).unwrap();
    let failing = lanes.failed(&item, NOW, Some(1_000_000), false).unwrap();
    assert_eq!((failing.failures, failing.due_at, failing.since), (1, LATER, NOW));
    assert_eq!(lanes.failed(&item, NOW, None, false), None, "the same trouble counts once");
    lanes.put_back(item.clone());
    lanes.landed(&item);
    assert_eq!(go(&mut lanes, NOW), Vec::<i64>::new());
    lanes.look_again();
    assert_eq!(go(&mut lanes, LATER), [1], "one probe, the oldest");
    assert_eq!(lanes.succeeded("a", LATER), Some(Recovery { was_silent: false }));
    lanes.landed(&item);
    assert_eq!(go(&mut lanes, LATER), [2, 3]);
}

#[test]
fn a_sign_of_life_ends_the_wait() {
    let mut lanes = lanes([delivery(1, "a", 1)]);
    let item = lanes.next(NOW).unwrap();
    lanes.failed(&item, NOW, None, false);
    lanes.put_back(item.clone());
    lanes.landed(&item);
    assert_eq!(lanes.hasten("b", NOW), (None, false));
    assert_eq!(lanes.hasten("a", NOW), (Some(Recovery { was_silent: false }), true));
    assert_eq!(go(&mut lanes, NOW), [1]);
}

#[test]
fn a_long_silence_is_known_and_ends() {
    let mut lanes = lanes([delivery(1, "a", 1)]);
    let item = lanes.next(NOW).unwrap();
    lanes.failed(&item, NOW, Some(1), false);
    lanes.put_back(item.clone());
    lanes.landed(&item);
    let week_later = NOW.plus_millis(PATIENCE_MS);
    assert!(!lanes.needs_nothing("a", NOW));
    assert!(lanes.needs_nothing("a", week_later));
    assert_eq!(lanes.hasten("a", week_later), (Some(Recovery { was_silent: true }), true));
    assert!(!lanes.is_silent("a", week_later));
}

#[test]
fn what_has_to_wait_holds_up_only_what_comes_after_it() {
    let held = Delivery { due_at: LATER, ..delivery(1, "a", 7) };
    let mut lanes = lanes([held, delivery(2, "a", 7), delivery(3, "a", 8)]);
    assert_eq!(go(&mut lanes, NOW), [3]);
}

#[test]
fn a_long_queue_stays_in_the_database_but_holds_up_nobody_who_is_not_in_it() {
    let many = i64::try_from(LANE_ITEMS).unwrap() + 10;
    let mut lanes = lanes((1..=many).map(|number| delivery(number, "a", number)));
    lanes.add(personal(many + 1, "a", many));
    lanes.add(personal(many + 2, "a", many + 2));
    assert_eq!(lanes.next(NOW).map(|item| item.id.get()), Some(many + 2), "whose earlier words do not wait");
    lanes.landed(&item(personal(many + 2, "a", many + 2)));
    assert_eq!(all(&mut lanes).len(), LANE_ITEMS);
    let (host, after, until) = lanes.next_hungry().unwrap();
    assert_eq!((&*host, after.get(), until.get()), ("a", many - 10, many + 2));
    let rest = (many - 9..=many).map(|number| delivery(number, "a", number));
    let rest = rest.chain([personal(many + 1, "a", many), personal(many + 2, "a", many + 2)]);
    lanes.refill(&host, rest.collect(), true);
    let mut rest = all(&mut lanes);
    assert_eq!(rest[..2], [many, many + 1], "in order for each author");
    rest.sort_unstable();
    assert_eq!(rest, (many - 9..=many + 1).collect::<Vec<_>>(), "and nothing twice");
}
