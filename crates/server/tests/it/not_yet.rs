//! Who cannot come in yet is told why, if they know the password; and refusals are said in the language of the page.

use model::Registrations;
use social::settings;
use testkit::{Home, MailServer};

use crate::{browser::Browser, mail::posts_through, pages::sign_in, settings::Tab, with_site};

const CAROL: [(&str, &str); 5] = [
    ("username", "carol"),
    ("email", "carol@mail.example"),
    ("password", "carol-password"),
    ("agreement", "yes"),
    ("reason", "Tea"),
];

async fn joins(home: &Home, who: Registrations) {
    settings::set(&home.site, "registrations", who.as_str()).await.unwrap();
    let answer = Browser::at(home).fills("/auth/sign_up", "/auth/sign_up", &CAROL).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn whoever_waits_for_a_yes_is_told_so_if_they_know_the_password() {
    with_site(async |home| {
        joins(home, Registrations::Approval).await;
        let waits = sign_in(home, "carol", "carol-password", "/").await;
        assert_eq!(waits.status, 422);
        assert!(waits.text.contains("still has to let you in"), "{}", waits.text);
        assert!(!waits.header("set-cookie").contains("session"));
        let (wrong, nobody) =
            (sign_in(home, "carol", "guess", "/").await, sign_in(home, "nobody", "guess", "/").await);
        for answer in [&wrong, &nobody] {
            assert!(answer.text.contains("do not belong together") && !answer.text.contains("let you in"));
        }
        crate::staff::approve(home, "carol").await.unwrap();
        assert_eq!(sign_in(home, "carol", "carol-password", "/").await.status, 302);
    });
}

#[test]
fn whoever_has_not_confirmed_an_address_is_told_so() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        joins(home, Registrations::Open).await;
        let waits = sign_in(home, "carol", "carol-password", "/").await;
        assert!(waits.status == 422 && waits.text.contains("not yet confirmed"), "{}", waits.text);
        assert!(waits.text.contains("/auth/confirmation/new"));
        let wrong = sign_in(home, "carol@mail.example", "guess", "/").await;
        assert!(wrong.text.contains("do not belong together") && !wrong.text.contains("confirmed"));
    });
}

#[test]
fn refusals_are_said_in_german_on_german_pages() {
    with_site(async |home| {
        home.person("alice").await;
        settings::set(&home.site, "registrations", "open").await.unwrap();
        let mut browser = Browser::at(home).in_german();
        let fields = [("username", "alice"), ("email", "x"), ("password", "short")];
        let told = browser.fills("/auth/sign_up", "/auth/sign_up", &fields).await.text;
        for part in ["gibt es hier schon", "keine E-Mail-Adresse", "mindestens 8 Zeichen", "Ohne Zustimmung"]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        let fields = [("username", "alice"), ("password", "alice-password")];
        browser.fills("/auth/sign_in", "/auth/sign_in", &fields).await;
        browser.open("/settings/move").await;
        let told = browser.send("/settings/move/alias", &[("alias", "alice")]).await.text;
        assert!(told.contains("Das ist dieses Konto selbst."), "{told}");
        browser.open("/settings/two_factor/setup").await;
        let told = browser.send("/settings/two_factor/setup", &[("code", "1")]).await.text;
        assert!(told.contains("Dieser Code stimmt nicht"), "{told}");
        let email = [("password", "alice-password"), ("email", "x")];
        let told = browser.send("/settings/credentials/email", &email).await.text;
        assert!(told.contains("keine E-Mail-Adresse") && told.contains("nichts geändert"), "{told}");
        let tab = Tab::of(home, "alice").await;
        assert!(tab.reads("/settings").await.contains("class=\"home\" href=\"/home\""));
    });
}
