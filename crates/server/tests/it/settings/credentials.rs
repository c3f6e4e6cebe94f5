//! The password and the e-mail address.

use super::Tab;
use crate::{pages::sign_in, with_site};

#[test]
fn another_password_shuts_everybody_else_out() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (tab, other) = (Tab::of(home, "alice").await, Tab::of(home, "alice").await);
        let wish = |old: &'static str, new: &'static str, again: &'static str| {
            [("password", old), ("new_password", new), ("repeated", again)]
        };
        for (fields, problem) in [
            (wish("guess", "a better one", "a better one"), "not your password"),
            (wish("alice-password", "a better one", "another one"), "in two ways"),
            (wish("alice-password", "short", "short"), "at least 8 characters"),
        ] {
            let answer = tab.sends("/settings/credentials/password", &fields).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains(problem) && !answer.text.contains("a better one"), "{problem}");
        }
        assert!(other.is_in().await);
        let fields = wish("alice-password", "a better one", "a better one");
        let path = tab.goes("/settings/credentials/password", &fields).await;
        assert!(tab.reads(&path).await.contains("You have a new password"));
        assert!(tab.is_in().await && !other.is_in().await);
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 401);
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.status, 422);
        assert_eq!(sign_in(home, "alice", "a better one", "/").await.status, 302);
    });
}

#[test]
fn passwords_cannot_be_guessed_in_the_settings_either() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        home.site.throttles.set_on(true);
        let fields = [("password", "guess"), ("email", "eve@mail.example")];
        for _ in 0..25 {
            assert_eq!(tab.sends("/settings/credentials/email", &fields).await.status, 422);
        }
        assert_eq!(tab.sends("/settings/credentials/email", &fields).await.status, 429);
        assert_eq!(tab.sends("/settings/confirm", &fields[..1]).await.status, 429);
        home.site.throttles.set_on(false);
    });
}

#[test]
fn another_address_must_be_free_and_the_password_right() {
    with_site(async |home| {
        home.person("alice").await;
        home.person("bob").await;
        let tab = Tab::of(home, "alice").await;
        let wish = |password: &'static str, email: &'static str| [("password", password), ("email", email)];
        for fields in [
            wish("guess", "new@mail.example"),
            wish("alice-password", "BOB@mail.example"),
            wish("alice-password", "no address"),
        ] {
            assert_eq!(tab.sends("/settings/credentials/email", &fields).await.status, 422, "{fields:?}");
        }
        let fields = wish("alice-password", "new@mail.example");
        let path = tab.goes("/settings/credentials/email", &fields).await;
        assert!(tab.reads(&path).await.contains("value=\"new@mail.example\""));
        assert_eq!(sign_in(home, "alice@mail.example", "alice-password", "/").await.status, 422);
        assert_eq!(sign_in(home, "new@mail.example", "alice-password", "/").await.status, 302);
    });
}

#[test]
fn the_password_is_asked_for_again_after_ten_minutes() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        assert_eq!(tab.opens("/settings/two_factor/setup").await.status, 200);
        home.pass(11 * 60_000);
        let asked = tab.opens("/settings/two_factor/setup").await;
        assert_eq!(asked.header("location"), "/settings/confirm?return_to=%2Fsettings%2Ftwo_factor%2Fsetup");
        assert_eq!(tab.opens("/settings/two_factor/qr.svg").await.status, 302);
        let back = ("return_to", "/settings/two_factor/setup");
        assert_eq!(tab.sends("/settings/confirm", &[("password", "guess"), back]).await.status, 422);
        assert_eq!(tab.goes("/settings/confirm", &[("password", "alice-password"), back]).await, back.1);
        assert_eq!(tab.opens("/settings/two_factor/setup").await.status, 200);
        let away = [("password", "alice-password"), ("return_to", "//evil.example")];
        assert_eq!(tab.goes("/settings/confirm", &away).await, "/settings");
    });
}
