//! Passkeys: what lets in without a password, and what does not.

use serde_json::Value;
use testkit::{Answer, Device, Home, MailServer};

use super::{
    between,
    two_factor::{HALF_MINUTE_MS, code},
};
use crate::{
    browser::{Browser, led},
    mail::posts_through,
    with_site,
};

const MINUTE_MS: i64 = 60_000;

/// Asks as the button of a page does.
async fn asks(browser: &mut Browser<'_>, path: &str) -> Value {
    let answer = browser.send(path, &[]).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    assert!(answer.header("cache-control").contains("no-store"));
    serde_json::from_str(&answer.text).unwrap()
}

/// A browser in which somebody signed in by their password.
async fn enters<'a>(home: &'a Home, name: &str) -> Browser<'a> {
    let mut browser = Browser::at(home);
    let fields = [("username", name), ("password", &format!("{name}-password"))];
    let answer = browser.fills("/auth/sign_in", "/auth/sign_in", &fields).await;
    assert_eq!(led(&answer), (302, "/"), "{}", answer.text);
    browser
}

/// Adds a passkey.
async fn adds(browser: &mut Browser<'_>, device: &mut Device, name: &str) -> Answer {
    browser.open("/settings/passkeys/new").await;
    let question = asks(browser, "/settings/passkeys/begin").await;
    let made = device.makes(&question);
    browser.send("/settings/passkeys", &[("name", name), ("passkey", &made)]).await
}

/// Somebody with a passkey, their browser and their device.
async fn keeper<'a>(home: &'a Home, name: &str) -> (Browser<'a>, Device) {
    home.person(name).await;
    let (mut browser, mut device) = (enters(home, name).await, Device::at(home.requests.base()));
    let added = adds(&mut browser, &mut device, "Phone").await;
    assert_eq!(led(&added), (302, "/settings/two_factor?done=passkey"), "{}", added.text);
    (browser, device)
}

/// Signs in with a passkey in another browser.
async fn lets_in<'a>(home: &'a Home, device: &mut Device) -> (Browser<'a>, Answer) {
    let mut browser = Browser::at(home);
    browser.open("/auth/sign_in?return_to=/settings").await;
    let question = asks(&mut browser, "/auth/sign_in/passkey").await;
    let signed = device.signs(&question);
    let answer = browser.send("/auth/sign_in", &[("passkey", &signed), ("return_to", "/settings")]).await;
    (browser, answer)
}

#[test]
fn a_passkey_lets_in_without_a_name_or_a_password() {
    with_site(async |home| {
        home.person("bob").await;
        let (mut first, mut device) = keeper(home, "alice").await;
        let page = first.open("/settings/two_factor?done=passkey").await.text;
        assert!(page.contains("The passkey is there") && page.contains("<bdi>Phone</bdi>"), "{page}");
        assert!(page.contains("never yet"), "{page}");
        let (mut browser, answer) = lets_in(home, &mut device).await;
        assert_eq!(led(&answer), (302, "/settings"), "{}", answer.text);
        assert!(browser.has("session"));
        assert!(browser.open("/settings").await.text.contains("/@alice"));
        assert!(!first.open("/settings/two_factor").await.text.contains("never yet"));
        assert_eq!(led(&lets_in(home, &mut device).await.1), (302, "/settings"), "again and again");
    });
}

#[test]
fn a_device_is_asked_for_what_can_sign_in_alone() {
    with_site(async |home| {
        home.person("alice").await;
        let mut browser = enters(home, "alice").await;
        let shown = browser.open("/settings/passkeys/new").await;
        let policy = shown.header("content-security-policy");
        assert!(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"), "{policy}");
        let script = between(&shown.text, "<script type=\"module\" src=\"", "\"").to_owned();
        let file = home.requests.get(&script).await;
        assert!(file.status == 200 && file.header("content-type").contains("javascript"));
        assert!(file.header("cache-control").contains("immutable"));
        let asked = asks(&mut browser, "/settings/passkeys/begin").await["publicKey"].take();
        let wanted = &asked["authenticatorSelection"];
        assert_eq!(
            (&wanted["residentKey"], &wanted["userVerification"]),
            (&"required".into(), &"required".into())
        );
        assert_eq!(asked["rp"]["id"], "localhost");
        assert_eq!(asked["user"]["name"], format!("alice@{}", home.domain()));
        assert!(asked["user"]["id"].as_str().unwrap().len() >= 20, "it tells nothing of her: {asked}");
        let asked = asks(&mut browser, "/auth/sign_in/passkey").await["publicKey"].take();
        assert_eq!(
            (&asked["userVerification"], &asked["allowCredentials"]),
            (&"required".into(), &serde_json::json!([]))
        );
    });
}

#[test]
fn what_a_browser_was_asked_is_answered_once_there_and_soon() {
    with_site(async |home| {
        let (mut alice, mut device) = keeper(home, "alice").await;
        let refused = |answer: &Answer| {
            assert_eq!(answer.status, 422, "{}", answer.header("location"));
            assert!(answer.text.contains("does not know that passkey") && !answer.text.contains("Sign out"));
        };
        let mut browser = Browser::at(home);
        browser.open("/auth/sign_in").await;
        let question = asks(&mut browser, "/auth/sign_in/passkey").await;
        let signed = device.signs(&question);
        let mut mallory = Browser::at(home);
        mallory.open("/auth/sign_in").await;
        refused(&mallory.send("/auth/sign_in", &[("passkey", &signed)]).await);
        assert_eq!(led(&browser.send("/auth/sign_in", &[("passkey", &signed)]).await), (302, "/"));
        browser.forgets();
        browser.open("/auth/sign_in").await;
        refused(&browser.send("/auth/sign_in", &[("passkey", &signed)]).await);
        // A new question ends the one before.
        let (before, now) = (
            asks(&mut browser, "/auth/sign_in/passkey").await,
            asks(&mut browser, "/auth/sign_in/passkey").await,
        );
        refused(&browser.send("/auth/sign_in", &[("passkey", &device.signs(&before))]).await);
        refused(&browser.send("/auth/sign_in", &[("passkey", &device.signs(&now))]).await);
        let slow = asks(&mut browser, "/auth/sign_in/passkey").await;
        home.pass(6 * MINUTE_MS);
        refused(&browser.send("/auth/sign_in", &[("passkey", &device.signs(&slow))]).await);
        // What was asked for one thing counts for nothing else.
        home.pass(6 * MINUTE_MS);
        alice.open("/settings/confirm").await;
        let question = asks(&mut alice, "/auth/sign_in/passkey").await;
        let signed = device.signs(&question);
        assert_eq!(alice.send("/settings/confirm", &[("passkey", &signed)]).await.status, 422);
        social::housekeeping::tidy(&home.site).await.unwrap();
    });
}

#[test]
fn what_no_good_device_says_lets_nobody_in() {
    with_site(async |home| {
        let (_, mut device) = keeper(home, "alice").await;
        let tried = async |device: &mut Device| lets_in(home, device).await.1.status.as_u16();
        device.verifies = false;
        assert_eq!(tried(&mut device).await, 422, "nobody looked who holds it");
        device.verifies = true;
        device.moves_to("https://evil.example");
        assert_eq!(tried(&mut device).await, 422, "another site asked");
        device.moves_to(home.requests.base());
        assert_eq!(tried(&mut device).await, 302);
        device.is_a_copy();
        assert_eq!(tried(&mut device).await, 422, "it counts from the beginning");
        let mut strange = Device::at(home.requests.base());
        let mut browser = enters(home, "alice").await;
        browser.open("/settings/passkeys/new").await;
        strange.makes(&asks(&mut browser, "/settings/passkeys/begin").await);
        assert_eq!(tried(&mut strange).await, 422, "it was never added");
        for nonsense in ["x", "{}", "null"] {
            let mut browser = Browser::at(home);
            browser.open("/auth/sign_in").await;
            asks(&mut browser, "/auth/sign_in/passkey").await;
            assert_eq!(browser.send("/auth/sign_in", &[("passkey", nonsense)]).await.status, 422);
        }
    });
}

#[test]
fn a_passkey_stands_for_both_factors_and_in_for_a_code() {
    with_site(async |home| {
        let (mut alice, mut device) = keeper(home, "alice").await;
        home.person("bob").await;
        let shown = alice.open("/settings/two_factor/setup").await.text;
        let secret = between(&shown, "<code>", "</code>").to_owned();
        let on = alice.send("/settings/two_factor/setup", &[("code", &code(home, &secret))]).await;
        assert_eq!(on.status, 200, "{}", on.text);
        home.pass(HALF_MINUTE_MS);
        assert_eq!(led(&lets_in(home, &mut device).await.1), (302, "/settings"), "no code is asked for");
        let mut browser = Browser::at(home);
        let fields = [("username", "alice"), ("password", "alice-password"), ("return_to", "/settings")];
        let asked = browser.fills("/auth/sign_in", "/auth/sign_in", &fields).await;
        assert_eq!(led(&asked), (302, "/auth/two_factor"));
        assert!(browser.open("/auth/two_factor").await.text.contains("Use a passkey instead"));
        let question = asks(&mut browser, "/auth/two_factor/passkey").await;
        assert_eq!(question["publicKey"]["allowCredentials"].as_array().unwrap().len(), 1);
        // Somebody else's passkey is none of hers.
        let mut other = Device::at(home.requests.base());
        let mut bob = enters(home, "bob").await;
        adds(&mut bob, &mut other, "Key").await;
        let mut bent = question.clone();
        bent["publicKey"]["allowCredentials"] = Value::Null;
        let wrong = browser.send("/auth/two_factor", &[("passkey", &other.signs(&bent))]).await;
        assert_eq!(wrong.status, 422);
        let question = asks(&mut browser, "/auth/two_factor/passkey").await;
        let right = browser.send("/auth/two_factor", &[("passkey", &device.signs(&question))]).await;
        assert_eq!(led(&right), (302, "/settings"), "{}", right.text);
        assert!(browser.open("/settings").await.text.contains("/@alice"));
        assert_eq!(browser.send("/auth/two_factor/passkey", &[]).await.status, 422, "nothing waits any more");
    });
}

#[test]
fn the_password_is_asked_for_before_a_passkey_is_added_and_a_passkey_answers_that() {
    with_site(async |home| {
        let (mut browser, mut device) = keeper(home, "alice").await;
        browser.open("/settings/passkeys/new").await;
        home.pass(11 * MINUTE_MS);
        let asked = browser.send("/settings/passkeys/begin", &[]).await;
        assert!(asked.status == 422 && asked.text.contains("Load this page again"), "{}", asked.text);
        let confirm = "/settings/confirm?return_to=%2Fsettings%2Fpasskeys%2Fnew";
        assert_eq!(led(&browser.open("/settings/passkeys/new").await), (302, confirm));
        let sent = browser.send("/settings/passkeys", &[("name", "x"), ("passkey", "{}")]).await;
        assert_eq!(led(&sent), (302, confirm));
        assert!(browser.open(confirm).await.text.contains("Show it with a passkey"));
        let question = asks(&mut browser, "/settings/confirm/passkey").await;
        let signed = device.signs(&question);
        let back = ("return_to", "/settings/passkeys/new");
        let done = browser.send("/settings/confirm", &[("passkey", &signed), back]).await;
        assert_eq!(led(&done), (302, "/settings/passkeys/new"));
        assert_eq!(browser.open("/settings/passkeys/new").await.status, 200);
    });
}

#[test]
fn passkeys_are_named_and_removed_and_that_is_told_by_mail() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let (mut browser, mut device) = keeper(home, "alice").await;
        home.settle().await;
        let told = server.takes();
        assert!(told.len() == 1 && told[0].header("Subject").contains("New passkey"), "{told:?}");
        let list = browser.open("/settings/two_factor").await.text;
        let one = format!("/settings/passkeys/{}", between(&list, "/settings/passkeys/", "\""));
        assert!(browser.open(&one).await.text.contains("value=\"Phone\""));
        let long = "x".repeat(61);
        for name in ["", "  ", &long] {
            let refused = browser.send(&one, &[("name", name)]).await;
            assert!(refused.status == 422 && refused.text.contains("1 to 60 characters"), "{}", refused.text);
        }
        assert_eq!(led(&browser.send(&one, &[("name", "My <phone>")]).await), (302, "/settings/two_factor"));
        assert!(browser.open("/settings/two_factor").await.text.contains("My &#60;phone&#62;"));
        // Nobody else gets at it.
        home.person("bob").await;
        let mut bob = enters(home, "bob").await;
        assert_eq!(bob.open(&one).await.status, 404);
        bob.open("/settings/sessions").await;
        assert_eq!(bob.send(&format!("{one}/remove"), &[]).await.status, 404);
        assert_eq!(bob.send(&one, &[("name", "Bob's")]).await.status, 404);
        browser.open(&one).await;
        let gone = browser.send(&format!("{one}/remove"), &[]).await;
        assert_eq!(led(&gone), (302, "/settings/two_factor?done=passkey-gone"));
        home.settle().await;
        assert!(server.takes()[0].header("Subject").contains("Passkey removed"));
        assert_eq!(lets_in(home, &mut device).await.1.status, 422);
        assert_eq!(browser.open(&one).await.status, 404);
    });
}

#[test]
fn a_passkey_is_kept_once_and_there_are_only_so_many() {
    with_site(async |home| {
        let (mut browser, mut device) = keeper(home, "alice").await;
        let question = asks(&mut browser, "/settings/passkeys/begin").await;
        assert_eq!(question["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
        let made = device.makes(&question);
        let send = [("name", "Twice"), ("passkey", made.as_str())];
        assert_eq!(browser.send("/settings/passkeys", &send).await.status, 302);
        let again = browser.send("/settings/passkeys", &send).await;
        assert!(again.status == 422 && again.text.contains("was not made"), "{}", again.text);
        for at in 2..25 {
            assert_eq!(adds(&mut browser, &mut device, &format!("Key {at}")).await.status, 302);
        }
        browser.open("/settings/passkeys/new").await;
        let full = browser.send("/settings/passkeys/begin", &[]).await;
        assert!(full.status == 422 && full.text.contains("more than 25"), "{}", full.text);
    });
}

#[test]
fn questions_are_asked_only_so_often() {
    with_site(async |home| {
        home.site.throttles.set_on(true);
        let mut browser = Browser::at(home);
        browser.open("/auth/sign_in").await;
        for _ in 0..25 {
            asks(&mut browser, "/auth/sign_in/passkey").await;
        }
        assert_eq!(browser.send("/auth/sign_in/passkey", &[]).await.status, 429);
        home.site.throttles.set_on(false);
        let forged = Browser::at(home).send("/auth/sign_in/passkey", &[]).await;
        assert_eq!(forged.status, 403, "only a page of ours asks");
    });
}

#[test]
fn pages_speak_of_passkeys_in_german() {
    with_site(async |home| {
        home.person("alice").await;
        let mut browser = Browser::at(home).in_german();
        assert!(browser.open("/auth/sign_in").await.text.contains("Mit einem Passkey anmelden"));
        let refused = browser.send("/auth/sign_in", &[("passkey", "{}")]).await;
        assert!(refused.status == 422 && refused.text.contains("kennt der Server nicht"), "{}", refused.text);
        browser.send("/auth/sign_in", &[("username", "alice"), ("password", "alice-password")]).await;
        browser.open("/settings/passkeys/new").await;
        let refused = browser.send("/settings/passkeys", &[("name", "Telefon"), ("passkey", "{}")]).await;
        assert!(refused.status == 422 && refused.text.contains("wurde nicht gemacht"), "{}", refused.text);
    });
}
