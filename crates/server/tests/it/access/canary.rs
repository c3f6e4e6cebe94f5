//! Canaries: words that stand for what nobody may find in a log. A site goes through a day with them, with much that goes
//! wrong, and then all that it said to whoever runs it is read.

use std::{
    io,
    sync::{Arc, Mutex},
};

use fanfare::boot::App;
use http::Method;
use model::{Registrations, Role};
use serde_json::json;
use testkit::{Home, MailServer, Neighbour, Person, people::id, requests::Requests};
use tokio::net::TcpListener;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt as _};

use super::app_token;
use crate::{acquaintance::befriend, browser::Browser, mail::posts_through, with_site};

const PASSWORD: &str = "canary-of-passwords";
const WRONG: &str = "canary-of-guesses";
const TEXT: &str = "canary-of-words";
const EMAIL: &str = "canary-of-addresses@mail.example";
const REASON: &str = "canary-of-reasons";
const COMMENT: &str = "canary-of-reports";
const ADDRESS: &str = "198.51.100.77";
const ADDRESS_V6: &str = "2001:db8:77:1:2:3:4:5";
const BAD_TOKEN: &str = "canary-of-tokens";

/// All that was said.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Listens to our own rooms more closely than anybody should, and to the rest as the program does.
    fn listens() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let mut filter = Targets::new().with_default(tracing::Level::WARN);
        for room in ["fanfare", "client_api", "federation", "social", "store", "web", "markup", "media"] {
            filter = filter.with_target(room, tracing::Level::TRACE);
        }
        let layer = fmt::layer().json().with_writer(move || writer.clone());
        let subscriber = tracing_subscriber::registry().with(filter).with(layer);
        // One process, one story: whoever runs the tests gives each a process of its own.
        drop(tracing::subscriber::set_global_default(subscriber));
        log
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// The site as the program serves it, behind a proxy that tells where people are.
pub(super) async fn door(home: &Home) -> Requests {
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

async fn joins(home: &Home, door: &Requests, mail: &MailServer) -> Person {
    let app = app_token(home, "read write follow push").await;
    let form = json!({ "username": "carol", "email": EMAIL, "password": PASSWORD, "agreement": true,
                       "locale": "en", "reason": REASON });
    let joining = door.request(Method::POST, "/api/v1/accounts").bearer_auth(&app).json(&form);
    let joined = door.send(joining.header("x-forwarded-for", ADDRESS)).await.ok();
    let again = door.request(Method::POST, "/api/v1/accounts").bearer_auth(&app).json(&form);
    assert_eq!(door.send(again.header("x-forwarded-for", ADDRESS_V6)).await.status, 422, "the name is taken");
    mail.is_away(true);
    home.settle().await;
    mail.is_away(false);
    home.pass(3_600_000);
    home.settle().await;
    let letter = mail.takes().pop().expect("a letter");
    door.get(&letter.link("/auth/confirmation").replace(home.requests.base(), "")).await;
    let token = joined["access_token"].as_str().unwrap().to_owned();
    let user = social::sign_up::find_user(&home.site, "carol").await.unwrap();
    let account = store::accounts::get(&home.site.store, user.account_id).await.unwrap();
    Person::new(door, account, token)
}

async fn signs_in(home: &Home) {
    let mut browser = Browser::at(home);
    for password in [WRONG, PASSWORD] {
        let fields = [("username", EMAIL), ("password", password)];
        browser.fills("/auth/sign_in", "/auth/sign_in", &fields).await;
    }
    let fields = [("password", PASSWORD), ("new_password", "canary-of-passwords-2"), ("repeated", WRONG)];
    browser.fills("/settings/credentials", "/settings/credentials/password", &fields).await;
    browser.fills("/auth/password/new", "/auth/password", &[("email", EMAIL)]).await;
    browser.open(&format!("/auth/password/edit?reset_password_token={BAD_TOKEN}")).await;
    browser.open(&format!("/unsubscribe/{BAD_TOKEN}")).await;
    browser.open(&format!("/invite/{BAD_TOKEN}")).await;
}

/// Much that apps do wrong.
async fn stumbles(door: &Requests) {
    for path in ["/api/v1/timelines/home", "/api/v1/streaming/user", "/api/v1/streaming"] {
        door.get(&format!("{path}?access_token={BAD_TOKEN}")).await;
        let request = door.request(Method::GET, path).bearer_auth(BAD_TOKEN);
        door.send(request.header("x-forwarded-for", ADDRESS)).await;
    }
    for body in [
        json!({ "grant_type": "authorization_code", "code": BAD_TOKEN, "client_id": "x", "client_secret": BAD_TOKEN }),
        json!({ "grant_type": "password", "username": EMAIL, "password": WRONG }),
    ] {
        door.post("/oauth/token", body).await;
    }
}

#[test]
fn nothing_of_people_stands_in_the_log() {
    let log = Log::listens();
    with_site(async |home| {
        let mail = MailServer::start().await;
        posts_through(home, &mail).await;
        social::settings::set(&home.site, "registrations", Registrations::Open.as_str()).await.unwrap();
        let (mia, door) = (home.member("mia", Role::MODERATOR).await, door(home).await);
        let carol = joins(home, &door, &mail).await;
        signs_in(home).await;
        stumbles(&door).await;

        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &carol, &far, &bob).await;
        // What cannot be delivered is complained about.
        far.answers_deliveries(http::StatusCode::BAD_GATEWAY);
        let words = format!("@{} @mia {TEXT}", bob.handle());
        let status = carol.posts_with(json!({ "status": words, "visibility": "direct" })).await;
        carol.post("/api/v1/statuses", json!({ "status": TEXT.repeat(500) })).await;
        let mut note = bob.note(7, TEXT);
        note["to"] = json!([carol.account.uri]);
        bob.delivers(home, &bob.activity("Create", 7, &note)).await;
        bob.delivers_body(home, format!("{{\"content\":\"{TEXT}\"").into_bytes()).await;
        let mut forged = bob.activity("Create", 8, &note);
        forged["actor"] = json!("https://nobody.example/actor");
        bob.delivers(home, &forged).await;
        let report = json!({ "account_id": carol.account.id.to_string(), "status_ids": [id(&status)],
                             "comment": COMMENT });
        mia.post("/api/v1/reports", report).await.ok();
        for _ in 0..4 {
            home.settle().await;
            home.pass(3_600_000);
        }
        social::housekeeping::tidy(&home.site).await.unwrap();
        mail.takes();

        let said = log.said();
        assert!(said.contains("answered") && said.contains("/api/v1/accounts"), "the log was heard");
        for canary in [
            PASSWORD,
            WRONG,
            TEXT,
            EMAIL,
            REASON,
            COMMENT,
            BAD_TOKEN,
            ADDRESS,
            ADDRESS_V6,
            &*carol.token,
            &*mia.token,
            "canary-of",
        ] {
            let line = said.lines().find(|line| line.contains(canary));
            assert_eq!(line, None, "S-240, S-121: {canary} stands in the log");
        }
    });
}
