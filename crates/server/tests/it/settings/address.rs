//! Another e-mail address where mail is sent, and how often letters come.

use model::EmailDigest;
use social::{settings, sign_up};
use testkit::{Home, Mail, MailServer};

use super::{Tab, between};
use crate::{
    mail::posts_through,
    pages::{page, sign_in},
    with_site,
};

const PATH: &str = "/settings/credentials";
const WISH: [(&str, &str); 2] = [("password", "alice-password"), ("email", "new@mail.example")];

/// The address to open that stands in one of these letters.
fn link(letters: &[Mail]) -> String {
    let texts = letters.iter().map(|mail| mail.text.as_str());
    let found = texts.filter_map(|text| text.find("/auth/confirmation?").map(|at| &text[at..])).next();
    found.expect("an address to open").split_whitespace().next().unwrap().to_owned()
}

async fn sent(home: &Home, server: &MailServer) -> Vec<Mail> {
    home.settle().await;
    server.takes()
}

#[test]
fn another_address_counts_once_it_is_confirmed() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        sent(home, &server).await;
        let done = tab.goes("/settings/credentials/email", &WISH).await;
        let shown = tab.reads(&done).await;
        assert!(shown.contains("A letter is on its way") && shown.contains("You asked for new@mail.example"));
        assert!(shown.contains("value=\"alice@mail.example\""), "{shown}");
        let letters = sent(home, &server).await;
        let to: Vec<&str> = letters.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, ["new@mail.example", "alice@mail.example"], "both are told");
        assert!(letters[1].text.contains("new@mail.example"));
        assert_eq!(sign_in(home, "new@mail.example", "alice-password", "/").await.status, 422, "not yet");
        let link = link(&letters);
        let opened = page(&home.requests, &link, "").await;
        assert!(
            opened.status == 200 && opened.text.contains("Your new address is confirmed"),
            "{}",
            opened.text
        );
        assert_eq!(page(&home.requests, &link, "").await.status, 404, "once");
        assert_eq!(sign_in(home, "alice@mail.example", "alice-password", "/").await.status, 422);
        assert_eq!(sign_in(home, "new@mail.example", "alice-password", "/").await.status, 302);
        let told = sent(home, &server).await;
        assert_eq!(told[0].to, "alice@mail.example");
        assert!(told[0].header("Subject").contains("was changed"));
        assert!(!tab.reads(PATH).await.contains("You asked for"));
    });
}

#[test]
fn an_address_that_waits_is_written_to_again_or_given_up() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        tab.goes("/settings/credentials/email", &WISH).await;
        let first = link(&sent(home, &server).await);
        tab.goes("/settings/credentials/email/again", &[]).await;
        let second = link(&sent(home, &server).await);
        assert_eq!(page(&home.requests, &first, "").await.status, 404, "the later letter counts");
        tab.goes("/settings/credentials/email/cancel", &[]).await;
        assert_eq!(page(&home.requests, &second, "").await.status, 404);
        assert!(!tab.reads(PATH).await.contains("You asked for"));
        assert_eq!(tab.sends("/settings/credentials/email/again", &[]).await.status, 404, "nothing waits");
        // Two days are enough.
        tab.goes("/settings/credentials/email", &WISH).await;
        let slow = link(&sent(home, &server).await);
        home.pass(49 * 3_600_000);
        assert_eq!(page(&home.requests, &slow, "").await.status, 404);
        assert!(!tab.reads(PATH).await.contains("You asked for"));
    });
}

#[test]
fn nobody_is_written_to_all_day_and_nobody_gets_an_address_that_is_taken_meanwhile() {
    with_site(async |home| {
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        home.person("alice").await;
        home.person("bob").await;
        let (alice, bob) = (Tab::of(home, "alice").await, Tab::of(home, "bob").await);
        let taken = [("password", "alice-password"), ("email", "bob@mail.example")];
        let refused = alice.sends("/settings/credentials/email", &taken).await;
        assert!(refused.status == 422 && refused.text.contains("this e-mail address already"));
        alice.goes("/settings/credentials/email", &WISH).await;
        let first = link(&sent(home, &server).await);
        bob.goes("/settings/credentials/email", &[("password", "bob-password"), WISH[1]]).await;
        let second = link(&sent(home, &server).await);
        assert_eq!(page(&home.requests, &first, "").await.status, 200);
        let late = page(&home.requests, &second, "").await;
        assert!(late.text.contains("with this e-mail address already"), "{}", late.text);
        // Another password ends what whoever knew the old one asked for.
        alice.goes("/settings/credentials/email", &[WISH[0], ("email", "third@mail.example")]).await;
        let third = link(&sent(home, &server).await);
        let new =
            [("password", "alice-password"), ("new_password", "a better one"), ("repeated", "a better one")];
        alice.goes("/settings/credentials/password", &new).await;
        assert_eq!(page(&home.requests, &third, "").await.status, 404);
        home.site.throttles.set_on(true);
        let wish = [("password", "bob-password"), ("email", "carol@mail.example")];
        for _ in 0..5 {
            assert_eq!(bob.sends("/settings/credentials/email", &wish).await.status, 302);
        }
        let many = bob.sends("/settings/credentials/email", &wish).await;
        assert!(many.status == 422 && many.text.contains("too many letters"), "{}", many.text);
        home.site.throttles.set_on(false);
    });
}

#[test]
fn how_often_letters_come_is_chosen_where_mail_is_sent() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        assert!(!tab.reads(PATH).await.contains("Letters about what you missed"));
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let shown = tab.reads(PATH).await;
        assert!(between(&shown, "<select id=\"digest\"", "</select>").contains("value=\"weekly\" selected"));
        let done = tab.goes("/settings/credentials/digest", &[("digest", "none")]).await;
        assert!(tab.reads(&done).await.contains("value=\"none\" selected"));
        let alice = sign_up::find_user(&home.site, "alice").await.unwrap();
        assert_eq!(alice.preferences.email_digest, EmailDigest::None);
        assert_eq!(tab.sends("/settings/credentials/digest", &[("digest", "hourly")]).await.status, 404);
        settings::set(&home.site, "mail.server", "").await.unwrap();
    });
}
