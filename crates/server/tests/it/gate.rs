//! The gate: servers that must say who they are, and servers that are not welcome at all.

use http::Method;
use serde_json::json;
use social::Staff;
use testkit::{
    Home, Neighbour,
    people::{id, text},
    settle,
};

use crate::{with_site, with_two_sites};

async fn decide(home: &Home, setting: &str) {
    social::settings::set(&home.site, setting, "true").await.unwrap();
}

/// A document as a server that says nothing of itself asks for it.
async fn unsigned(home: &Home, address: &str) -> testkit::Answer {
    let request = home.requests.request(Method::GET, address).header("accept", "application/activity+json");
    home.requests.send(request).await
}

#[test]
fn whoever_does_not_say_who_they_are_reads_nothing_where_that_is_asked() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let changes = json!({ "note": "all about me" });
        alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
        let status = alice.posts("for those whom I do not block").await;
        let (uri, page) = (status["uri"].as_str().unwrap(), status["url"].as_str().unwrap());
        assert_eq!(unsigned(home, uri).await.status, 200, "everybody, at first");
        decide(home, "federation.authorized_fetch").await;
        let outbox = format!("{}/outbox?page=true", alice.account.uri);
        for address in [uri, page, &outbox] {
            let answer = unsigned(home, address).await;
            assert_eq!(answer.status, 401, "{address}: {}", answer.text);
            assert!(!answer.text.contains("for those"), "{}", answer.text);
        }
        for address in [&alice.account.uri, &alice.account.url] {
            let stub = unsigned(home, address).await.ok();
            assert!(stub["publicKey"]["publicKeyPem"].is_string(), "the key is for everybody: {stub}");
            assert_eq!(stub["summary"], "", "the rest is not");
        }
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        assert_eq!(bob.asks(home, uri).await.ok()["content"], "<p>for those whom I do not block</p>");
        assert_eq!(bob.asks(home, page).await.ok()["type"], "Note");
        assert_eq!(bob.asks(home, &alice.account.uri).await.ok()["summary"], "<p>all about me</p>");
        assert_eq!(bob.asks(home, &outbox).await.ok()["orderedItems"][0]["object"]["id"], uri);
        let found = alice.finds(&bob.handle()).await;
        alice.act(&format!("/api/v1/accounts/{}/block", id(&found))).await.ok();
        for address in [uri, page, &alice.account.uri, &outbox] {
            assert_eq!(bob.asks(home, address).await.status, 404, "S-114: {address}");
        }
        assert_eq!(unsigned(home, "/actor").await.ok()["type"], "Application", "the key that signs fetches");
    });
}

#[test]
fn two_servers_that_both_ask_for_names_get_along() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        decide(here, "federation.authorized_fetch").await;
        decide(there, "federation.authorized_fetch").await;
        alice.follows(&bob.handle()).await;
        settle(&[here, there]).await;
        bob.posts("hello, whoever you are").await;
        settle(&[here, there]).await;
        assert_eq!(alice.home_texts().await, ["hello, whoever you are"]);
    });
}

#[test]
fn with_limited_federation_only_those_named_are_dealt_with() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, other) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, eve) = (far.person("bob"), other.person("eve"));
        decide(home, "federation.limited").await;
        social::neighbours::allow(&home.site, &Staff::operator(&home.site), &far.domain).await.unwrap();
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!(instance["configuration"]["limited_federation"], true);

        let hello = eve.note(1, &format!("@alice@{}", home.domain()));
        let answer = eve.delivers(home, &eve.activity("Create", 1, &hello)).await;
        assert_eq!(answer.status, 403, "{}", answer.text);
        let search = format!("/api/v2/search?resolve=true&q={}", eve.handle());
        assert_eq!(alice.get(&search).await.ok()["accounts"], json!([]));
        assert!(other.asked().is_empty(), "eve's server is asked nothing: {:?}", other.asked());

        alice.follows(&bob.handle()).await;
        home.settle().await;
        let follow = far.received()[0].activity.clone();
        assert_eq!(bob.delivers(home, &bob.activity("Accept", 1, &follow)).await.status, 202);
        bob.delivers(home, &bob.activity("Create", 2, &bob.note(2, "welcome"))).await;
        home.settle().await;
        assert_eq!(alice.home().await.iter().map(text).collect::<Vec<_>>(), ["welcome"]);

        let status = alice.posts("for the few").await;
        let uri = status["uri"].as_str().unwrap();
        assert_eq!(unsigned(home, uri).await.status, 401);
        assert_eq!(bob.asks(home, uri).await.status, 200);
        assert_eq!(eve.asks(home, uri).await.status, 403);

        social::neighbours::disallow(&home.site, &Staff::operator(&home.site), &far.domain).await.unwrap();
        let before = far.received().len();
        alice.posts("for nobody else any more").await;
        home.settle().await;
        assert_eq!(far.received().len(), before, "nothing is delivered to those who were welcome once");
        assert_eq!(bob.delivers(home, &bob.activity("Like", 3, &json!(uri))).await.status, 403);
    });
}

#[test]
fn what_is_under_an_allowed_name_is_allowed() {
    with_site(async |home| {
        decide(home, "federation.limited").await;
        let by = Staff::operator(&home.site);
        social::neighbours::allow(&home.site, &by, "https://Far.example/about").await.unwrap();
        let is_welcome = |host: &str| social::neighbours::is_welcome(&home.site, host);
        assert!(is_welcome("far.example") && is_welcome("social.FAR.example"));
        for host in ["notfar.example", "example", "far.example.evil.example", "", "far.example:8443"] {
            assert!(!is_welcome(host), "{host}");
        }
        assert!(social::neighbours::allow(&home.site, &by, "not a domain").await.is_err());
        assert!(social::neighbours::allow(&home.site, &by, home.domain()).await.is_err());
    });
}
