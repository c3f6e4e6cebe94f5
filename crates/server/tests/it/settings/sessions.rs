//! Browsers in which somebody is signed in.

use http::Method;
use serde_json::json;
use testkit::Home;

use super::{Tab, between};
use crate::{
    pages::{cookie, secret},
    with_site,
};

const HOUR_MS: i64 = 3_600_000;

/// Signs in with a browser that says what it is.
async fn signs_in<'a>(home: &'a Home, user_agent: &str) -> Tab<'a> {
    let shown = home.requests.get("/auth/sign_in").await;
    let fields =
        [("csrf", secret(&shown)), ("username", "alice".into()), ("password", "alice-password".into())];
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = home
        .requests
        .request(Method::POST, "/auth/sign_in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie(&shown))
        .header("user-agent", user_agent);
    let answer = home.requests.send(request.body(body)).await;
    assert_eq!(answer.status, 302);
    Tab { home, cookie: cookie(&answer) }
}

#[test]
fn browsers_are_listed_in_plain_words_and_one_can_be_ended() {
    with_site(async |home| {
        home.person("alice").await;
        let phone =
            signs_in(home, "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0").await;
        home.pass(HOUR_MS);
        let laptop =
            signs_in(home, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").await;
        let shown = laptop.reads("/settings/sessions").await;
        let (first, second) =
            (shown.find("Firefox on Linux").unwrap(), shown.find("Firefox on Android").unwrap());
        assert!(first < second, "those used last come first");
        assert!(shown[first..second].contains("this one") && !shown[second..].contains("this one"));
        let id = between(&shown[second..], "/settings/sessions/", "/end");
        assert_eq!(
            laptop.goes(&format!("/settings/sessions/{id}/end"), &[]).await,
            "/settings/sessions?done=session"
        );
        assert!(laptop.reads("/settings/sessions?done=session").await.contains("That browser is signed out"));
        assert!(!phone.is_in().await && laptop.is_in().await);
        assert_eq!(laptop.sends(&format!("/settings/sessions/{id}/end"), &[]).await.status, 404);
    });
}

#[test]
fn nobody_ends_the_sessions_of_others() {
    with_site(async |home| {
        home.person("alice").await;
        home.person("bob").await;
        let (alice, bob) = (Tab::of(home, "alice").await, Tab::of(home, "bob").await);
        let other = Tab::of(home, "alice").await;
        let shown = alice.reads("/settings/sessions").await;
        let id = between(&shown, "/settings/sessions/", "/end\"").to_owned();
        assert_eq!(bob.sends(&format!("/settings/sessions/{id}/end"), &[]).await.status, 404);
        assert!(other.is_in().await);
        assert_eq!(
            alice.goes("/settings/sessions/end_others", &[]).await,
            "/settings/sessions?done=sessions"
        );
        assert!(alice.is_in().await && bob.is_in().await && !other.is_in().await);
    });
}

#[test]
fn it_is_noted_once_an_hour_that_a_browser_is_used() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let user = social::accounts::find_user(&home.site, alice.account.id).await.unwrap().unwrap();
        let seen = async || social::sessions::list(&home.site, &user).await.unwrap()[0].last_seen_at;
        let began = seen().await;
        home.pass(HOUR_MS / 2);
        assert!(tab.is_in().await);
        assert_eq!(seen().await, began);
        home.pass(HOUR_MS);
        assert!(tab.is_in().await);
        assert_eq!(seen().await, home.site.now());
    });
}

#[test]
fn a_form_of_another_site_ends_nothing() {
    with_site(async |home| {
        home.person("alice").await;
        let (tab, other) = (Tab::of(home, "alice").await, Tab::of(home, "alice").await);
        for path in
            ["/settings/sessions/end_others", "/settings/credentials/password", "/settings/two_factor/codes"]
        {
            let request = home.requests.request(Method::POST, path).header("cookie", &tab.cookie);
            let sent = home.requests.send(request.json(&json!({ "csrf": "x" }))).await;
            assert!(sent.status.is_client_error(), "{path}: {}", sent.status);
            let request = home.requests.request(Method::POST, path).header("cookie", &tab.cookie);
            let form = request.header("content-type", "application/x-www-form-urlencoded").body("csrf=guess");
            assert_eq!(home.requests.send(form).await.status, 403, "{path}");
        }
        assert!(tab.is_in().await && other.is_in().await);
    });
}
