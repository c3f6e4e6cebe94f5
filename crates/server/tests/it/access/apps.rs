//! Apps that ask for more than they may have, or to be answered somewhere else.

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Home};

use super::app_token;
use crate::{
    pages::{cookie, page, sign_in},
    with_site,
};

const OURS: &str = "https://app.example/cb?x=1";

async fn registers(home: &Home, scopes: &str) -> Value {
    let app = json!({ "client_name": "<b>App</b>", "redirect_uris": OURS, "scopes": scopes,
                      "website": "https://app.example" });
    home.requests.post("/api/v1/apps", app).await.ok()
}

async fn asks(home: &Home, session: &str, app: &Value, redirect: &str, more: &str) -> Answer {
    let redirect: String = url::form_urlencoded::byte_serialize(redirect.as_bytes()).collect();
    let client = app["client_id"].as_str().unwrap();
    let path =
        format!("/oauth/authorize?response_type=code&client_id={client}&redirect_uri={redirect}{more}");
    page(&home.requests, &path, session).await
}

#[test]
fn nobody_is_sent_where_an_app_did_not_say_beforehand() {
    with_site(async |home| {
        home.person("alice").await;
        let app = registers(home, "read").await;
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        assert_eq!(asks(home, &session, &app, OURS, "").await.status, 200);
        for other in [
            "https://evil.example/cb?x=1",
            "https://app.example/cb/../evil?x=1",
            "https://app.example/cb?x=1&y=2",
            "https://app.example/cb",
            "https://app.example/CB?x=1",
            "https://app.example.evil.example/cb?x=1",
            "https://app.example@evil.example/cb?x=1",
            "https://app.example:8443/cb?x=1",
            "http://app.example/cb?x=1",
            "javascript:alert(1)",
            "//app.example/cb?x=1",
            "https://app.example/cb?x=1#fragment",
            "",
        ] {
            let answer = asks(home, &session, &app, other, "").await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "S-209: {other}");
        }
    });
}

#[test]
fn nobody_consents_without_being_asked_and_apps_get_no_more_than_they_said() {
    with_site(async |home| {
        home.person("alice").await;
        let app = registers(home, "read:statuses").await;
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        let shown = asks(home, &session, &app, OURS, "&scope=read:statuses").await;
        assert_eq!(shown.status, 200);
        assert!(
            shown.text.contains("&#60;b&#62;App&#60;/b&#62;"),
            "S-215: the name is a name: {}",
            shown.text
        );
        assert!(shown.text.contains("name=\"csrf\""), "S-215");
        let policy = shown.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "S-215: in no frame: {policy}");
        assert_eq!(shown.header("x-frame-options"), "DENY", "S-215");
        for more in ["read", "write", "read:statuses write", "admin:read", "fly", "read:statuses fly"] {
            let scope: String = url::form_urlencoded::byte_serialize(more.as_bytes()).collect();
            let refused = asks(home, &session, &app, OURS, &format!("&scope={scope}")).await;
            let led = refused.header("location");
            let is_told =
                led.starts_with(OURS) && led.contains("error=invalid_scope") && !led.contains("code=");
            assert!(is_told || refused.status == 400, "S-212: {more}: {} {led}", refused.status);
            let wish = json!({ "grant_type": "client_credentials", "client_id": app["client_id"],
                               "client_secret": app["client_secret"], "scope": more });
            let answer = home.requests.post("/oauth/token", wish).await;
            assert_eq!(
                (answer.status.as_u16(), &answer.json()["error"]),
                (400, &json!("invalid_scope")),
                "S-212: {more}"
            );
        }
        let plain = asks(
            home,
            &session,
            &app,
            OURS,
            "&scope=read:statuses&code_challenge=x&code_challenge_method=plain",
        )
        .await;
        assert!(
            plain.header("location").contains("error=invalid_request"),
            "S-211: {}",
            plain.header("location")
        );
        let bare = asks(home, &session, &app, OURS, "&scope=read:statuses&code_challenge=x").await;
        assert!(
            bare.header("location").contains("error=invalid_request"),
            "S-211: plain is not meant either"
        );
        for kind in ["password", "refresh_token", "implicit", ""] {
            let wish = json!({ "grant_type": kind, "client_id": app["client_id"],
                               "client_secret": app["client_secret"], "username": "alice@mail.example",
                               "password": "alice-password", "refresh_token": "x", "scope": "write" });
            let request = home.requests.request(Method::POST, "/oauth/token").json(&wish);
            let answer = home.requests.send(request).await;
            assert_eq!(answer.status, 400, "S-212: {kind}: {}", answer.text);
        }
    });
}

#[test]
fn names_mislead_nobody() {
    with_site(async |home| {
        social::settings::set(&home.site, "registrations", "open").await.unwrap();
        home.person("alice").await;
        let app = app_token(home, "read write").await;
        let names =
            ["alice", "ALICE", "aLiCe", "admin", "Admin", "ROOT", "support", "abuse", "www", "about", "api"];
        let shapes = [
            "",
            "a.b",
            "a-b",
            "al ice",
            "älice",
            "аlice",
            "alice\u{200b}",
            "al\u{0}ice",
            "@alice",
            "../alice",
        ];
        let long = "x".repeat(31);
        for name in names.into_iter().chain(shapes).chain([long.as_str()]) {
            let form = json!({ "username": name, "email": "carol@mail.example", "agreement": true,
                               "password": "a long password", "locale": "en" });
            let request =
                home.requests.request(Method::POST, "/api/v1/accounts").bearer_auth(&app).json(&form);
            let answer = home.requests.send(request).await;
            assert_eq!(answer.status, 422, "S-235: {name:?}: {}", answer.text);
            assert!(answer.json()["details"]["username"].is_array(), "S-235: {name:?}: {}", answer.text);
        }
    });
}
