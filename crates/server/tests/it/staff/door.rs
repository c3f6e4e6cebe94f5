//! Who may not join, or not without a yes, and from where nobody may do anything.

use http::Method;
use model::{Registrations, Role};
use serde_json::{Value, json};
use social::{settings, sign_up};
use testkit::{
    Answer, Home, Person,
    people::{id, list},
};

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
        assert_eq!(list(&olga.post(&format!("{EMAILS}/test"), test).await), [made.clone()]);
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

#[test]
fn networks_are_kept_from_joining_or_from_everything() {
    with_site(async |home| {
        settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let token = app_token(home).await;
        let here = json!({ "ip": "127.0.0.0/8", "severity": "sign_up_requires_approval", "comment": "spam" });
        assert_eq!(mia.post(NETWORKS, here.clone()).await.status, 403);
        let made = olga.post(NETWORKS, here.clone()).await.ok();
        assert_eq!((&made["ip"], &made["expires_at"]), (&json!("127.0.0.0/8"), &Value::Null));
        assert_eq!(olga.post(NETWORKS, here).await.status, 422, "twice");
        joins(home, &token, "carol", "carol@mail.example").await.ok();
        assert!(waits(home, "carol").await);
        let path = format!("{NETWORKS}/{}", id(&made));
        let stricter = json!({ "severity": "sign_up_block", "expires_in": 3_600 });
        let changed = olga.send(Method::PUT, &path, Some(stricter)).await.ok();
        assert_eq!((&changed["comment"], changed["expires_at"].is_string()), (&json!("spam"), true));
        assert_eq!(joins(home, &token, "dave", "dave@mail.example").await.status, 403);
        let shut = json!({ "severity": "no_access" });
        assert_eq!(
            olga.send(Method::PUT, &path, Some(shut)).await.status,
            422,
            "nobody shuts themselves out"
        );
        for (wrong, why) in [
            (json!({ "ip": "everywhere", "severity": "no_access" }), "no address"),
            (json!({ "ip": "203.0.113.9", "severity": "burn" }), "no severity"),
        ] {
            assert_eq!(olga.post(NETWORKS, wrong).await.status, 422, "{why}");
        }
        assert_eq!(
            olga.post(NETWORKS, json!({ "ip": "203.0.113.9", "severity": "no_access" })).await.ok()["ip"],
            "203.0.113.9/32"
        );
        home.pass(3_600_001);
        joins(home, &token, "dave", "dave@mail.example").await.ok();
        assert!(!waits(home, "dave").await, "it ended by itself");

        // As the command line or another process would: the one who decides is elsewhere.
        let by = social::Staff::operator(&home.site);
        let draft = social::door::networks::Draft {
            network: "127.0.0.1".into(),
            severity: model::IpSeverity::NoAccess,
            comment: String::new(),
            expires_at: None,
            from: None,
        };
        social::door::networks::block(&home.site, &by, draft).await.unwrap();
        for path in ["/api/v2/instance", "/about", "/.well-known/nodeinfo", NETWORKS] {
            assert_eq!(olga.get(path).await.status, 403, "{path}");
        }
    });
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
