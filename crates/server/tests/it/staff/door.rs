//! Who may not join, or not without a yes, and from where nobody may do anything.

use std::sync::Arc;

use fanfare::boot::App;
use http::Method;
use model::{Registrations, Role};
use serde_json::{Value, json};
use social::{settings, sign_up};
use testkit::{
    Answer, Home, Person,
    people::{id, list},
    requests::Requests,
};
use tokio::net::TcpListener;

use crate::with_site;

const PROVIDERS: &str = "/api/v1/admin/email_domain_blocks";
const EMAILS: &str = "/api/v1/admin/canonical_email_blocks";
const NETWORKS: &str = "/api/v1/admin/ip_blocks";
const NAMES: &str = "/api/fanfare/v1/admin/username_blocks";

/// A token of an app by which nobody is signed in.
async fn app_token(home: &Home) -> String {
    let app =
        json!({ "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "write" });
    let app = home.requests.request(Method::POST, "/api/v1/apps").json(&app);
    let app = home.requests.send(app).await.ok();
    let form = json!({ "grant_type": "client_credentials", "client_id": app["client_id"],
                       "client_secret": app["client_secret"], "scope": "write" });
    let token = home.requests.request(Method::POST, "/oauth/token").json(&form);
    home.requests.send(token).await.ok()["access_token"].as_str().unwrap().to_owned()
}

async fn joins(home: &Home, token: &str, username: &str, email: &str) -> Answer {
    let form = json!({ "username": username, "email": email, "password": "a long password",
                       "agreement": true, "locale": "en" });
    let request = home.requests.request(Method::POST, "/api/v1/accounts").bearer_auth(token).json(&form);
    home.requests.send(request).await
}

fn problem(answer: &Answer, field: &str) -> Value {
    assert_eq!(answer.status, 422, "{}", answer.text);
    answer.json()["details"][field][0]["error"].clone()
}

async fn waits(home: &Home, username: &str) -> bool {
    sign_up::find_user(&home.site, username).await.unwrap().approved_at.is_none()
}

async fn delete(by: &Person, base: &str, made: &Value) {
    by.send(Method::DELETE, &format!("{base}/{}", id(made)), None).await.ok();
}

#[test]
fn nobody_joins_with_a_blocked_provider_or_address() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let token = app_token(home).await;
        let trash = json!({ "domain": "Trash.example" });
        assert_eq!(mia.post(PROVIDERS, trash.clone()).await.status, 403);
        let made = olga.post(PROVIDERS, trash.clone()).await.ok();
        assert_eq!(olga.post(PROVIDERS, trash).await.status, 422, "twice");
        for email in ["carol@trash.example", "carol@mx.TRASH.example"] {
            let answer = joins(home, &token, "carol", email).await;
            assert_eq!(problem(&answer, "email"), "ERR_BLOCKED", "{email}");
        }
        let path = format!("{PROVIDERS}/{}", id(&made));
        let shown = olga.get(&path).await.ok();
        let history = shown["history"].as_array().unwrap();
        assert_eq!(
            (history.len(), &history[0]["uses"], &history[0]["accounts"]),
            (7, &json!("2"), &json!("1"))
        );
        let mild = json!({ "domain": "odd.example", "allow_with_approval": true });
        assert_eq!(olga.post(PROVIDERS, mild).await.ok()["allow_with_approval"], true);
        joins(home, &token, "dave", "dave@odd.example").await.ok();
        assert!(waits(home, "dave").await, "somebody looks first");

        let made = olga.post(EMAILS, json!({ "email": "e.v.e+spam@mail.example" })).await.ok();
        assert_eq!(made["canonical_email_hash"].as_str().unwrap().len(), 64);
        let test = json!({ "email": "EVE+other@mail.example" });
        assert_eq!(list(&olga.post(&format!("{EMAILS}/test"), test).await), std::slice::from_ref(&made));
        let answer = joins(home, &token, "eve", "ev.e@mail.example").await;
        assert_eq!(problem(&answer, "email"), "ERR_BLOCKED");
        let hash = json!({ "canonical_email_hash": made["canonical_email_hash"] });
        assert_eq!(olga.post(EMAILS, hash).await.status, 422, "twice");
        delete(&olga, EMAILS, &made).await;
        joins(home, &token, "eve", "ev.e@mail.example").await.ok();
        assert!(!waits(home, "eve").await);
        assert_eq!(list(&olga.get(&format!("{PROVIDERS}?limit=1")).await)[0]["domain"], "odd.example");
        assert_eq!(olga.get(&format!("{EMAILS}/{}", id(&made))).await.status, 404);
    });
}

/// Requests through a door that knows from where they come, as a proxy says.
async fn through_a_proxy(home: &Home) -> Requests {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = App { site: Arc::clone(&home.site), federation: home.federation.clone() }.router();
    let trusted = vec!["127.0.0.1/32".parse().unwrap()];
    #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
    let serving = tokio::spawn(async move {
        fanfare::http::serve(listener, router, trusted, std::future::pending()).await.unwrap();
    });
    drop(serving);
    Requests::to(&base)
}

async fn joins_from(door: &Requests, token: &str, username: &str, address: &str) -> Answer {
    let form = json!({ "username": username, "email": format!("{username}@mail.example"),
                       "password": "a long password", "agreement": true, "locale": "en" });
    let request = door.request(Method::POST, "/api/v1/accounts").bearer_auth(token).json(&form);
    door.send(request.header("x-forwarded-for", address)).await
}

#[test]
fn networks_are_kept_from_joining_or_from_everything() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (token, door) = (app_token(home).await, through_a_proxy(home).await);
        let spam =
            json!({ "ip": "203.0.113.7/24", "severity": "sign_up_requires_approval", "comment": "spam" });
        assert_eq!(mia.post(NETWORKS, spam.clone()).await.status, 403);
        let made = olga.post(NETWORKS, spam.clone()).await.ok();
        assert_eq!((&made["ip"], &made["expires_at"]), (&json!("203.0.113.0/24"), &Value::Null));
        assert_eq!(olga.post(NETWORKS, spam).await.status, 422, "twice");
        joins_from(&door, &token, "carol", "203.0.113.9").await.ok();
        assert!(waits(home, "carol").await);
        joins_from(&door, &token, "dave", "198.51.100.9").await.ok();
        assert!(!waits(home, "dave").await);
        let path = format!("{NETWORKS}/{}", id(&made));
        let stricter = json!({ "severity": "sign_up_block", "expires_in": 3_600 });
        let changed = olga.send(Method::PUT, &path, Some(stricter)).await.ok();
        assert_eq!((&changed["comment"], changed["expires_at"].is_string()), (&json!("spam"), true));
        assert_eq!(joins_from(&door, &token, "eve", "203.0.113.9").await.status, 403);
        for (wrong, why) in [
            (json!({ "ip": "everywhere", "severity": "no_access" }), "no address"),
            (json!({ "ip": "203.0.113.9", "severity": "burn" }), "no severity"),
            (json!({ "ip": "203.0.113.9", "severity": "no_access", "expires_in": -5 }), "over already"),
        ] {
            assert_eq!(olga.post(NETWORKS, wrong).await.status, 422, "{why}");
        }
        let asks = async |path: &str, address: &str| {
            door.send(door.request(Method::GET, path).header("x-forwarded-for", address))
                .await
                .status
                .as_u16()
        };
        let shut = json!({ "ip": "192.0.2.9", "severity": "no_access" });
        assert_eq!(olga.post(NETWORKS, shut).await.ok()["ip"], "192.0.2.9/32");
        for path in ["/api/v2/instance", "/about", "/nodeinfo/2.0", &made_path(&made)] {
            assert_eq!(asks(path, "192.0.2.9").await, 403, "{path}");
        }
        assert_eq!(asks("/api/v2/instance", "192.0.2.8").await, 200);
        let own = json!({ "ip": "192.0.2.0/24", "severity": "no_access" });
        let own = door.request(Method::POST, NETWORKS).bearer_auth(&olga.token).json(&own);
        let own = door.send(own.header("x-forwarded-for", "192.0.2.1")).await;
        assert_eq!(own.status, 422, "nobody shuts themselves out: {}", own.text);
        home.pass(3_600_001);
        joins_from(&door, &token, "eve", "203.0.113.9").await.ok();
        assert!(!waits(home, "eve").await, "it ended by itself");
    });
}

fn made_path(made: &Value) -> String {
    format!("{NETWORKS}/{}", id(made))
}

#[test]
fn names_and_what_looks_like_them_are_kept() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let token = app_token(home).await;
        let bank = json!({ "username": "bank", "comparison": "contains" });
        assert_eq!(mia.post(NAMES, bank.clone()).await.status, 403);
        let made = olga.post(NAMES, bank).await.ok();
        assert_eq!((&made["comparison"], &made["allow_with_approval"]), (&json!("contains"), &json!(false)));
        assert_eq!(olga.post(NAMES, json!({ "username": "B4NK" })).await.status, 422, "it looks the same");
        for name in ["bank", "my_b4nk", "8ank_support"] {
            let answer = joins(home, &token, name, "carol@mail.example").await;
            assert_eq!(problem(&answer, "username"), "ERR_RESERVED", "{name}");
        }
        let path = format!("{NAMES}/{}", id(&made));
        let milder = json!({ "comparison": "equals", "allow_with_approval": true });
        let changed = olga.send(Method::PUT, &path, Some(milder)).await.ok();
        assert_eq!(changed["comparison"], "equals");
        joins(home, &token, "bank", "carol@mail.example").await.ok();
        assert!(waits(home, "bank").await);
        joins(home, &token, "banker", "dave@mail.example").await.ok();
        assert!(!waits(home, "banker").await);
        delete(&olga, NAMES, &made).await;
        assert!(list(&olga.get(NAMES).await).is_empty());
        let log = list(&olga.get("/api/fanfare/v1/admin/audit_log").await);
        assert_eq!(log[0]["target"]["kind"], "username_block");
    });
}

/// Somebody joins through an app, with more than the usual said.
async fn joins_with(home: &Home, token: &str, username: &str, more: Value) -> Answer {
    let mut form = json!({ "username": username, "email": format!("{username}@mail.example"),
                           "password": "a long password", "agreement": true, "locale": "en" });
    form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let request = home.requests.request(Method::POST, "/api/v1/accounts").bearer_auth(token).json(&form);
    home.requests.send(request).await
}

#[test]
fn those_who_join_are_old_enough_and_what_they_agreed_to_is_kept() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        settings::set(&home.site, "registrations.min_age", "16").await.unwrap();
        home.adds_rule("Be kind", "").await;
        let token = app_token(home).await;
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!(instance["registrations"]["min_age"], 16);
        for (born, code) in [("", "ERR_BLANK"), ("2900-01-01", "ERR_INVALID")] {
            let answer = joins_with(home, &token, "carol", json!({ "date_of_birth": born })).await;
            assert_eq!(problem(&answer, "date_of_birth"), code, "{born}");
        }
        let today = home.site.now().to_date();
        let young = joins_with(home, &token, "carol", json!({ "date_of_birth": today })).await;
        assert_eq!(problem(&young, "date_of_birth"), "ERR_BELOW_LIMIT");
        joins_with(home, &token, "carol", json!({ "date_of_birth": "1950-01-31" })).await.ok();
        home.adds_rule("Be funny", "").await;
        let carol = sign_up::find_user(&home.site, "carol").await.unwrap();
        let agreed = social::agreements::of(&home.site, carol.id).await.unwrap().unwrap();
        assert_eq!(agreed.rules, "Be kind", "as it was then");
        assert!(home.requests.get("/auth/sign_up").await.text.contains("type=\"date\""));
    });
}

#[test]
fn s_246_whoever_proves_nothing_waits_for_a_yes() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let challenge = "/api/fanfare/v1/sign_up/challenge";
        assert_eq!(home.requests.get(challenge).await.status, 404, "nothing is asked at first");
        settings::set(&home.site, "registrations.proof_bits", "8").await.unwrap();
        let token = app_token(home).await;
        joins_with(home, &token, "carol", json!({})).await.ok();
        assert!(waits(home, "carol").await, "S-246: the way without a proof is a yes");
        let task = home.requests.get(challenge).await.ok();
        let task = social::door::proof::Task {
            challenge: task["challenge"].as_str().unwrap().to_owned(),
            bits: task["bits"].as_u64().unwrap().try_into().unwrap(),
        };
        let proof = social::door::proof::solve(&task);
        let proof = json!({ "challenge": proof.challenge, "answer": proof.answer });
        joins_with(home, &token, "dave", proof.clone()).await.ok();
        assert!(!waits(home, "dave").await);
        joins_with(home, &token, "eve", proof).await.ok();
        assert!(waits(home, "eve").await, "S-246: a task counts once");
        let page = home.requests.get("/auth/sign_up").await;
        assert!(page.text.contains("data-challenge=") && page.text.contains("<noscript>"));
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    });
}

#[test]
fn s_241_in_a_flood_the_others_wait_for_a_yes() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        settings::set(&home.site, "registrations.flood", "3").await.unwrap();
        let token = app_token(home).await;
        for name in ["carol", "dave", "eve"] {
            joins(home, &token, name, &format!("{name}@mail.example")).await.ok();
            assert!(!waits(home, name).await, "{name}");
        }
        assert_eq!(home.site.settings().registrations, Registrations::Approval, "S-241");
        let late = joins(home, &token, "frank", "frank@mail.example").await;
        assert_eq!(problem(&late, "reason"), "ERR_BLANK", "who joins now says why");
        let log = list(&olga.get("/api/fanfare/v1/admin/audit_log").await);
        assert_eq!((&log[0]["details"]["because"], &log[0]["actor"]), (&json!("flood"), &json!("")));
    });
}

#[test]
fn s_242_where_nobody_looks_nobody_joins_without_a_yes() {
    with_site(async |home| {
        let mia = home.member("mia", Role::MODERATOR).await;
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let days = |days: i64| days * 24 * 3_600_000;
        home.pass(days(5));
        mia.get("/api/v1/accounts/verify_credentials").await.ok();
        home.pass(days(5));
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert_eq!(home.site.settings().registrations, Registrations::Open, "mia looked five days ago");
        home.pass(days(5));
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert_eq!(home.site.settings().registrations, Registrations::Approval, "S-242");
    });
}
