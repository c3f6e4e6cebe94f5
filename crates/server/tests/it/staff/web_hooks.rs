//! Web hooks: other programs hear of what happens, signed, in order, until they have taken it.

use http::{Method, StatusCode};
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Listener,
    people::{id, list},
};

use crate::{
    community::{app, sends},
    with_site,
};

const HOOKS: &str = "/api/fanfare/v1/admin/web_hooks";

fn events(listener: &Listener) -> Vec<Value> {
    listener.told().iter().map(|told| told.json()["event"].clone()).collect()
}

#[test]
fn a_program_hears_of_what_it_was_to_hear_of_and_can_tell_who_says_it() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let listener = Listener::start().await;
        let said = json!({ "url": listener.url(), "events": ["status.created", "status.updated",
            "account.updated", "report.created"] });
        assert_eq!(mia.post(HOOKS, said.clone()).await.status, 403);
        let made = olga.post(HOOKS, said.clone()).await.ok();
        let secret = made["secret"].as_str().unwrap().to_owned();
        assert_eq!(olga.post(HOOKS, said).await.status, 422, "the address is taken");
        for wrong in [
            json!({ "url": "ftp://x", "events": ["status.created"] }),
            json!({ "url": "https://x.example/", "events": [] }),
            json!({ "url": "https://x.example/", "events": ["status.eaten"] }),
        ] {
            assert_eq!(olga.post(HOOKS, wrong.clone()).await.status, 422, "{wrong}");
        }
        assert!(!olga.get(HOOKS).await.text.contains(&secret), "it is shown once");

        let status = alice.posts("hello").await;
        alice.posts_with(json!({ "status": "@bob psst", "visibility": "direct" })).await;
        home.settle().await;
        let told = listener.told();
        assert_eq!(told.len(), 1, "what is said to few is told to no program");
        assert_eq!(told[0].signature, social::web_hooks::signature(&secret, &told[0].body));
        let message = told[0].json();
        assert_eq!((&message["event"], &message["object"]["id"]), (&json!("status.created"), &status["id"]));
        assert!(message["created_at"].is_string());

        let path = format!("/api/v1/statuses/{}", id(&status));
        alice.send(Method::PUT, &path, Some(json!({ "status": "hello again" }))).await.ok();
        let profile = json!({ "display_name": "Alice" });
        alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(profile)).await.ok();
        let report = json!({ "account_id": bob.account.id, "comment": "spam" });
        alice.post("/api/v1/reports", report).await.ok();
        home.settle().await;
        assert_eq!(events(&listener), ["status.updated", "account.updated", "report.created"]);

        let one = format!("{HOOKS}/{}", id(&made));
        let rotated = olga.act(&format!("{one}/rotate_secret")).await.ok();
        assert_ne!(rotated["secret"], secret);
        assert_eq!(olga.act(&format!("{one}/test")).await.ok()["taken"], true);
        assert_eq!(events(&listener), ["test"]);
        olga.act(&format!("{one}/disable")).await.ok();
        alice.posts("unheard").await;
        home.settle().await;
        assert!(events(&listener).is_empty());
        olga.send(Method::DELETE, &one, None).await.ok();
        assert_eq!(list(&olga.get(HOOKS).await).len(), 0);
    });
}

#[test]
fn a_program_hears_of_those_who_join_and_of_what_becomes_of_reports() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let bob = home.person("bob").await;
        social::settings::set(&home.site, "registrations", "approval").await.unwrap();
        social::settings::load(&home.site).await.unwrap();
        let listener = Listener::start().await;
        let events = ["account.created", "account.approved", "report.created", "report.updated"];
        olga.post(HOOKS, json!({ "url": listener.url(), "events": events })).await.ok();

        let said = json!({ "username": "carol", "email": "carol@mail.example", "password": "carol-password",
            "agreement": true, "locale": "en", "reason": "I like tea" });
        let (token, ..) = app(home).await;
        sends(home, &token, Method::POST, "/api/v1/accounts", said).await.ok();
        home.settle().await;
        let told = listener.told();
        assert_eq!(told[0].json()["event"], "account.created");
        let account = told[0].json()["object"].clone();
        assert_eq!(
            (&account["username"], &account["approved"]),
            (&json!("carol"), &json!(false)),
            "{account}"
        );
        let approve = format!("/api/v1/admin/accounts/{}/approve", id(&account));
        olga.act(&approve).await.ok();
        home.settle().await;
        let told = listener.told();
        assert_eq!(told[0].json()["event"], "account.approved");
        assert_eq!(told[0].json()["object"]["approved"], true);

        let report = bob.post("/api/v1/reports", json!({ "account_id": id(&account) })).await.ok();
        olga.act(&format!("/api/v1/admin/reports/{}/assign_to_self", id(&report))).await.ok();
        olga.act(&format!("/api/v1/admin/reports/{}/resolve", id(&report))).await.ok();
        home.settle().await;
        let told = listener.told();
        let heard: Vec<Value> = told.iter().map(|told| told.json()["event"].clone()).collect();
        assert_eq!(heard, ["report.created", "report.updated", "report.updated"]);
        let mut states = told.iter().map(|told| told.json()["object"]["action_taken"].clone());
        assert_eq!(states.next_back(), Some(json!(true)));
    });
}

#[test]
fn a_program_that_is_away_hears_everything_in_order_when_it_is_back() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let listener = Listener::start().await;
        let said = json!({ "url": listener.url(), "events": ["status.created"] });
        let made = olga.post(HOOKS, said).await.ok();
        listener.answers(StatusCode::BAD_GATEWAY);
        for text in ["one", "two", "three"] {
            alice.posts(text).await;
            home.settle().await;
        }
        assert_eq!(listener.told().len(), 1, "the first is tried, then there is a pause");
        let shown = olga.get(&format!("{HOOKS}/{}", id(&made))).await.ok();
        assert_eq!(
            (&shown["failures"], &shown["last_error"]),
            (&json!(1), &json!("it answered 502 Bad Gateway"))
        );
        listener.answers(StatusCode::OK);
        home.pass(61_000);
        home.settle().await;
        let texts: Vec<String> = listener
            .told()
            .iter()
            .map(|told| told.json()["object"]["content"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(texts, ["<p>one</p>", "<p>two</p>", "<p>three</p>"]);
        let shown = olga.get(&format!("{HOOKS}/{}", id(&made))).await.ok();
        assert_eq!((&shown["failures"], &shown["last_error"]), (&json!(0), &Value::Null));
        listener.answers(StatusCode::BAD_GATEWAY);
        alice.posts("lost").await;
        home.settle().await;
        home.pass(4 * 86_400_000);
        home.settle().await;
        listener.answers(StatusCode::OK);
        listener.told();
        home.pass(86_400_000);
        home.settle().await;
        assert!(listener.told().is_empty(), "after some days it is told no more");
    });
}

#[test]
fn nobody_has_others_told_what_they_may_not_see() {
    with_site(async |home| {
        let admin = home.member("ada", Role::ADMIN).await;
        let hook = |events: Value| json!({ "url": "https://x.example/hook", "events": events });
        assert_eq!(admin.post(HOOKS, hook(json!(["status.created"]))).await.status, 403, "needs view_devops");
        admin.post(HOOKS, hook(json!(["report.created"]))).await.ok();
    });
}
