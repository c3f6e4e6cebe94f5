//! Delivery reports: the author of a status sees on how many servers it arrived, and where it waits.

use std::sync::{Arc, atomic::AtomicI64};

use http::StatusCode;
use serde_json::{Value, json};
use social::{Clock, Site};
use testkit::{Home, Neighbour, Person, people::id};

use crate::with_site;

/// A follower of alice on a neighbour of their own.
async fn with_follower(home: &Home, alice: &Person) -> Neighbour {
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
    assert_eq!(bob.delivers(home, &follow).await.status, 202);
    home.settle().await;
    far
}

async fn report(by: &Person, status: &Value) -> testkit::Answer {
    by.get(&format!("/api/v1/statuses/{}/deliveries", id(status))).await
}

fn counts(report: &Value) -> [i64; 4] {
    ["total", "delivered", "waiting", "given_up"].map(|key| report[key].as_i64().unwrap())
}

#[test]
fn an_author_sees_where_a_status_arrived_and_where_it_waits() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (up, down, rude) = (
            with_follower(home, &alice).await,
            with_follower(home, &alice).await,
            with_follower(home, &alice).await,
        );
        down.answers_deliveries(StatusCode::BAD_GATEWAY);
        rude.answers_deliveries(StatusCode::FORBIDDEN);
        let status = alice.posts("to three").await;
        home.settle().await;
        let told = report(&alice, &status).await.ok();
        assert_eq!(counts(&told), [3, 1, 1, 1], "{told}");
        let place = |far: &Neighbour| {
            let servers = told["servers"].as_array().unwrap();
            servers.iter().find(|place| place["domain"] == json!(far.domain)).cloned()
        };
        let (waits, refused) = (place(&down).unwrap(), place(&rude).unwrap());
        assert_eq!((&waits["state"], &waits["reason"]), (&json!("waiting"), &Value::Null));
        assert_eq!(waits["error"], "it answered 502 Bad Gateway");
        assert!(waits["next_try_at"].is_string() && waits["since"].is_string(), "{waits}");
        assert_eq!((&refused["state"], &refused["reason"]), (&json!("given_up"), &json!("refused")));
        assert_eq!(place(&up), None, "what arrived is not listed");

        down.answers_deliveries(StatusCode::ACCEPTED);
        home.pass(10_000);
        home.settle().await;
        assert_eq!(counts(&report(&alice, &status).await.ok()), [3, 2, 0, 1]);
    });
}

#[test]
fn nobody_else_sees_how_far_a_status_got() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let _far = with_follower(home, &alice).await;
        let status = alice.posts("mine").await;
        home.settle().await;
        assert_eq!(report(&bob, &status).await.status, 404);
        let path = format!("/api/v1/statuses/{}/deliveries", id(&status));
        assert_eq!(home.requests.get(&path).await.status, 401);
        let local = alice.posts_with(json!({ "status": "x", "local_only": true })).await;
        home.settle().await;
        assert_eq!(counts(&report(&alice, &local).await.ok()), [0, 0, 0, 0]);
    });
}

#[test]
fn a_restart_forgets_nothing_of_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = with_follower(home, &alice).await;
        far.answers_deliveries(StatusCode::NOT_FOUND);
        let status = alice.posts("to nobody").await;
        home.settle().await;
        let clock = Clock::Manual(Arc::new(AtomicI64::new(home.site.now().as_millis())));
        let site = Site::new(home.site.store.clone(), clock, home.site.instance.clone());
        let told =
            social::deliveries::report(&site, &alice.account, id(&status).parse().unwrap()).await.unwrap();
        assert_eq!((told.total, told.given_up), (1, 1));
        let week_ms = 8 * 24 * 3_600_000;
        home.pass(week_ms);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert_eq!(counts(&report(&alice, &status).await.ok()), [1, 0, 0, 1], "nor does housekeeping");
        alice.send(http::Method::DELETE, &format!("/api/v1/statuses/{}", id(&status)), None).await.ok();
        assert_eq!(report(&alice, &status).await.status, 404);
    });
}
