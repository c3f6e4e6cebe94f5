//! A community: who may join it, what it agrees to, what it is told, and what is reported.

use std::time::Duration;

use futures_util::StreamExt;
use http::Method;
use serde_json::{Value, json};
use social::{
    Staff,
    announcements::{self, NewAnnouncement},
    settings, sign_up,
};
use testkit::{
    Home,
    people::{id, list},
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::with_site;

/// The token of an app that acts for itself.
pub(crate) async fn app(home: &Home) -> (String, String, String) {
    let new = json!({
        "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write",
    });
    let made = home.requests.post("/api/v1/apps", new).await.ok();
    let word = |key: &str| made[key].as_str().unwrap().to_owned();
    let (client, secret) = (word("client_id"), word("client_secret"));
    let wish = json!({
        "grant_type": "client_credentials", "client_id": client, "client_secret": secret, "scope": "read write",
    });
    let token = home.requests.post("/oauth/token", wish).await.ok();
    (token["access_token"].as_str().unwrap().to_owned(), client, secret)
}

pub(crate) async fn sends(
    home: &Home,
    token: &str,
    method: Method,
    path: &str,
    body: Value,
) -> testkit::Answer {
    home.requests.send(home.requests.request(method, path).bearer_auth(token).json(&body)).await
}

pub(crate) fn carol() -> Value {
    json!({
        "username": "carol", "email": "carol@mail.example", "password": "correct horse battery",
        "agreement": true, "locale": "de_AT", "reason": "I like tea",
    })
}

#[test]
fn people_join_through_an_app_as_far_as_the_server_lets_them() {
    with_site(async |home| {
        let (app, ..) = app(home).await;
        let join = async |body: Value| sends(home, &app, Method::POST, "/api/v1/accounts", body).await;
        assert_eq!(join(carol()).await.status, 403, "closed at first");
        settings::set(&home.site, "registrations", "open").await.unwrap();
        assert_eq!(home.requests.get("/api/v2/instance").await.ok()["registrations"]["enabled"], true);
        let mut wrong = carol();
        wrong["username"] = "a b".into();
        wrong["password"] = "short".into();
        wrong["agreement"] = false.into();
        let refused = join(wrong).await;
        assert_eq!(refused.status, 422);
        let details = &refused.json()["details"];
        assert_eq!(details["username"][0]["error"], "ERR_INVALID", "{details}");
        assert_eq!(details["password"][0]["error"], "ERR_TOO_SHORT");
        assert_eq!(details["agreement"][0]["error"], "ERR_ACCEPTED");
        let token = join(carol()).await.ok();
        let token = token["access_token"].as_str().unwrap();
        let me =
            sends(home, token, Method::GET, "/api/v1/accounts/verify_credentials", Value::Null).await.ok();
        assert_eq!((&me["username"], &me["source"]["language"]), (&json!("carol"), &json!("de")));
        let post = async |body: Value| sends(home, token, Method::POST, "/api/v1/statuses", body).await.ok();
        for (language, kept) in
            [(None, "de"), (Some("en_GB"), "en"), (Some("FR"), "fr"), (Some("nope"), "de")]
        {
            let said = post(json!({ "status": "words", "language": language })).await;
            assert_eq!(said["language"], kept, "{language:?}");
        }
        let taken = join(carol()).await;
        assert_eq!(taken.json()["details"]["username"][0]["error"], "ERR_TAKEN");
        let person = home.person("alice").await;
        assert_eq!(person.post("/api/v1/accounts", carol()).await.status, 403, "people have an account");
    });
}

#[test]
fn where_somebody_must_say_yes_people_wait_for_it() {
    with_site(async |home| {
        let (app, ..) = app(home).await;
        settings::set(&home.site, "registrations", "approval").await.unwrap();
        let mut without = carol();
        without["reason"] = "".into();
        assert_eq!(sends(home, &app, Method::POST, "/api/v1/accounts", without).await.status, 422);
        let token = sends(home, &app, Method::POST, "/api/v1/accounts", carol()).await.ok();
        let token = token["access_token"].as_str().unwrap().to_owned();
        let verify = async || {
            sends(home, &token, Method::GET, "/api/v1/accounts/verify_credentials", Value::Null).await
        };
        let (status, error) = verify().await.error();
        assert_eq!((status, error.as_str()), (403, "Your login is currently pending approval"), "S-232");
        let waiting = sign_up::waiting(&home.site).await.unwrap();
        assert_eq!(waiting[0].1.reason, "I like tea");
        let id = waiting[0].0.id;
        let doors = [
            "/@carol".to_owned(),
            "/api/v1/accounts/lookup?acct=carol".to_owned(),
            format!("/api/v1/accounts/{id}"),
            format!("/.well-known/webfinger?resource=acct:carol@{}", home.domain()),
            format!("/ap/users/{id}"),
        ];
        for door in &doors {
            assert_eq!(home.requests.get(door).await.status, 404, "{door} while carol waits");
        }
        crate::staff::approve(home, "carol").await.unwrap();
        assert_eq!(verify().await.ok()["username"], "carol");
        for door in &doors {
            assert_ne!(home.requests.get(door).await.status, 404, "{door} once she is here");
        }
        crate::staff::reject(home, "carol").await.unwrap_err();
    });
}

#[test]
fn the_server_says_what_its_admin_decided() {
    with_site(async |home| {
        let fresh = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!((&fresh["title"], &fresh["rules"]), (&json!(home.domain()), &json!([])));
        let privacy = home.requests.get("/api/v1/instance/privacy_policy").await.ok();
        assert!(privacy["content"].as_str().unwrap().contains("Nothing is sold"));
        for (name, value) in [
            ("title", "Tea house"),
            ("description", "Tea and talk"),
            ("about", "# Tea\n\nis *good*"),
            ("privacy_policy", "None of your business"),
            ("contact_email", "tea@mail.example"),
            ("languages", "de en"),
            ("statuses.characters", "1000"),
        ] {
            settings::set(&home.site, name, value).await.unwrap();
        }
        settings::set(&home.site, "statuses.characters", "0").await.unwrap_err();
        home.adds_rule("Be kind", "To everybody").await;
        let shown = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!((&shown["title"], &shown["description"]), (&json!("Tea house"), &json!("Tea and talk")));
        assert_eq!(shown["configuration"]["statuses"]["max_characters"], 1000);
        assert_eq!(
            (&shown["languages"], &shown["rules"][0]["text"]),
            (&json!(["de", "en"]), &json!("Be kind"))
        );
        assert_eq!(shown["contact"]["email"], "tea@mail.example");
        let first = home.requests.get("/api/v1/instance").await.ok();
        assert_eq!(
            (&first["title"], &first["rules"][0]["hint"]),
            (&json!("Tea house"), &json!("To everybody"))
        );
        let about = home.requests.get("/api/v1/instance/extended_description").await.ok();
        assert!(about["content"].as_str().unwrap().contains("<em>good</em>"), "{about}");
        assert_eq!(list(&home.requests.get("/api/v1/instance/rules").await).len(), 1);
        let languages = list(&home.requests.get("/api/v1/instance/languages").await);
        assert!(languages.iter().any(|language| language["code"] == "ja"));
        assert_eq!(home.requests.get("/api/v1/instance/translation_languages").await.ok(), json!({}));
        assert_eq!(home.requests.get("/api/v1/instance/peers").await.ok(), json!([]));
        let alice = home.person("alice").await;
        alice.posts(&"x".repeat(1_000)).await;
        settings::reset(&home.site, &Staff::operator(&home.site), "statuses.characters").await.unwrap();
        let long = alice.post("/api/v1/statuses", json!({ "status": "x".repeat(1_000) })).await;
        assert_eq!(long.status, 422);
    });
}

#[test]
fn announcements_are_heard_read_and_answered_with_emoji() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let url = format!("ws://{}/api/v1/streaming?stream=user&access_token={}", home.domain(), alice.token);
        let mut socket = connect_async(url).await.unwrap().0;
        let mut hears = async || loop {
            let message = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
            if let Message::Text(text) = message.expect("an event comes").unwrap().unwrap() {
                return serde_json::from_str::<Value>(text.as_str()).unwrap();
            }
        };
        let new = NewAnnouncement { text: "Tea at five #tea".into(), ..NewAnnouncement::default() };
        let made = home.announces(new).await;
        home.settle().await;
        assert_eq!(hears().await["event"], "announcement");
        let shown = alice.get("/api/v1/announcements").await.ok();
        assert_eq!(
            (&shown[0]["read"], shown[0]["id"].as_str().unwrap()),
            (&json!(false), &*made.id.to_string())
        );
        alice.act(&format!("/api/v1/announcements/{}/dismiss", made.id)).await.ok();
        assert_eq!(alice.get("/api/v1/announcements").await.ok()[0]["read"], true);
        assert_eq!(bob.get("/api/v1/announcements").await.ok()[0]["read"], false);
        let reaction = |name: &str| format!("/api/v1/announcements/{}/reactions/{name}", made.id);
        for name in ["%F0%9F%8D%B5", "%F0%9F%8D%B5"] {
            bob.send(Method::PUT, &reaction(name), None).await.ok();
        }
        let told = hears().await;
        assert_eq!(told["event"], "announcement.reaction");
        assert!(told["payload"].as_str().unwrap().contains("\"count\":1"), "{told}");
        let seen = alice.get("/api/v1/announcements").await.ok();
        assert_eq!(seen[0]["reactions"][0]["name"], "🍵");
        assert_eq!(
            (&seen[0]["reactions"][0]["count"], &seen[0]["reactions"][0]["me"]),
            (&json!(1), &json!(false))
        );
        assert_eq!(bob.send(Method::PUT, &reaction("nonsense"), None).await.status, 422);
        bob.send(Method::DELETE, &reaction("%F0%9F%8D%B5"), None).await.ok();
        assert_eq!(alice.get("/api/v1/announcements").await.ok()[0]["reactions"], json!([]));
        announcements::remove(&home.site, &Staff::operator(&home.site), made.id).await.unwrap();
        home.settle().await;
        while hears().await["event"] != "announcement.delete" {}
        assert_eq!(alice.get("/api/v1/announcements").await.ok(), json!([]));
        assert_eq!(alice.act(&format!("/api/v1/announcements/{}/dismiss", made.id)).await.status, 404);
    });
}

#[test]
fn reports_reach_those_who_run_the_server() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let rule = home.adds_rule("No spam", "").await;
        let (spam, own) = (bob.posts("buy!").await, alice.posts("mine").await);
        let report = |statuses: &[&Value]| {
            let ids: Vec<&str> = statuses.iter().map(|status| id(status)).collect();
            json!({
                "account_id": bob.account.id.to_string(), "status_ids": ids,
                "comment": "again", "category": "spam", "rule_ids": [rule.id.to_string()], "forward": true,
            })
        };
        let mixed = alice.post("/api/v1/reports", report(&[&spam, &own])).await;
        assert_eq!(mixed.status, 404, "only what the account wrote");
        let told = alice.post("/api/v1/reports", report(&[&spam, &spam])).await.ok();
        assert_eq!((&told["category"], &told["forwarded"]), (&json!("violation"), &json!(false)));
        assert_eq!(told["status_ids"], json!([id(&spam)]), "once");
        assert_eq!(told["target_account"]["username"], "bob");
        let open = social::reports::open(&home.site).await.unwrap();
        assert_eq!(open[0].comment, "again");
        let by = social::Staff::operator(&home.site);
        let step = social::moderation::reports::Step::Resolve;
        social::moderation::reports::step(&home.site, &by, open[0].id, step).await.unwrap();
        assert!(social::reports::open(&home.site).await.unwrap().is_empty());
        for wrong in [
            json!({ "account_id": bob.account.id.to_string(), "comment": "x".repeat(1_001) }),
            json!({ "account_id": bob.account.id.to_string(), "category": "dislike" }),
        ] {
            assert_eq!(alice.post("/api/v1/reports", wrong).await.status, 422);
        }
        assert_eq!(alice.post("/api/v1/reports", json!({ "account_id": "1" })).await.status, 404);
    });
}

#[test]
fn a_token_tells_what_it_is() {
    with_site(async |home| {
        let (token, client, secret) = app(home).await;
        let info = sends(home, &token, Method::GET, "/oauth/token/info", Value::Null).await.ok();
        assert_eq!(
            (&info["application"]["uid"], &info["scope"]),
            (&json!(client), &json!(["read", "write"]))
        );
        let ask = |token: &str| json!({ "client_id": client, "client_secret": secret, "token": token });
        let known = home.requests.post("/oauth/introspect", ask(&token)).await.ok();
        assert_eq!((&known["active"], &known["scope"]), (&json!(true), &json!("read write")));
        let alice = home.person("alice").await;
        let other = home.requests.post("/oauth/introspect", ask(&alice.token)).await.ok();
        assert_eq!(other, json!({ "active": false }), "the token of another app is unknown");
        let mut stranger = ask(&token);
        stranger["client_secret"] = "wrong".into();
        assert_eq!(home.requests.post("/oauth/introspect", stranger).await.status, 401);
    });
}
