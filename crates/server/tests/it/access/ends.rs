//! Ends: whatever takes somebody's way in away takes all of it, at once, also what is open already.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{Home, Person, PushService};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use super::{app_token, token};
use crate::{
    pages::{form, page, secret},
    settings::Tab,
    with_site,
};

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// How long a stream may go on after its end.
const AT_MOST: Duration = Duration::from_secs(2);
/// How long somebody is watched whose stream goes on.
const A_WHILE: Duration = Duration::from_millis(1_200);

async fn listens(home: &Home, token: &str) -> Socket {
    let url = format!("ws://{}/api/v1/streaming?stream=user&access_token={token}", home.domain());
    connect_async(url).await.expect("the stream opens").0
}

/// Waits for the end of a stream.
async fn ends(socket: &mut Socket) {
    while let Some(Ok(message)) = socket.next().await {
        if matches!(message, Message::Close(_)) {
            break;
        }
    }
}

/// A stream is open when something is done; it must have ended soon after.
async fn cuts_off(home: &Home, token: &str, why: &str, done: impl Future<Output = ()>) {
    let mut socket = listens(home, token).await;
    done.await;
    let began = Instant::now();
    let ended = tokio::time::timeout(AT_MOST * 2, ends(&mut socket)).await;
    assert!(ended.is_ok() && began.elapsed() <= AT_MOST, "{why}: it goes on after {:?}", began.elapsed());
    let request = home.requests.request(Method::GET, "/api/v1/timelines/home").bearer_auth(token);
    let status = home.requests.send(request).await.status;
    assert!([401, 403].contains(&status.as_u16()), "{why}: {status}");
    let url = format!("ws://{}/api/v1/streaming?stream=user&access_token={token}", home.domain());
    assert!(connect_async(url).await.is_err(), "{why}: nor does it open again");
}

/// The token that a page of somebody's browser carries for the web client.
async fn carried(home: &Home, tab: &Tab<'_>) -> String {
    let shown = page(&home.requests, "/home", &tab.cookie).await;
    let boot = shown.text.split("id=\"boot\">").nth(1).expect("the web client is built");
    let boot: Value = serde_json::from_str(boot.split("</script>").next().unwrap()).unwrap();
    boot["token"].as_str().unwrap().to_owned()
}

async fn decides(by: &Person, path: &str, body: Value) {
    let answer = by.post(&format!("/api/{path}"), body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text);
}

#[test]
fn a_stream_ends_with_what_let_it_in() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let mut his = listens(home, &bob.token).await;

        let app =
            json!({ "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read" });
        let app = home.requests.post("/api/v1/apps", app).await.ok();
        let client = app["client_id"].as_str().unwrap();
        let application = social::oauth::find_application(&home.site, client).await.unwrap().unwrap();
        let user = social::sign_up::find_user(&home.site, "alice").await.unwrap();
        let scopes = "read".parse().unwrap();
        let issued = social::oauth::issue_to(&home.site, &application, &user, scopes).await.unwrap().secret;
        let wish = json!({ "client_id": client, "client_secret": app["client_secret"], "token": issued });
        cuts_off(home, &issued, "S-120: the app gave it back", async {
            home.requests.post("/oauth/revoke", wish).await.ok();
        })
        .await;

        let tab = Tab::of(home, "alice").await;
        let hers = carried(home, &tab).await;
        cuts_off(home, &hers, "S-120, S-222: signed out", async {
            let csrf = secret(&tab.opens("/settings").await);
            let fields = [("csrf", &*csrf)];
            let left =
                form(&home.requests, "/auth/sign_out", &tab.cookie, home.requests.base(), &fields).await;
            assert_eq!(left.status, 302);
        })
        .await;

        let (tab, other) = (Tab::of(home, "alice").await, Tab::of(home, "alice").await);
        let there = carried(home, &other).await;
        cuts_off(home, &there, "S-120, S-222: signed out from another browser", async {
            tab.goes("/settings/sessions/end_others", &[]).await;
        })
        .await;

        let phone = PushService::start().await;
        alice.post("/api/v1/push/subscription", phone.subscription(true, &["mention"])).await.ok();
        cuts_off(home, &alice.token, "S-120, S-225: another password", async {
            let fields = [
                ("password", "alice-password"),
                ("new_password", "a better one"),
                ("repeated", "a better one"),
            ];
            tab.goes("/settings/credentials/password", &fields).await;
        })
        .await;
        bob.posts("@alice hello").await;
        home.settle().await;
        assert_eq!(phone.count(), 0, "S-225: nor is a phone told any more");
        assert!(tokio::time::timeout(A_WHILE, ends(&mut his)).await.is_err(), "the streams of others go on");
    });
}

#[test]
fn staff_and_letters_shut_somebody_out_at_once() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let alice = home.person("alice").await;
        let id = alice.account.id;
        let user = social::sign_up::find_user(&home.site, "alice").await.unwrap();
        let fresh = async || token(home, &alice, "read write follow push").await;

        let link = social::password_reset::link(&home.site, "alice").await.unwrap();
        let code = link.split("reset_password_token=").nth(1).unwrap();
        cuts_off(home, &fresh().await, "S-120, S-225: a code from the command line or a letter", async {
            social::password_reset::choose(&home.site, code, "a better one").await.unwrap();
        })
        .await;
        cuts_off(home, &fresh().await, "S-120, S-225: staff shut everybody out", async {
            decides(&olga, &format!("fanfare/v1/admin/accounts/{id}/reset_password"), json!({})).await;
        })
        .await;
        let action = format!("v1/admin/accounts/{id}/action");
        cuts_off(home, &fresh().await, "S-120: frozen", async {
            decides(&olga, &action, json!({ "type": "disable" })).await;
        })
        .await;
        decides(&olga, &format!("v1/admin/accounts/{id}/enable"), json!({})).await;
        cuts_off(home, &fresh().await, "S-120: suspended", async {
            decides(&olga, &action, json!({ "type": "suspend" })).await;
        })
        .await;
        assert!(store::users::find(&home.site.store, user.id).await.unwrap().is_some());
        decides(&olga, &format!("v1/admin/accounts/{id}/unsuspend"), json!({})).await;
        let again = fresh().await;
        home.settle().await;
        cuts_off(home, &again, "S-120: gone", async {
            decides(&olga, &action, json!({ "type": "suspend" })).await;
            let path = format!("/api/v1/admin/accounts/{id}");
            olga.send(Method::DELETE, &path, None).await.ok();
        })
        .await;
    });
}

#[test]
fn a_role_that_is_taken_away_opens_nothing_any_more() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        assert_eq!(mia.get("/api/v1/admin/accounts").await.status, 200);
        let path = format!("/api/fanfare/v1/admin/accounts/{}/role", mia.account.id);
        let role = json!({ "role_id": Role::EVERYBODY.to_string() });
        olga.send(Method::PUT, &path, Some(role)).await.ok();
        assert_eq!(mia.get("/api/v1/admin/accounts").await.status, 403, "S-109: at once");
        assert_eq!(mia.get("/api/v1/timelines/home").await.status, 200, "they are a member still");
        assert_eq!(home.requests.get("/api/v1/admin/accounts").await.status, 401, "S-109");
        let app = app_token(home, "read write").await;
        let request = home.requests.request(Method::GET, "/api/v1/timelines/home").bearer_auth(&app);
        assert_eq!(home.requests.send(request).await.status, 422, "S-216: nobody is signed in");
    });
}
