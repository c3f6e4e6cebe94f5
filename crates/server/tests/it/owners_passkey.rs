//! An owner who comes with a passkey and has no password.

use testkit::Device;

use crate::{
    browser::{Browser, led},
    first_run::operator,
    with_site,
};

#[test]
fn an_owner_may_come_with_a_passkey_and_have_no_password() {
    with_site(async |home| {
        let (mut alice, mut device) = (operator(home).await, Device::at(home.requests.base()));
        assert!(alice.open("/setup/owner").await.text.contains("Use a passkey instead of a password"));
        let names = [("username", "alice"), ("email", "alice@mail.example")];
        let bad = alice.send("/setup/owner/passkey", &[("username", "a b"), names[1]]).await;
        assert!(bad.status == 422 && bad.text.contains("letters, digits"), "{}", bad.text);
        let asked = alice.send("/setup/owner/passkey", &names).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        let made = device.makes(&serde_json::from_str(&asked.text).unwrap());
        let wrong = alice.send("/setup/owner", &[names[0], names[1], ("passkey", "{}")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("was not made"), "{}", wrong.text);
        let late = alice.send("/setup/owner", &[names[0], names[1], ("passkey", &made)]).await;
        assert_eq!(late.status, 422, "what was asked is answered once");
        let asked = alice.send("/setup/owner/passkey", &names).await;
        let made = device.makes(&serde_json::from_str(&asked.text).unwrap());
        let done = alice.send("/setup/owner", &[names[0], names[1], ("passkey", &made)]).await;
        assert_eq!(led(&done), (302, "/setup/joining"), "{}", done.text);
        let owner = social::sign_up::find_user(&home.site, "alice").await.unwrap();
        assert!(!owner.has_password() && owner.is_functional());
        for guess in ["", "!", "alice-password"] {
            let mut mallory = Browser::at(home);
            let fields = [("username", "alice"), ("password", guess)];
            assert_eq!(mallory.fills("/auth/sign_in", "/auth/sign_in", &fields).await.status, 422);
        }
        alice.open("/setup/joining").await;
        assert_eq!(alice.send("/setup/owner/passkey", &names).await.status, 404, "there is an owner");
    });
}

#[test]
fn whoever_has_no_password_shows_with_a_passkey_that_it_is_them() {
    with_site(async |home| {
        let (mut alice, mut device) = (operator(home).await, Device::at(home.requests.base()));
        alice.open("/setup/owner").await;
        let names = [("username", "alice"), ("email", "alice@mail.example")];
        let asked = alice.send("/setup/owner/passkey", &names).await;
        let made = device.makes(&serde_json::from_str(&asked.text).unwrap());
        alice.send("/setup/owner", &[names[0], names[1], ("passkey", &made)]).await;
        home.pass(11 * 60_000);
        for page in ["credentials", "two_factor", "delete", "move"] {
            let path = format!("/settings/{page}");
            let confirm = format!("/settings/confirm?return_to=%2Fsettings%2F{page}");
            assert_eq!(led(&alice.open(&path).await), (302, &*confirm));
        }
        alice.open("/settings/sessions").await;
        for (path, fields) in [
            ("/settings/credentials/email", [("email", "eve@mail.example"), ("password", "")]),
            (
                "/settings/credentials/password",
                [("new_password", "a long password"), ("repeated", "a long password")],
            ),
            ("/settings/delete", [("typed", "alice"), ("password", "")]),
            ("/settings/two_factor/disable", [("password", ""), ("x", "")]),
            ("/settings/move", [("target", "bob"), ("password", "")]),
        ] {
            let answer = alice.send(path, &fields).await;
            assert!(answer.header("location").starts_with("/settings/confirm?"), "{path} {}", answer.text);
        }
        let shown = alice.open("/settings/confirm?return_to=/settings/two_factor").await.text;
        assert!(!shown.contains("type=\"password\"") && shown.contains("Show it with a passkey"), "{shown}");
        assert_eq!(alice.send("/settings/confirm", &[("password", "")]).await.status, 422);
        let asked = alice.send("/settings/confirm/passkey", &[]).await;
        let signed = device.signs(&serde_json::from_str(&asked.text).unwrap());
        let back = ("return_to", "/settings/two_factor");
        let done = alice.send("/settings/confirm", &[("passkey", &signed), back]).await;
        assert_eq!(led(&done), (302, "/settings/two_factor"), "{}", done.text);
        let list = alice.open("/settings/two_factor").await.text;
        let id = list.split("/settings/passkeys/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let remove = format!("/settings/passkeys/{id}/remove");
        let refused = alice.send(&remove, &[]).await;
        assert!(refused.status == 422 && refused.text.contains("only way in"), "{}", refused.text);
        let page = alice.open("/settings/credentials").await.text;
        assert!(page.contains("You have no password") && !page.contains("current-password"), "{page}");
        let new = [("new_password", "a long password"), ("repeated", "a long password")];
        let chosen = alice.send("/settings/credentials/password", &new).await;
        assert_eq!(led(&chosen), (302, "/settings/credentials?done=password"));
        assert!(alice.open("/settings/credentials").await.text.contains("current-password"));
        assert_eq!(led(&alice.send(&remove, &[]).await), (302, "/settings/two_factor?done=passkey-gone"));
        let fields = [("username", "alice"), ("password", "a long password")];
        assert_eq!(
            led(&Browser::at(home).fills("/auth/sign_in", "/auth/sign_in", &fields).await),
            (302, "/")
        );
    });
}
