//! Idempotency keys.

use http::Method;
use serde_json::{Value, json};
use testkit::Person;

use crate::with_site;

async fn post_with_key(who: &Person, requests: &testkit::requests::Requests, key: &str) -> Value {
    let request = requests
        .request(Method::POST, "/api/v1/statuses")
        .bearer_auth(&who.token)
        .header("Idempotency-Key", key)
        .json(&json!({ "status": "once" }));
    requests.send(request).await.ok()
}

#[test]
fn the_same_key_makes_one_post_for_an_hour() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let first = post_with_key(&alice, &home.requests, "k").await;
        assert_eq!(post_with_key(&alice, &home.requests, "k").await["id"], first["id"]);
        assert_ne!(post_with_key(&bob, &home.requests, "k").await["id"], first["id"], "keys are one's own");
        home.pass(3_600_001);
        assert_ne!(post_with_key(&alice, &home.requests, "k").await["id"], first["id"]);
    });
}

#[test]
fn eight_requests_at_once_with_one_key_make_one_post() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let post = || post_with_key(&alice, &home.requests, "race");
        let ((a, b, c, d), (e, f, g, h)) =
            tokio::join!(async { tokio::join!(post(), post(), post(), post()) }, async {
                tokio::join!(post(), post(), post(), post())
            },);
        let mut ids: Vec<String> = [a, b, c, d, e, f, g, h].iter().map(|s| s["id"].to_string()).collect();
        ids.dedup();
        assert_eq!(ids.len(), 1, "S-239");
        assert_eq!(alice.home().await.len(), 1);
    });
}
