//! Web Push: apps are told of notifications while they are not running, by a push service that reads what arrives.

use http::{Method, StatusCode};
use serde_json::json;
use testkit::{PushService, people::id};

use crate::with_site;

const PATH: &str = "/api/v1/push/subscription";

#[test]
fn an_app_is_told_in_both_encodings() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        for standard in [true, false] {
            let service = PushService::start().await;
            let wish = service.subscription(standard, &["mention", "follow"]);
            let made = alice.post(PATH, wish).await.ok();
            assert_eq!((&made["standard"], &made["policy"]), (&json!(standard), &json!("all")));
            assert_eq!((&made["alerts"]["mention"], &made["alerts"]["poll"]), (&json!(true), &json!(false)));
            let key = made["server_key"].as_str().unwrap();
            let instance = home.requests.get("/api/v2/instance").await.ok();
            assert_eq!(instance["configuration"]["vapid"]["public_key"], key);
            bob.posts("hello @alice, how are you?").await;
            bob.posts_with(json!({ "status": "@alice hidden", "spoiler_text": "soft words" })).await;
            let favourite = alice.posts("nice").await;
            bob.favourites(&favourite).await;
            home.settle().await;
            let told = service.read(key);
            assert_eq!(told.len(), 2, "favourites were not asked for: {told:?}");
            let mut bodies: Vec<&str> = told.iter().map(|it| it["body"].as_str().unwrap()).collect();
            bodies.sort_unstable();
            assert_eq!(bodies, ["hello @alice, how are you?", "soft words"]);
            assert_eq!(
                (&told[0]["title"], &told[0]["notification_type"]),
                (&json!("bob mentioned you"), &json!("mention"))
            );
            assert_eq!(told[0]["access_token"], alice.token);
            let number = told[0]["notification_id"].as_i64().unwrap();
            alice.get(&format!("/api/v1/notifications/{number}")).await.ok();
            home.settle().await;
            assert_eq!(service.count(), 2, "once each");
        }
    });
}

#[test]
fn what_an_app_is_told_can_be_changed_and_ended() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let service = PushService::start().await;
        assert_eq!(alice.get(PATH).await.status, 404);
        alice.post(PATH, service.subscription(true, &["mention"])).await.ok();
        let change =
            json!({ "data": { "alerts": { "mention": "1", "favourite": true }, "policy": "followed" } });
        let changed = alice.send(Method::PUT, PATH, Some(change)).await.ok();
        assert_eq!((&changed["alerts"]["favourite"], &changed["policy"]), (&json!(true), &json!("followed")));
        bob.posts("@alice hello").await;
        home.settle().await;
        assert_eq!(service.count(), 0, "not followed");
        alice.follows("bob").await;
        bob.posts("@alice hello again").await;
        home.settle().await;
        assert_eq!(service.count(), 1);
        assert_eq!(alice.get(PATH).await.ok(), changed);
        for policy in ["follower", "none"] {
            alice.send(Method::PUT, PATH, Some(json!({ "policy": policy }))).await.ok();
            bob.posts("@alice and again").await;
            home.settle().await;
            assert_eq!(service.count(), 1, "{policy}");
        }
        alice.send(Method::DELETE, PATH, None).await.ok();
        assert_eq!(alice.get(PATH).await.status, 404);
    });
}

#[test]
fn a_service_that_is_down_is_tried_again_and_one_that_forgot_us_is_not() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let service = PushService::start().await;
        alice.post(PATH, service.subscription(true, &["mention"])).await.ok();
        service.answers(StatusCode::SERVICE_UNAVAILABLE);
        bob.posts("@alice hello").await;
        home.settle().await;
        let tried = service.count();
        assert!(tried >= 1);
        service.answers(StatusCode::CREATED);
        home.pass(3_600_000);
        home.settle().await;
        assert_eq!(service.count(), tried + 1);
        home.pass(3_600_000);
        home.settle().await;
        assert_eq!(service.count(), tried + 1, "it arrived");
        service.answers(StatusCode::GONE);
        bob.posts("@alice still there?").await;
        home.settle().await;
        assert_eq!(alice.get(PATH).await.status, 404, "the app is gone");
    });
}

#[test]
fn what_makes_no_sense_is_refused() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let service = PushService::start().await;
        let good = service.subscription(true, &["mention"]);
        let mut wrong = vec![json!({})];
        for (pointer, value) in [
            ("/subscription/endpoint", json!("mailto:x@y.example")),
            ("/subscription/endpoint", json!("not an address")),
            ("/subscription/keys/p256dh", json!("AAAA")),
            ("/subscription/keys/auth", json!("!")),
        ] {
            let mut body = good.clone();
            *body.pointer_mut(pointer).unwrap() = value;
            wrong.push(body);
        }
        for body in wrong {
            assert_eq!(alice.post(PATH, body.clone()).await.status, 422, "{body}");
        }
        let odd = json!({ "policy": "sometimes" });
        alice.post(PATH, good).await.ok();
        assert_eq!(alice.send(Method::PUT, PATH, Some(odd)).await.status, 422);
        let narrow = home.requests.request(Method::GET, PATH);
        assert_eq!(home.requests.send(narrow).await.status, 401);
    });
}

#[test]
fn a_subscription_ends_with_its_token() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let service = PushService::start().await;
        let app = home.requests.post("/api/v1/apps", json!({
            "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write push",
        }));
        let app = app.await.ok();
        assert!(!app["vapid_key"].as_str().unwrap().is_empty());
        alice.post(PATH, service.subscription(true, &["mention"])).await.ok();
        let hash = social::secrets::hash(&alice.token);
        let token = store::tokens::find(&home.site.store, &hash).await.unwrap().unwrap();
        store::tokens::delete(&home.site.store, &hash, token.application_id).await.unwrap();
        bob.posts("@alice hello").await;
        home.settle().await;
        assert_eq!(service.count(), 0);
        assert!(!id(&app).is_empty());
    });
}
