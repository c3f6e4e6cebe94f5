//! Becoming a member in a browser: as far as the server lets people, by invitation, and after somebody said yes.

use http::Method;
use model::{Registrations, Role};
use serde_json::json;
use social::{
    invites::{self, NewInvite},
    settings, sign_up,
};
use testkit::{Answer, Home, requests::Requests};

use crate::{
    browser::{Browser, led},
    with_site,
};

const CAROL: [(&str, &str); 4] = [
    ("username", "carol"),
    ("email", "carol@mail.example"),
    ("password", "a long password"),
    ("agreement", "yes"),
];

async fn let_in(home: &Home, who: Registrations) {
    settings::set(&home.site, "registrations", who.as_str()).await.unwrap();
}

/// Somebody fills in the form that a page shows.
async fn joins(home: &Home, page: &str, more: &[(&str, &str)]) -> Answer {
    let usual = CAROL.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = usual.chain(more.iter().copied()).collect();
    Browser::at(home).fills(page, "/auth/sign_up", &fields).await
}

async fn is_member(home: &Home, username: &str) -> bool {
    sign_up::find_user(&home.site, username).await.is_ok()
}

/// An invite of somebody, as they make it on their page.
async fn invites(home: &Home, by: &str, uses: &str, days: &str) -> String {
    let mut browser = signed_in(home, by).await;
    let made =
        browser.fills("/invites", "/invites", &[("uses", uses), ("days", days), ("follow", "yes")]).await;
    assert_eq!(led(&made), (302, "/invites"), "{}", made.text);
    let shown = browser.open("/invites").await;
    let code = shown.text.split("/invite/").nth(1).expect("a link").split('<').next().unwrap();
    format!("/invite/{code}")
}

async fn signed_in<'a>(home: &'a Home, name: &str) -> Browser<'a> {
    let mut browser = Browser::at(home);
    let password = format!("{name}-password");
    browser.fills("/auth/sign_in", "/auth/sign_in", &[("username", name), ("password", &password)]).await;
    browser
}

#[test]
fn a_closed_server_says_so_and_where_else_to_go() {
    with_site(async |home| {
        settings::set(&home.site, "registrations_message", "We are <full>.").await.unwrap();
        let shown = home.requests.get("/auth/sign_up").await;
        assert_eq!(shown.status, 403);
        assert!(shown.text.contains("We are &#60;full&#62;."), "{}", shown.text);
        assert!(shown.text.contains("https://joinmastodon.org/servers"));
        let mut carol = Browser::at(home);
        carol.open("/auth/sign_in").await;
        assert_eq!(carol.send("/auth/sign_up", &CAROL).await.status, 403, "sent all the same");
        assert!(!is_member(home, "carol").await);
        for path in ["/", "/auth/sign_in", "/about"] {
            assert!(!home.requests.get(path).await.text.contains("/auth/sign_up"), "{path}");
        }
    });
}

#[test]
fn who_joins_an_open_server_is_told_all_problems_at_once_and_then_at_home() {
    with_site(async |home| {
        let_in(home, Registrations::Open).await;
        home.adds_rule("Tea at <five>", "sharp").await;
        home.person("alice").await;
        for path in ["/", "/auth/sign_in", "/about"] {
            assert!(home.requests.get(path).await.text.contains("href=\"/auth/sign_up\""), "{path}");
        }
        assert_eq!(led(&home.requests.get("/signup").await), (302, "/auth/sign_up"));
        let mut carol = Browser::at(home);
        let shown = carol.open("/auth/sign_up").await;
        assert!(shown.text.contains("Tea at &#60;five&#62;") && shown.text.contains("A home server is"));
        assert!(shown.text.contains(&format!("@name@{}", home.domain())));
        let wrong = [("username", "ALICE"), ("email", "\"<carol"), ("password", "short")];
        let refused = carol.send("/auth/sign_up", &wrong).await;
        assert_eq!(refused.status, 422);
        for told in [
            "Somebody here has this username already",
            "value=\"ALICE\"",
            "not an e-mail address",
            "value=\"&#34;&#60;carol\"",
            "at least 8 characters",
            "You must agree",
            "aria-describedby=\"password-problem password-hint\" aria-invalid=\"true\"",
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert!(!refused.text.contains("\"short\""), "a password is never shown again");
        let joined = carol.send("/auth/sign_up", &CAROL).await;
        assert_eq!(led(&joined), (302, "/home"));
        assert!(carol.open("/home").await.text.contains("/@carol"), "they are signed in");
        assert_eq!(led(&carol.open("/auth/sign_up").await), (302, "/home"), "who is here need not join");
        let user = sign_up::find_user(&home.site, "carol").await.unwrap();
        assert_eq!((user.role_id, user.preferences.language.as_deref()), (Role::EVERYBODY, Some("en")));
        let german = Browser::at(home).in_german().open("/auth/sign_up").await;
        assert!(german.text.contains("Ein Heimatserver ist"));
    });
}

#[test]
fn where_somebody_must_say_yes_the_page_says_what_happens_next() {
    with_site(async |home| {
        let_in(home, Registrations::Approval).await;
        let without = joins(home, "/auth/sign_up", &[]).await;
        assert_eq!(without.status, 422);
        assert!(without.text.contains("reason-problem") && without.text.contains("value=\"carol\""));
        let asked = joins(home, "/auth/sign_up", &[("reason", "I like tea")]).await;
        assert_eq!((asked.status.as_u16(), asked.header("set-cookie").contains("session")), (200, false));
        assert!(asked.text.contains("You have asked to join") && asked.text.contains("@carol"));
        let words = [("username", "carol"), ("password", "a long password")];
        let mut carol = Browser::at(home);
        assert_eq!(carol.fills("/auth/sign_in", "/auth/sign_in", &words).await.status, 422, "not yet");
        crate::staff::approve(home, "carol").await.unwrap();
        assert_eq!(carol.fills("/auth/sign_in", "/auth/sign_in", &words).await.status, 302);
    });
}

#[test]
fn an_invitation_lets_in_as_many_as_it_says() {
    with_site(async |home| {
        let_in(home, Registrations::Invitation).await;
        let alice = home.person("alice").await;
        let shown = home.requests.get("/auth/sign_up").await;
        assert!(shown.status == 403 && shown.text.contains("takes an invitation"));
        let link = invites(home, "alice", "1", "7").await;
        let invited = home.requests.get(&link).await;
        assert!(invited.text.contains("alice invites you."), "{}", invited.text);
        let code = link.rsplit('/').next().unwrap();
        let taken = [("username", "alice"), ("invite", code)];
        assert_eq!(joins(home, &link, &taken).await.status, 422, "a slip costs no place");
        let joined = joins(home, &link, &[("invite", code)]).await;
        assert_eq!(led(&joined), (302, "/home"), "{}", joined.text);
        home.settle().await;
        assert_eq!(alice.notified().await, ["follow"], "they follow who invited them");
        let by = social::accounts::find_by_handle(&home.site, "carol", None).await.unwrap().unwrap();
        let inviter = store::invites::inviter(&home.site.store, by.id).await.unwrap();
        assert_eq!(inviter, Some(alice.account.id), "who invited whom is remembered");
        let ended = home.requests.get(&link).await;
        assert!(ended.status == 403 && ended.text.contains("used up"), "{}", ended.text);
        let dave = [("username", "dave"), ("email", "dave@mail.example"), ("invite", code)];
        assert_eq!(joins(home, "/auth/sign_in", &dave).await.status, 403);
        assert!(!is_member(home, "dave").await);
    });
}

#[test]
fn an_invitation_ends_by_time_by_hand_and_with_its_maker() {
    with_site(async |home| {
        let_in(home, Registrations::Invitation).await;
        home.person("alice").await;
        home.person("bob").await;
        let link = invites(home, "alice", "", "1").await;
        home.pass(23 * 3_600_000);
        assert_eq!(home.requests.get(&link).await.status, 200);
        home.pass(3_600_000);
        assert_eq!(home.requests.get(&link).await.status, 403, "S-244: a day is over");
        let link = invites(home, "alice", "", "").await;
        let code = link.rsplit('/').next().unwrap().to_owned();
        let mut bob = signed_in(home, "bob").await;
        assert!(!bob.open("/invites").await.text.contains(&code), "others' links are not shown");
        assert_eq!(bob.send("/invites/end", &[("code", &code)]).await.status, 404, "nor ended");
        let_in(home, Registrations::Closed).await;
        assert_eq!(home.requests.get(&link).await.status, 403, "members may invite nobody any more");
        assert_eq!(bob.open("/invites").await.status, 404);
        let_in(home, Registrations::Invitation).await;
        assert_eq!(home.requests.get(&link).await.status, 200);
        let mut alice = signed_in(home, "alice").await;
        alice.open("/invites").await;
        assert_eq!(led(&alice.send("/invites/end", &[("code", &code)]).await), (302, "/invites"));
        assert_eq!(home.requests.get(&link).await.status, 403);
        let refused = alice.fills("/invites", "/invites", &[("uses", "0"), ("days", "x")]).await;
        assert!(refused.status == 422 && refused.text.contains("days-problem"), "{}", refused.text);
        assert_eq!(
            led(&Browser::at(home).open("/invites").await),
            (302, "/auth/sign_in?return_to=%2Finvites")
        );
        assert_eq!(
            Browser::at(home).send("/invites", &[("uses", "1")]).await.status,
            403,
            "no form was shown"
        );
    });
}

#[test]
fn staff_invites_where_nobody_may_join_and_past_the_queue() {
    with_site(async |home| {
        home.member("olga", Role::MODERATOR).await;
        let link = invites(home, "olga", "5", "7").await;
        let code = link.rsplit('/').next().unwrap();
        assert_eq!(
            led(&joins(home, &link, &[("invite", code)]).await),
            (302, "/home"),
            "the server is closed"
        );
        let_in(home, Registrations::Approval).await;
        let dave = [("username", "dave"), ("email", "dave@mail.example"), ("invite", code)];
        assert_eq!(led(&joins(home, &link, &dave).await), (302, "/home"), "an invitation is a yes");
        let stale = home.requests.get("/invite/nonsense").await;
        assert!(stale.status == 200 && stale.text.contains("without one"), "{}", stale.text);
        assert!(stale.text.contains("name=\"invite\" value=\"\""));
    });
}

#[test]
fn two_who_want_the_last_place_do_not_both_get_it() {
    with_site(async |home| {
        let_in(home, Registrations::Invitation).await;
        home.person("alice").await;
        let user = sign_up::find_user(&home.site, "alice").await.unwrap();
        let new = NewInvite { uses_most: Some(1), ..NewInvite::default() };
        let code = invites::make(&home.site, &user, new).await.unwrap().code;
        let link = format!("/invite/{code}");
        let one = [("invite", code.as_str())];
        let other = [("username", "dave"), ("email", "dave@mail.example"), ("invite", &code)];
        let (first, second) =
            futures_util::future::join(joins(home, &link, &one), joins(home, &link, &other)).await;
        let mut codes = [first.status.as_u16(), second.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [302, 403], "{}{}", first.text, second.text);
        assert_ne!(is_member(home, "carol").await, is_member(home, "dave").await);
    });
}

#[test]
fn programs_that_fill_in_everything_stay_out_and_so_do_forged_forms() {
    with_site(async |home| {
        let_in(home, Registrations::Open).await;
        let trapped = joins(home, "/auth/sign_up", &[("website", "https://spam.example")]).await;
        assert!(trapped.status == 422 && trapped.text.contains("people do not see"), "{}", trapped.text);
        let mut mallory = Browser::at(home);
        assert_eq!(mallory.send("/auth/sign_up", &CAROL).await.status, 403, "no form was shown");
        assert!(!is_member(home, "carol").await);
    });
}

#[test]
fn five_accounts_from_one_address_in_half_an_hour_whether_by_page_or_app() {
    with_site(async |home| {
        let_in(home, Registrations::Open).await;
        home.site.throttles.set_on(true);
        let name = |number: usize| format!("carol{number}");
        for number in 0..5 {
            let slip = joins(home, "/auth/sign_up", &[("username", "a b")]).await;
            assert_eq!(slip.status, 422, "slips do not count as accounts");
            let (name, email) = (name(number), format!("{}@mail.example", name(number)));
            assert_eq!(
                joins(home, "/auth/sign_up", &[("username", &name), ("email", &email)]).await.status,
                302
            );
        }
        let refused = joins(home, "/auth/sign_up", &[]).await;
        assert!(refused.status == 429 && refused.text.contains("value=\"carol\""), "{}", refused.text);
        assert!(!is_member(home, "carol").await);
        let (token, body) = (app(&home.requests).await, json!({ "username": "carol" }));
        let by_app = home.requests.request(Method::POST, "/api/v1/accounts").bearer_auth(token).json(&body);
        assert_eq!(home.requests.send(by_app).await.status, 429);
        home.pass(30 * 60_000);
        assert_eq!(joins(home, "/auth/sign_up", &[]).await.status, 302);
    });
}

async fn app(requests: &Requests) -> String {
    let new = json!({
        "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write",
    });
    let made = requests.post("/api/v1/apps", new).await.ok();
    let wish = json!({
        "grant_type": "client_credentials", "client_id": made["client_id"],
        "client_secret": made["client_secret"], "scope": "read write",
    });
    requests.post("/oauth/token", wish).await.ok()["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn apps_are_told_and_may_bring_an_invitation() {
    with_site(async |home| {
        let_in(home, Registrations::Invitation).await;
        settings::set(&home.site, "registrations_message", "Ask somebody").await.unwrap();
        let shown = home.requests.get("/api/v2/instance").await.ok();
        let told = &shown["registrations"];
        assert_eq!((&told["enabled"], &told["message"]), (&json!(false), &json!("Ask somebody")));
        assert_eq!(shown["configuration"]["urls"]["about"], format!("{}/about", home.requests.base()));
        let first = home.requests.get("/api/v1/instance").await.ok();
        assert_eq!((&first["registrations"], &first["invites_enabled"]), (&json!(false), &json!(true)));
        home.person("alice").await;
        let link = invites(home, "alice", "1", "7").await;
        let token = app(&home.requests).await;
        let join = async |code: &str| {
            let body = json!({
                "username": "carol", "email": "carol@mail.example", "password": "a long password",
                "agreement": true, "locale": "en", "invite_code": code,
            });
            let request = home.requests.request(Method::POST, "/api/v1/accounts").bearer_auth(&token);
            home.requests.send(request.json(&body)).await
        };
        assert_eq!(join("").await.status, 403);
        assert_eq!(join("nonsense").await.status, 422);
        assert!(join(link.rsplit('/').next().unwrap()).await.ok()["access_token"].is_string());
    });
}

#[test]
fn a_page_tells_what_the_server_is_and_who_runs_it() {
    with_site(async |home| {
        let bare = home.requests.get("/about").await;
        assert!(
            bare.status == 200 && bare.text.contains("No rules") && bare.text.contains("Nobody is named")
        );
        home.member("olga", Role::OWNER).await;
        for (name, value) in [
            ("title", "Tea & Friends"),
            ("description", "Where we <drink> tea."),
            ("about", "# Tea\n\nis *good* <script>alert(1)</script>"),
            ("contact_email", "tea@mail.example"),
            ("languages", "de xx"),
        ] {
            settings::set(&home.site, name, value).await.unwrap();
        }
        home.adds_rule("Be kind", "To everybody").await;
        let shown = home.requests.get("/about").await;
        for told in [
            "About Tea &#38; Friends",
            "Where we &#60;drink&#62; tea.",
            "<em>good</em>",
            "mailto:tea@mail.example",
            "href=\"/@olga\"",
            "id=\"rules\"",
            "Be kind",
            "To everybody",
            "German, xx",
            "1 person",
            "Nobody can join right now",
            concat!("Fanfare ", env!("CARGO_PKG_VERSION")),
        ] {
            assert!(shown.text.contains(told), "{told}: {}", shown.text);
        }
        assert!(!shown.text.contains("<script"));
        assert_eq!(led(&home.requests.get("/rules").await), (302, "/about#rules"));
        for path in ["/", "/@olga", "/privacy-policy"] {
            assert!(home.requests.get(path).await.text.contains("href=\"/about#rules\""), "{path}");
        }
        let german = Browser::at(home).in_german().open("/about").await;
        assert!(german.text.contains("Deutsch, xx") && german.text.contains("1 Person"));
    });
}
