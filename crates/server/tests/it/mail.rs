//! Mail: what is sent once and what again, what a mail server's no is told as, and codes in letters.

use std::{io, net::Ipv4Addr, sync::Arc};

use federation::{Names, Options};
use http::Method;
use model::{ClientAddress, EmailDigest, LetterKind, Role};
use serde_json::{Value, json};
use social::{
    confirmation, digest,
    mail::{self, Letter},
    notices::{self, Notice},
    password_reset, settings, sign_up,
};
use testkit::{Answer, Home, MailServer};

use crate::{
    community::{app, carol, sends},
    pages::{cookie, form, page, secret, sign_in},
    with_site,
};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Mail servers are on this machine, whatever they are called.
fn options(authority: Option<&MailServer>) -> Options {
    Options {
        names: Some(Names(Arc::new(|name| match name {
            "mail.example" => Ok(vec![Ipv4Addr::LOCALHOST.into()]),
            "inside.example" => Ok(vec![Ipv4Addr::new(10, 0, 0, 7).into()]),
            _ => Err(io::ErrorKind::NotFound.into()),
        }))),
        extra_ca_pem: authority.map(|server| server.authority_pem.clone().into_bytes()),
        ..Options::default()
    }
}

/// A site that sends mail through this server.
pub(crate) async fn posts_through(home: &Home, server: &MailServer) {
    fanfare::mail::set_up(&home.site, &options(None), &[]);
    settings::set(&home.site, "mail.server", &server.plain()).await.unwrap();
    settings::set(&home.site, "mail.from", "Tea house <hello@social.example>").await.unwrap();
    assert!(mail::is_on(&home.site));
}

fn letter(to: &str) -> Letter {
    Letter {
        user_id: None,
        recipient: to.to_owned(),
        kind: LetterKind::Security,
        subject: "Grüße".to_owned(),
        text: "Hello.\n".to_owned(),
        unsubscribe: None,
    }
}

async fn queues(home: &Home, letter: Letter) {
    let mut tx = home.site.store.begin().await.unwrap();
    mail::queue(&home.site, &mut tx, letter).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_letter_is_sent_once_and_what_it_said_is_forgotten() {
    with_site(async |home| {
        queues(home, letter("early@mail.example")).await;
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        queues(home, letter("bob@mail.example")).await;
        let mut tx = home.site.store.begin().await.unwrap();
        mail::queue(&home.site, &mut tx, letter("never@mail.example")).await.unwrap();
        drop(tx);
        home.settle().await;
        home.pass(24 * HOUR_MS);
        home.settle().await;
        let sent = server.takes();
        assert_eq!(sent.iter().map(|mail| &*mail.to).collect::<Vec<_>>(), ["bob@mail.example"]);
        assert_eq!((sent[0].header("Subject"), sent[0].text.trim_end()), ("Grüße", "Hello."));
        let from = sent[0].header("From");
        assert!(from.contains("Tea house") && from.contains("<hello@social.example>"), "{from}");
        assert_eq!(sent[0].header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail::state(&home.site).await.unwrap(), mail::State { waiting: 0, problem: None });
    });
}

#[test]
fn letters_wait_while_the_mail_server_is_away() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        server.is_away(true);
        for name in ["bob", "carol", "dora"] {
            queues(home, letter(&format!("{name}@mail.example"))).await;
        }
        home.settle().await;
        assert_eq!(server.connections(), 1, "one letter finds out for all");
        let state = mail::state(&home.site).await.unwrap();
        assert_eq!(state.waiting, 3);
        assert!(state.problem.unwrap().contains("cannot be spoken to"));
        server.is_away(false);
        home.pass(2 * MINUTE_MS);
        home.settle().await;
        assert_eq!(server.takes().len(), 3);
        assert_eq!(mail::state(&home.site).await.unwrap().waiting, 0);
    });
}

#[test]
fn a_letter_is_given_up_after_two_days_and_one_to_nobody_at_once() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        server.knows_not("nobody@mail.example");
        queues(home, letter("nobody@mail.example")).await;
        home.settle().await;
        assert_eq!(mail::state(&home.site).await.unwrap().waiting, 0, "there is no point in asking again");
        server.is_away(true);
        queues(home, letter("bob@mail.example")).await;
        for _ in 0..24 {
            home.settle().await;
            home.pass(4 * HOUR_MS);
        }
        assert_eq!(mail::state(&home.site).await.unwrap().waiting, 0);
        assert!(server.connections() < 25, "{}", server.connections());
    });
}

#[test]
fn what_was_under_way_when_the_program_was_killed_goes_again_and_can_be_told() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        server.is_mute(true);
        queues(home, letter("bob@mail.example")).await;
        // Dropped between what the mail server took and what is noted of it, as by a kill.
        tokio::select! {
            sent = mail::send_due(&home.site) => panic!("{sent:?}"),
            () = server.keeps_one_waiting() => {}
        }
        server.is_mute(false);
        let first = server.takes().remove(0);
        home.settle().await;
        assert!(server.takes().is_empty(), "not at once");
        home.pass(2 * MINUTE_MS);
        home.settle().await;
        let again = server.takes().remove(0);
        assert_eq!(again.header("Message-ID"), first.header("Message-ID"), "so that mailboxes can tell");
        home.pass(24 * HOUR_MS);
        home.settle().await;
        assert!(server.takes().is_empty());
    });
}

#[test]
fn no_more_letters_go_than_may_in_a_minute() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        for number in 0..70 {
            queues(home, letter(&format!("p{number}@mail.example"))).await;
        }
        home.settle().await;
        assert_eq!(server.takes().len(), 60);
        home.pass(MINUTE_MS + 1);
        home.settle().await;
        assert_eq!(server.takes().len(), 10);
    });
}

#[test]
fn what_is_wrong_with_a_mail_server_is_told_in_words() {
    with_site(async |home| {
        let server = MailServer::start().await;
        fanfare::mail::set_up(&home.site, &options(Some(&server)), &[]);
        let port = server.port;
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let tries = async |address: &str, from: &str, to: &str| {
            mail::try_out(&home.site, address, from, to).await.map_err(|error| error.to_string())
        };
        let (from, to) = ("hello@social.example", "bob@mail.example");
        let with_tls = format!("smtp://fanfare:s3cret@mail.example:{port}");
        assert_eq!(tries(&with_tls, from, to).await, Ok(()));
        let arrived = server.takes();
        assert!(arrived[0].header("Subject").contains("can send mail"), "{arrived:?}");
        server.knows_not("nobody@mail.example");
        for (address, from, to, told) in [
            (&*format!("smtp://gone.example:{port}"), from, to, "name was not found"),
            (&format!("smtp://inside.example:{port}"), from, to, "not on the public network"),
            (&format!("smtp://127.0.0.1:{closed}"), from, to, "takes no connections on port"),
            (&format!("smtps://mail.example:{port}"), from, to, "no TLS connection"),
            (
                &format!("smtp://fanfare:wrong@mail.example:{port}"),
                from,
                to,
                "Check the user and the password",
            ),
            (&with_tls, "mallory@evil.example", to, "the sender mallory@evil.example was refused"),
            (&with_tls, from, "nobody@mail.example", "the recipient nobody@mail.example was refused"),
            ("mail.example", from, to, "must be an address such as smtps://"),
            (&with_tls, "hello", to, "must be an address such as hello@"),
        ] {
            let error = tries(address, from, to).await.expect_err(told);
            assert!(error.contains(told), "{error}");
            assert!(!error.contains("s3cret") && !error.contains("wrong@"), "{error}");
        }
    });
}

#[test]
fn a_certificate_of_nobody_is_not_trusted() {
    with_site(async |home| {
        let server = MailServer::start().await;
        fanfare::mail::set_up(&home.site, &options(None), &[]);
        let address = format!("smtp://mail.example:{}", server.port);
        let tried = mail::try_out(&home.site, &address, "a@b.example", "c@d.example").await;
        let error = tried.unwrap_err().to_string();
        assert!(error.contains("no TLS connection") && error.contains("certificate"), "{error}");
    });
}

#[test]
fn the_password_of_the_mail_server_is_not_shown() {
    with_site(async |home| {
        let setting = settings::find("mail.server").unwrap();
        settings::set(&home.site, "mail.server", "smtps://me:s3cret@mail.example:465").await.unwrap();
        let shown = setting.value(&home.site.settings());
        assert_eq!(shown, "smtps://me:***@mail.example:465");
        settings::set(&home.site, "mail.server", &shown).await.unwrap();
        assert_eq!(home.site.settings().mail.server, "smtps://me:s3cret@mail.example:465");
        assert!(!format!("{:?}", home.site.settings()).contains("s3cret"));
    });
}

#[test]
fn whoever_signs_up_shows_that_they_read_their_address() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        settings::set(&home.site, "registrations", "open").await.unwrap();
        let (token, ..) = app(home).await;
        let made = sends(home, &token, Method::POST, "/api/v1/accounts", carol()).await.ok();
        let carols = made["access_token"].as_str().unwrap().to_owned();
        let asks = async |method, path: &str, body: Value| sends(home, &carols, method, path, body).await;
        let check = "/api/v1/emails/check_confirmation";
        let verify = "/api/v1/accounts/verify_credentials";
        assert_eq!(asks(Method::GET, check, Value::Null).await.ok(), json!(false));
        assert_eq!(
            asks(Method::GET, verify, Value::Null).await.error(),
            (403, "Your login is missing a confirmed e-mail address".to_owned())
        );
        home.settle().await;
        let first = server.takes().remove(0);
        assert!(first.header("Subject").starts_with("Bestätige deine E-Mail-Adresse"), "{first:?}");
        let again =
            asks(Method::POST, "/api/v1/emails/confirmations", json!({ "email": "tea@mail.example" }));
        assert_eq!(again.await.ok(), json!({}));
        home.settle().await;
        let second = server.takes().remove(0);
        assert_eq!(second.to, "tea@mail.example");
        assert_eq!(opens(home, &first.link("confirmation")).await.status, 404, "the later one counts");
        let link = second.link("/auth/confirmation?confirmation_token=");
        assert_eq!(opens(home, &link).await.status, 200);
        assert_eq!(asks(Method::GET, check, Value::Null).await.ok(), json!(true));
        assert_eq!(asks(Method::GET, verify, Value::Null).await.ok()["username"], "carol");
        assert_eq!(opens(home, &link).await.status, 404, "once");
        let late = asks(Method::POST, "/api/v1/emails/confirmations", json!({})).await.error();
        assert_eq!(late.0, 403);
    });
}

#[test]
fn whoever_signs_up_cannot_have_strangers_written_to_without_end() {
    with_site(async |home| {
        posts_through(home, &MailServer::start().await).await;
        settings::set(&home.site, "registrations", "open").await.unwrap();
        let (token, ..) = app(home).await;
        let made = sends(home, &token, Method::POST, "/api/v1/accounts", carol()).await.ok();
        let carols = made["access_token"].as_str().unwrap();
        home.site.throttles.set_on(true);
        for number in 0..6 {
            let body = json!({ "email": format!("stranger{number}@mail.example") });
            let answer = sends(home, carols, Method::POST, "/api/v1/emails/confirmations", body).await;
            assert_eq!(answer.status, if number < 5 { 200 } else { 429 });
        }
    });
}

async fn opens(home: &Home, link: &str) -> Answer {
    assert!(link.starts_with(home.requests.base()), "{link}");
    home.requests.get(link).await
}

#[test]
fn who_never_confirms_is_forgotten_and_the_staff_hears_of_who_waits() {
    with_site(async |home| {
        let server = MailServer::start().await;
        home.opens_workshop(crate::PROGRAM);
        posts_through(home, &server).await;
        home.member("olga", Role::OWNER).await;
        settings::set(&home.site, "registrations", "approval").await.unwrap();
        let (token, ..) = app(home).await;
        sends(home, &token, Method::POST, "/api/v1/accounts", carol()).await.ok();
        home.pass(7 * 24 * HOUR_MS + 1);
        social::housekeeping::tidy(&home.site).await.unwrap();
        home.settle().await;
        assert!(server.takes().is_empty(), "the letter went with whom it was for");
        sends(home, &token, Method::POST, "/api/v1/accounts", carol()).await.ok();
        home.settle().await;
        let link = server.takes().remove(0).link("confirmation_token");
        assert!(opens(home, &link).await.text.contains("will look at your wish"));
        home.settle().await;
        let told = server.takes().remove(0);
        assert_eq!(
            (&*told.to, told.header("Subject")),
            ("olga@mail.example", &*format!("@carol wishes to join {}", home.domain()))
        );
        assert!(told.text.contains("> I like tea"), "{}", told.text);
        crate::staff::approve(home, "carol").await.unwrap();
        home.settle().await;
        assert!(server.takes()[0].header("Subject").starts_with("Willkommen"));
    });
}

/// Asks for a letter in a browser; answers what everybody is told.
async fn asks_for_letter(home: &Home, what: &str, email: &str) -> Answer {
    let shown = home.requests.get(&format!("/auth/{what}/new")).await;
    let (cookie, csrf) = (cookie(&shown), secret(&shown));
    let fields = [("csrf", &*csrf), ("email", email)];
    form(&home.requests, &format!("/auth/{what}"), &cookie, home.requests.base(), &fields).await
}

/// Opens the link and chooses a password.
async fn chooses(home: &Home, link: &str, password: &str) -> Answer {
    let shown = opens(home, link).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let code = link.split('=').next_back().unwrap();
    let (cookie, csrf) = (cookie(&shown), secret(&shown));
    let fields = [("csrf", &*csrf), ("reset_password_token", code), ("password", password)];
    form(&home.requests, "/auth/password/edit", &cookie, home.requests.base(), &fields).await
}

#[test]
fn a_forgotten_password_is_replaced_by_a_letter_and_everybody_is_signed_out() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let alice = home.person("alice").await;
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        let (known, unknown) = (
            asks_for_letter(home, "password", "Alice@mail.example").await,
            asks_for_letter(home, "password", "nobody@mail.example").await,
        );
        assert_eq!((known.status, known.text), (unknown.status, unknown.text), "nothing is given away");
        home.settle().await;
        let sent = server.takes();
        assert_eq!(sent.iter().map(|mail| &*mail.to).collect::<Vec<_>>(), ["alice@mail.example"]);
        let link = sent[0].link("/auth/password/edit?reset_password_token=");
        assert_eq!(chooses(home, &link, "short").await.status, 422);
        assert_eq!(chooses(home, &link, "tea is better").await.status, 200, "a short one uses nothing up");
        assert_eq!(opens(home, &link).await.status, 404, "S-234: once");
        assert_eq!(alice.get("/api/v1/accounts/verify_credentials").await.status, 401);
        assert!(!page(&home.requests, "/", &session).await.text.contains("Signed in as"));
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.status, 422);
        assert_eq!(sign_in(home, "alice", "tea is better", "/").await.status, 302);
        home.settle().await;
        let told = server.takes().remove(0);
        assert!(told.header("Subject").contains("was changed"), "{told:?}");
        asks_for_letter(home, "password", "alice@mail.example").await;
        home.settle().await;
        let late = server.takes().remove(0).link("reset_password_token");
        home.pass(HOUR_MS + 1);
        assert_eq!(opens(home, &late).await.status, 404, "S-234: for an hour");
    });
}

#[test]
fn letters_cannot_be_asked_for_without_end() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        home.person("alice").await;
        home.site.throttles.set_on(true);
        for _ in 0..5 {
            assert_eq!(asks_for_letter(home, "password", "alice@mail.example").await.status, 200);
        }
        assert_eq!(asks_for_letter(home, "password", "ALICE@mail.example").await.status, 429, "S-230");
        assert_eq!(asks_for_letter(home, "password", "bob@mail.example").await.status, 200);
    });
}

#[test]
fn without_mail_one_asks_whoever_runs_the_server() {
    with_site(async |home| {
        home.person("alice").await;
        let told = home.requests.get("/auth/password/new").await.text;
        assert!(told.contains("Ask whoever runs it") && !told.contains("<form"), "{told}");
        settings::set(&home.site, "contact_email", "tea@mail.example").await.unwrap();
        assert!(home.requests.get("/auth/password/new").await.text.contains("tea@mail.example"));
        assert_eq!(home.requests.get("/auth/confirmation/new").await.status, 404);
        password_reset::ask(&home.site, "alice@mail.example", None).await.unwrap();
        home.settle().await;
        let link = password_reset::link(&home.site, "alice").await.unwrap();
        assert_eq!(chooses(home, &link, "tea is better").await.status, 200);
        assert_eq!(sign_in(home, "alice", "tea is better", "/").await.status, 302);
        password_reset::link(&home.site, "nobody").await.unwrap_err();
    });
}

#[test]
fn a_sign_in_from_elsewhere_and_changes_of_safety_are_told() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        home.person("alice").await;
        let user = sign_up::find_user(&home.site, "alice").await.unwrap();
        let enters = async |browser: &str, address: &str| {
            let address = Some(ClientAddress(address.parse().unwrap()));
            notices::signed_in(&home.site, user.id, browser, address).await.unwrap();
            home.settle().await;
            server.takes().len()
        };
        assert_eq!(enters("Firefox/140.0", "203.0.113.9").await, 0, "there is nothing to compare with");
        assert_eq!(enters("Firefox/141.0", "203.0.113.77").await, 0, "newer, and next door");
        assert_eq!(enters("Firefox/141.0", "198.51.100.1").await, 1);
        assert_eq!(enters("Chrome/141.0", "198.51.100.1").await, 1);
        assert_eq!(enters("Chrome/142.0", "203.0.113.5").await, 0);
        let mut tx = home.site.store.begin().await.unwrap();
        let moved = model::User { email: "new@mail.example".to_owned(), ..user.clone() };
        notices::tell(&home.site, &mut tx, &moved, Notice::EmailChanged { before: &user.email })
            .await
            .unwrap();
        for notice in [
            Notice::TwoFactorOn,
            Notice::TwoFactorOff,
            Notice::RecoveryCodes,
            Notice::KeyAdded,
            Notice::KeyRemoved,
        ] {
            notices::tell(&home.site, &mut tx, &user, notice).await.unwrap();
        }
        tx.commit().await.unwrap();
        home.settle().await;
        let told = server.takes();
        assert_eq!(told.len(), 6);
        assert_eq!(told[0].to, "alice@mail.example", "where it was until now");
        assert!(told[0].text.contains("new@mail.example") && told[0].text.contains("/auth/password/new"));
        confirmation::confirm(&home.site, "nonsense").await.unwrap_err();
    });
}

#[test]
fn who_was_away_hears_once_what_they_missed_and_never_after_one_click() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let user = async || sign_up::find_user(&home.site, "alice").await.unwrap();
        digest::choose(&home.site, &user().await, EmailDigest::Daily, false).await.unwrap();
        // What strangers say to one alone is kept aside.
        alice.follows(&bob.handle()).await;
        home.settle().await;
        server.takes();
        home.pass(HOUR_MS);
        bob.posts("hello @alice, this is for everybody").await;
        bob.posts_with(json!({ "status": "@alice a secret", "visibility": "direct" })).await;
        bob.follows(&alice.handle()).await;
        home.settle().await;
        assert!(server.takes().is_empty(), "she may still look");
        home.pass(24 * HOUR_MS);
        home.settle().await;
        let letter = server.takes().remove(0);
        assert_eq!(letter.header("Subject"), "3 things happened while you were away");
        assert!(letter.text.contains("hello @alice, this is for everybody"), "{}", letter.text);
        assert!(letter.text.contains("@bob follows you"), "{}", letter.text);
        assert!(!letter.text.contains("a secret"), "mail lies about");
        home.pass(25 * HOUR_MS);
        home.settle().await;
        assert!(server.takes().is_empty(), "nothing is told twice");
        bob.posts("@alice again").await;
        home.settle().await;
        home.pass(25 * HOUR_MS);
        home.settle().await;
        assert_eq!(server.takes().len(), 1);
        let link = letter.link("/unsubscribe/");
        assert_eq!(letter.header("List-Unsubscribe"), format!("<{link}>"));
        assert_eq!(letter.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert!(opens(home, &link).await.text.contains("No more letters"));
        assert_eq!(user().await.preferences.email_digest, EmailDigest::Daily, "a look ends nothing");
        let click = [("List-Unsubscribe", "One-Click")];
        let ended = form(&home.requests, &link, "", "https://mailbox.example", &click).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        bob.posts("@alice once more").await;
        home.settle().await;
        home.pass(8 * 24 * HOUR_MS);
        home.settle().await;
        assert!(server.takes().is_empty());
        assert_eq!(home.requests.get("/unsubscribe/nonsense").await.status, 404);
    });
}
