//! Deliveries: signed, in order, patient, and given up politely.

use http::StatusCode;
use testkit::{Home, Neighbour, Person, Stranger};

use crate::with_site;

const HOUR_MS: i64 = 3_600_000;

/// Alice with a follower on a neighbour.
async fn followed(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    let mut follow = bob.activity("Follow", 1, &serde_json::json!(alice.account.uri));
    follow["object"] = serde_json::json!(alice.account.uri);
    assert_eq!(bob.delivers(home, &follow).await.status, 202);
    home.settle().await;
    assert_eq!(far.received_types(), ["Accept"]);
    (alice, far, bob)
}

#[test]
fn a_delivery_names_its_sender_and_is_signed() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        alice.posts("signed").await;
        home.settle().await;
        let received = far.received().pop().unwrap();
        assert_eq!(received.path, "/inbox", "the shared one");
        let header = |name: &str| received.headers[name].to_str().unwrap().to_owned();
        assert!(header("user-agent").starts_with("Fanfare/"), "{}", header("user-agent"));
        assert!(header("digest").starts_with("SHA-256="));
        assert!(header("signature").contains(&format!("keyId=\"{}#main-key\"", alice.account.uri)));
        assert_eq!(received.activity["type"], "Create");
        assert_eq!(received.activity["object"]["content"], "<p>signed</p>");
        assert_eq!(received.activity["to"][0], "https://www.w3.org/ns/activitystreams#Public");
    });
}

#[test]
fn a_repeated_follow_is_accepted_again() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let mut again = bob.activity("Follow", 2, &serde_json::json!(alice.account.uri));
        again["object"] = serde_json::json!(alice.account.uri);
        bob.delivers(home, &again).await;
        home.settle().await;
        let accepts: Vec<_> =
            far.received().into_iter().map(|r| r.activity["object"]["id"].clone()).collect();
        assert_eq!(accepts[1], again["id"]);
    });
}

#[test]
fn a_neighbour_that_is_down_gets_everything_later_in_order() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        for text in ["one", "two", "three"] {
            alice.posts(text).await;
            home.settle().await;
        }
        let tries = far.received().len();
        assert!(tries < 5, "a host that is down costs a probe now and then, not one for each post: {tries}");
        far.answers_deliveries(StatusCode::ACCEPTED);
        for _ in 0..8 {
            home.pass(2 * HOUR_MS);
            home.settle().await;
        }
        let contents: Vec<String> = far.received()[tries..]
            .iter()
            .map(|received| received.activity["object"]["content"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(contents, ["<p>one</p>", "<p>two</p>", "<p>three</p>"]);
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0);
    });
}

#[test]
fn what_can_never_arrive_is_given_up() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.answers_deliveries(StatusCode::NOT_FOUND);
        alice.posts("to nobody").await;
        home.settle().await;
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0, "404 is final");
        far.answers_deliveries(StatusCode::SERVICE_UNAVAILABLE);
        alice.posts("too late").await;
        for _ in 0..200 {
            home.settle().await;
            home.pass(2 * HOUR_MS);
        }
        home.settle().await;
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0, "after a week");
    });
}

#[test]
fn every_fetch_is_signed_by_the_server_itself() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        far.person("bob");
        alice.finds(&format!("bob@{}", far.domain)).await;
        let actor = home.requests.get("/actor").await.ok();
        assert_eq!(actor["type"], "Application");
        assert!(actor["publicKey"]["publicKeyPem"].as_str().unwrap().contains("PUBLIC KEY"));
    });
}
