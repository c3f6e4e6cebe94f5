//! A code besides the password.

use std::process::Command;

use testkit::{Answer, Home};
use totp_rs::Builder;

use super::{Tab, between};
use crate::{
    PROGRAM,
    pages::{cookie, form, page, secret, sign_in},
    with_site,
};

pub(super) const HALF_MINUTE_MS: i64 = 30_000;

/// What an authenticator app shows that has this secret.
pub(super) fn code(home: &Home, secret: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = secret
        .chars()
        .filter_map(|letter| LETTERS.find(letter))
        .flat_map(|value| (0..5).rev().map(move |bit| u8::try_from(value >> bit & 1).unwrap()));
    let bits: Vec<u8> = bits.collect();
    let bytes: Vec<u8> =
        bits.chunks(8).map(|byte| byte.iter().fold(0, |held, bit| held << 1 | bit)).collect();
    let totp = Builder::new().with_secret(<[u8; 20]>::try_from(bytes).unwrap()).build().unwrap();
    totp.generate(home.site.now().as_seconds().unsigned_abs()).to_string()
}

/// Turns it on; answers the secret and the recovery codes.
async fn turns_on(home: &Home, tab: &Tab<'_>) -> (String, Vec<String>) {
    let shown = tab.reads("/settings/two_factor/setup").await;
    let secret = between(&shown, "<code>", "</code>").to_owned();
    let wrong = tab.sends("/settings/two_factor/setup", &[("code", "000000")]).await;
    assert!(wrong.status == 422 && wrong.text.contains(&secret), "it stays the same secret");
    let done = tab.sends("/settings/two_factor/setup", &[("code", &code(home, &secret))]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert!(done.header("cache-control").contains("no-store"));
    let codes = done.text.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (secret, codes.collect())
}

/// A browser whose password was right and that has not given a code yet.
struct Waiting<'a> {
    home: &'a Home,
    cookies: String,
}

impl<'a> Waiting<'a> {
    async fn of(home: &'a Home) -> Self {
        let shown = home.requests.get("/auth/sign_in").await;
        let (before, csrf) = (cookie(&shown), secret(&shown));
        let fields = [
            ("csrf", csrf.as_str()),
            ("username", "alice"),
            ("password", "alice-password"),
            ("return_to", "/settings"),
        ];
        let answer = form(&home.requests, "/auth/sign_in", &before, home.requests.base(), &fields).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/auth/two_factor"));
        assert!(!answer.header("set-cookie").contains("fanfare_session"), "nobody is signed in yet");
        Self { home, cookies: format!("{before}; {}", cookie(&answer)) }
    }

    async fn gives(&self, code: &str) -> Answer {
        let shown = page(&self.home.requests, "/auth/two_factor", &self.cookies).await;
        if shown.status != 200 {
            return shown;
        }
        let csrf = secret(&shown);
        let fields = [("csrf", csrf.as_str()), ("code", code)];
        form(&self.home.requests, "/auth/two_factor", &self.cookies, self.home.requests.base(), &fields).await
    }
}

#[test]
fn whoever_signs_in_needs_a_code_and_each_counts_once() {
    with_site(async |home| {
        home.person("alice").await;
        let (tab, other) = (Tab::of(home, "alice").await, Tab::of(home, "alice").await);
        let (key, codes) = turns_on(home, &tab).await;
        assert_eq!(codes.len(), 10);
        assert!(tab.is_in().await && !other.is_in().await, "whoever came by the password alone is out");
        let waiting = Waiting::of(home).await;
        assert_eq!(waiting.gives(&code(home, &key)).await.status, 422, "it turned this on already");
        home.pass(HALF_MINUTE_MS);
        let next = code(home, &key);
        let answer = waiting.gives(&next).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/settings"));
        let session = cookie(&answer);
        assert_eq!(page(&home.requests, "/settings", &session).await.status, 200);
        assert_eq!(
            waiting.gives(&next).await.header("location"),
            "/auth/sign_in?return_to=%2F",
            "it is done"
        );
        assert_eq!(Waiting::of(home).await.gives(&next).await.status, 422, "S-228: a code counts once");
    });
}

#[test]
fn a_recovery_code_lets_in_once() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let (_, codes) = turns_on(home, &tab).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(Waiting::of(home).await.gives(&typed).await.status, 302);
        assert_eq!(
            Waiting::of(home).await.gives(&codes[3]).await.status,
            422,
            "S-228: nor a recovery code twice"
        );
        assert!(tab.reads("/settings/two_factor").await.contains("9 recovery codes left"));
        let renewed = tab.sends("/settings/two_factor/codes", &[]).await;
        assert!(renewed.status == 200 && !renewed.text.contains(&codes[0]));
        assert_eq!(
            Waiting::of(home).await.gives(&codes[0]).await.status,
            422,
            "the old ones are worth nothing"
        );
    });
}

#[test]
fn codes_cannot_be_guessed() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let (key, _) = turns_on(home, &tab).await;
        home.pass(HALF_MINUTE_MS);
        let waiting = Waiting::of(home).await;
        for _ in 0..5 {
            assert_eq!(waiting.gives("000000").await.status, 422);
        }
        let late = waiting.gives(&code(home, &key)).await;
        assert_eq!(
            late.header("location"),
            "/auth/sign_in?return_to=%2F",
            "the password must be given again"
        );
        let slow = Waiting::of(home).await;
        home.pass(11 * 60_000);
        assert_eq!(slow.gives(&code(home, &key)).await.header("location"), "/auth/sign_in?return_to=%2F");
        let nothing = Waiting { home, cookies: slow.cookies.replace("pending", "none") };
        assert_eq!(nothing.gives("000000").await.status, 302);
        home.site.throttles.set_on(true);
        for round in 0..4 {
            let waiting = Waiting::of(home).await;
            for _ in 0..5 {
                let answer = waiting.gives("000000").await;
                assert_eq!(answer.status, if round < 3 { 422 } else { 302 }, "{round}");
            }
        }
        home.site.throttles.set_on(false);
    });
}

#[test]
fn the_secret_is_shown_only_while_it_is_set_up() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let picture = tab.opens("/settings/two_factor/qr.svg").await;
        assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/svg+xml"));
        assert!(picture.header("cache-control").contains("no-store") && picture.text.contains("<svg"));
        turns_on(home, &tab).await;
        assert_eq!(tab.opens("/settings/two_factor/qr.svg").await.status, 400);
        assert_eq!(tab.opens("/settings/two_factor/setup").await.header("location"), "/settings/two_factor");
        let wrong = tab.sends("/settings/two_factor/disable", &[("password", "guess")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("not your password"));
        let off = [("password", "alice-password")];
        assert_eq!(
            tab.goes("/settings/two_factor/disable", &off).await,
            "/settings/two_factor?done=disabled"
        );
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.header("location"), "/");
    });
}

#[test]
fn the_operator_helps_whoever_has_lost_everything() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        turns_on(home, &tab).await;
        let (options, _) = home.options();
        let run = |name: &str| {
            let mut command = Command::new(PROGRAM);
            command.args(["account", "reset-two-factor", name]).args(&options);
            command.output().unwrap()
        };
        let said = run("@alice");
        assert!(said.status.success(), "{said:?}");
        assert!(String::from_utf8_lossy(&said.stdout).contains("password alone"), "{said:?}");
        assert!(!run("nobody").status.success());
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.header("location"), "/");
    });
}
