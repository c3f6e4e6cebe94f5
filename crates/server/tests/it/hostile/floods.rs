//! Floods of mentions: by servers that nobody knew, and by people who joined lately.

use model::Role;
use serde_json::json;
use testkit::{Neighbour, people::list};

use crate::with_site;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

#[test]
fn a_server_that_nobody_knew_and_that_names_hundreds_is_slowed_down_and_reported_once() {
    with_site(async |home| {
        let (alice, mia) = (home.person("alice").await, home.member("mia", Role::MODERATOR).await);
        home.site.throttles.set_on(true);
        let far = Neighbour::start().await;
        let evil = far.person("evil");
        let says = async |number: u32| {
            let mut note = evil.note(number, "look at this");
            note["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
            note["cc"] = json!([alice.account.uri]);
            evil.delivers(home, &evil.activity("Create", number, &note)).await;
        };
        for number in 1..=150 {
            says(number).await;
        }
        home.settle().await;
        let known = evil_posts(&alice, &evil.handle()).await;
        assert_eq!(known, 100, "S-243: the rest waits");
        let reports = list(&mia.get("/api/v1/admin/reports").await);
        assert_eq!(reports.len(), 1, "S-243: staff are told once");
        assert!(reports[0]["comment"].as_str().unwrap().contains("more than 100 people"), "{}", reports[0]);

        // Nothing is lost: the rest comes later.
        home.pass(2 * MINUTE_MS);
        home.settle().await;
        assert_eq!(evil_posts(&alice, &evil.handle()).await, 150, "S-243: slowed down, and no more");
        assert_eq!(list(&mia.get("/api/v1/admin/reports").await).len(), 1, "S-243: not told again");

        // Who has been known for a week may be busy.
        home.pass(8 * DAY_MS);
        for number in 201..=350 {
            says(number).await;
        }
        home.settle().await;
        assert_eq!(evil_posts(&alice, &evil.handle()).await, 300, "S-243: known for long");
    });
}

#[test]
fn a_long_flood_loses_neither_its_order_nor_anything_of_itself() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (evil, dan) = (far.person("evil"), far.person("dan"));
        for person in [&evil, &dan] {
            alice.follows(&person.handle()).await;
            home.settle().await;
            let follow = far.received().last().expect("a follow arrived").activity.clone();
            person.delivers(home, &person.activity("Accept", 9_000, &follow)).await;
        }
        home.settle().await;
        home.site.throttles.set_on(true);
        for number in 1..=1_050 {
            let mut note = evil.note(number, &format!("word {number}"));
            if number <= 1_049 {
                note["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
                note["cc"] = json!([alice.account.uri]);
            }
            evil.delivers(home, &evil.activity("Create", number, &note)).await;
        }
        home.settle().await;
        assert_eq!(
            evil_posts(&alice, &evil.handle()).await,
            100,
            "S-243: the one that names nobody waits, too"
        );
        dan.delivers(home, &dan.activity("Create", 1, &dan.note(1, "hello"))).await;
        home.settle().await;
        assert_eq!(evil_posts(&alice, &dan.handle()).await, 1, "S-243: nobody else waits");
        for minute in 1..=10 {
            home.pass(MINUTE_MS + 1);
            home.settle().await;
            let known = evil_posts(&alice, &evil.handle()).await;
            assert_eq!(known, (100 * (minute + 1)).min(1_050), "S-243: minute {minute}");
        }
        // What arrives in the middle of a pause goes behind what waits, though it names nobody.
        home.pass(MINUTE_MS + 1);
        let mention = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
        for number in 2_001..=2_102 {
            let mut note = evil.note(number, "again");
            note["tag"] = mention.clone();
            note["cc"] = json!([alice.account.uri]);
            evil.delivers(home, &evil.activity("Create", number, &note)).await;
        }
        home.settle().await;
        home.pass(MINUTE_MS - 1_000);
        evil.delivers(home, &evil.activity("Create", 3_000, &evil.note(3_000, "the last word"))).await;
        home.settle().await;
        assert_eq!(evil_posts(&alice, &evil.handle()).await, 1_150, "S-243: it goes behind the others");
        home.pass(1_000);
        home.settle().await;
        assert_eq!(evil_posts(&alice, &evil.handle()).await, 1_153, "S-243: all is there");
        assert!(
            social::inbox::quarantined(&home.site).await.unwrap().is_empty(),
            "S-243: nothing is set aside"
        );
    });
}

/// How many statuses of somebody are known here.
async fn evil_posts(by: &testkit::Person, handle: &str) -> i64 {
    let found = by.get(&format!("/api/v1/accounts/lookup?acct={handle}")).await.ok();
    found["statuses_count"].as_i64().unwrap()
}

#[test]
fn whoever_joined_lately_names_only_so_many_people_within_an_hour() {
    with_site(async |home| {
        let (alice, _bob) = (home.person("alice").await, home.person("bob").await);
        home.site.throttles.set_on(true);
        let names = async |number: usize| {
            let text = format!("@bob have you seen number {number}?");
            alice.post("/api/v1/statuses", json!({ "status": text })).await.status
        };
        for number in 0..60 {
            assert_eq!(names(number).await, 200, "S-243: {number}");
        }
        assert_eq!(names(60).await, 422, "S-243: too many");
        let plain = alice.post("/api/v1/statuses", json!({ "status": "Nobody is named here" })).await;
        assert_eq!(plain.status, 200, "S-243: anything else may be said");
        home.pass(60 * MINUTE_MS);
        assert_eq!(names(61).await, 200, "S-243: an hour later");
        home.pass(8 * DAY_MS);
        for number in 100..170 {
            assert_eq!(names(number).await, 200, "S-243: no longer new, {number}");
        }
    });
}
