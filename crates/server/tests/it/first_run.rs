//! A new server, from the link in the terminal to an owner who is at home.

use model::{Registrations, Role};
use serde_json::json;
use social::{first_run, rules, settings};
use testkit::{Home, Neighbour};

use crate::{
    PROGRAM,
    browser::{Browser, led},
    with_site,
};

const OWNER: [(&str, &str); 4] =
    [("username", "alice"), ("email", "alice@mail.example"), ("password", "a long password"), ("go", "next")];

/// What the server shows when it starts.
async fn code(home: &Home) -> String {
    first_run::begin(&home.site).await.unwrap().expect("nobody lives here yet")
}

/// A browser that came by the link.
pub(crate) async fn operator(home: &Home) -> Browser<'_> {
    let mut browser = Browser::at(home);
    let came = browser.open(&format!("/setup?code={}", code(home).await)).await;
    assert_eq!(led(&came), (302, "/setup/server"));
    browser
}

/// The same, where the owner has been made.
async fn owner(home: &Home) -> Browser<'_> {
    let mut browser = operator(home).await;
    assert_eq!(led(&browser.fills("/setup/owner", "/setup/owner", &OWNER).await), (302, "/setup/joining"));
    browser
}

#[test]
fn the_link_works_once() {
    with_site(async |home| {
        let code = code(home).await;
        let link = format!("/setup?code={code}");
        let (mut alice, mut mallory) = (Browser::at(home), Browser::at(home));
        assert!(mallory.open("/").await.text.contains("/setup?code=…"), "the first page tells of the link");
        for path in ["/setup", "/setup?code=", "/setup?code=guess", "/setup/server", "/setup/people"] {
            let refused = mallory.open(path).await;
            assert_eq!(refused.status, 403, "{path}");
            assert!(refused.text.contains("not set up yet"), "{}", refused.text);
        }
        assert_eq!(alice.looks(&link).await.status, 403, "a program that looks at links does not use it up");
        let came = alice.open(&link).await;
        assert_eq!(led(&came), (302, "/setup/server"));
        let set = came.header("set-cookie");
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && !set.contains(&code), "{set}");
        assert_eq!(came.header("cache-control"), "private, no-store");
        assert_eq!(alice.open("/setup/server").await.status, 200);
        assert_eq!(mallory.open(&link).await.status, 403, "it was used");
        assert_eq!(led(&alice.open(&link).await), (302, "/setup/server"), "who used it goes on");
        assert!(store_has_not(home, &code).await, "the code itself is kept nowhere");
    });
}

async fn store_has_not(home: &Home, code: &str) -> bool {
    let all = store::settings::list(&home.site.store).await.unwrap();
    all.iter().all(|(_, value, _)| !value.contains(code))
}

#[test]
fn a_new_start_ends_the_code_before() {
    with_site(async |home| {
        let (before, now) = (code(home).await, code(home).await);
        let mut alice = Browser::at(home);
        assert_eq!(alice.open(&format!("/setup?code={before}")).await.status, 403);
        assert_eq!(alice.open(&format!("/setup?code={now}")).await.status, 302);
        // Whoever lost their cookie starts the server again, and whoever has the old one is out.
        let anew = code(home).await;
        let mut other = Browser::at(home);
        assert_eq!(other.open(&format!("/setup?code={anew}")).await.status, 302);
        assert_eq!(alice.open("/setup/server").await.status, 403);
        home.pass(24 * 3_600_000);
        assert_eq!(other.open("/setup/server").await.status, 403, "after a day, a new link is needed");
    });
}

#[test]
fn codes_cannot_be_guessed_for_long() {
    with_site(async |home| {
        let code = code(home).await;
        home.site.throttles.set_on(true);
        let mut mallory = Browser::at(home);
        for _ in 0..10 {
            assert_eq!(mallory.open("/setup?code=guess").await.status, 403);
        }
        let refused = mallory.open(&format!("/setup?code={code}")).await;
        assert_eq!(refused.status, 429);
        assert!(refused.text.contains("Too many codes"));
        home.pass(10 * 60_000);
        assert_eq!(mallory.open(&format!("/setup?code={code}")).await.status, 302);
    });
}

#[test]
fn six_answers_make_a_server() {
    with_site(async |home| {
        let mut alice = operator(home).await;
        let first = alice.open("/setup/server").await;
        assert!(first.text.contains("1 of "), "{}", first.text);
        assert!(
            first.text.contains(&format!("@you@{}", home.domain())) && first.text.contains("This is a trial")
        );
        let name = [("title", "Tea house"), ("description", "Tea & talk"), ("go", "next")];
        assert_eq!(led(&alice.send("/setup/server", &name).await), (302, "/setup/owner"));
        assert_eq!(led(&alice.open("/setup/joining").await), (302, "/setup/owner"), "the owner comes first");
        let made = alice.fills("/setup/owner", "/setup/owner", &OWNER).await;
        assert_eq!(led(&made), (302, "/setup/joining"));
        assert!(
            alice.has("session") && !alice.has("setup"),
            "the owner is signed in, the link's cookie gone"
        );
        assert!(alice.open("/setup/owner").await.text.contains("@alice@"), "back again, the owner is shown");
        let added = alice.fills(
            "/setup/joining",
            "/setup/joining",
            &[("rules", "Tea at five"), ("go", "add-family")],
        );
        assert_eq!(led(&added.await), (302, "/setup/joining#rules"));
        let shown = alice.open("/setup/joining").await;
        assert!(shown.text.contains("Tea at five\nAsk before you show pictures"), "{}", shown.text);
        let joining =
            [("registrations", "invitation"), ("rules", " Be kind \n\nTea at five\n"), ("go", "next")];
        assert_eq!(led(&alice.send("/setup/joining", &joining).await), (302, "/setup/mail"));
        let none = [("way", "none"), ("go", "next")];
        assert_eq!(led(&alice.fills("/setup/mail", "/setup/mail", &none).await), (302, "/setup/safety"));
        let safety = [("federation", "limited"), ("budget", "7"), ("go", "next")];
        assert_eq!(
            led(&alice.fills("/setup/safety", "/setup/safety", &safety).await),
            (302, "/setup/people")
        );
        assert_eq!(
            led(&alice.fills("/setup/people", "/setup/people", &[("go", "skip")]).await),
            (302, "/home")
        );
        let set = home.site.settings();
        assert_eq!((&*set.title, &*set.description), ("Tea house", "Tea & talk"));
        assert_eq!((set.registrations, set.limited_federation), (Registrations::Invitation, true));
        assert_eq!(set.disk_budget, Some(7_000_000_000));
        let rules: Vec<String> =
            rules::list(&home.site).await.unwrap().into_iter().map(|rule| rule.text).collect();
        assert_eq!(rules, ["Be kind", "Tea at five"]);
        let tried = social::sign_in::try_password(&home.site, "alice", "a long password").await.unwrap();
        let social::sign_in::Tried::Right(owner) = tried else { panic!("the owner can sign in") };
        assert_eq!(owner.role_id, Role::OWNER);
        for path in ["/setup", "/setup/server", "/setup/people"] {
            alice.open(path).await;
            assert_eq!(led(&alice.open("/setup/server").await), (302, "/home"), "{path}: it is done");
        }
        assert!(alice.open("/home").await.text.contains("/@alice"));
    });
}

#[test]
fn a_break_loses_nothing() {
    with_site(async |home| {
        let mut alice = operator(home).await;
        let wrong = [("username", "al ice"), ("email", "alice"), ("password", "short"), ("go", "next")];
        let refused = alice.fills("/setup/owner", "/setup/owner", &wrong).await;
        assert_eq!(refused.status, 422);
        for told in
            ["username-problem", "email-problem", "password-problem", "value=\"al ice\"", "value=\"alice\""]
        {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert!(refused.text.contains("aria-describedby=\"username-problem username-hint\""));
        assert!(!refused.text.contains("\"short\""), "a password is never shown again");
        // Going back is possible whatever was typed, and it is there when one comes again.
        let half = [("username", "alice"), ("email", "alice@"), ("password", "secret"), ("go", "back")];
        assert_eq!(led(&alice.send("/setup/owner", &half).await), (302, "/setup/server"));
        assert_eq!(
            led(&alice.open("/setup").await),
            (302, "/setup/owner"),
            "the cookie goes on where it was"
        );
        let again = alice.open("/setup/owner").await;
        assert!(again.text.contains("value=\"alice@\"") && !again.text.contains("secret"), "{}", again.text);
        let long = "x".repeat(501);
        let refused =
            alice.fills("/setup/server", "/setup/server", &[("title", &long), ("go", "next")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("500 characters") && refused.text.contains(&long));
        assert!(home.site.settings().title.is_empty());
        assert_eq!(led(&alice.fills("/setup/owner", "/setup/owner", &OWNER).await), (302, "/setup/joining"));
        let typed = [("registrations", "perhaps"), ("rules", "Be kind"), ("go", "next")];
        assert_eq!(alice.fills("/setup/joining", "/setup/joining", &typed).await.status, 422);
        // The browser forgets everything; signing in leads on.
        alice.forgets();
        let asked = alice.open("/setup").await;
        assert_eq!(led(&asked), (302, "/setup/joining"));
        let asked = alice.open("/setup/joining").await;
        assert_eq!(led(&asked), (302, "/auth/sign_in?return_to=%2Fsetup%2Fjoining"));
        let words = [("username", "alice"), ("password", "a long password"), ("return_to", "/setup/joining")];
        assert_eq!(
            led(&alice.fills(asked.header("location"), "/auth/sign_in", &words).await),
            (302, "/setup/joining")
        );
        assert!(alice.open("/setup/joining").await.text.contains("Be kind"), "what was typed is there");
    });
}

#[test]
fn there_is_one_owner() {
    with_site(async |home| {
        let mut alice = operator(home).await;
        alice.open("/setup/owner").await;
        let mut names = OWNER;
        names[0].1 = "mallory";
        names[1].1 = "mallory@mail.example";
        assert_eq!(led(&alice.send("/setup/owner", &OWNER).await), (302, "/setup/joining"));
        // The same form once more, as from a second tab.
        alice.send("/setup/owner", &names).await;
        assert!(social::sign_up::find_user(&home.site, "mallory").await.is_err());
        assert!(first_run::begin(&home.site).await.unwrap().is_none(), "no more codes are made");
        home.person("bob").await;
        let mut bob = Browser::at(home);
        let words = [("username", "bob"), ("password", "bob-password")];
        bob.fills("/auth/sign_in", "/auth/sign_in", &words).await;
        assert_eq!(bob.open("/setup/joining").await.status, 404, "members have no business there");
        bob.open("/home").await;
        let joining = [("registrations", "open"), ("rules", ""), ("go", "next")];
        assert_eq!(bob.send("/setup/joining", &joining).await.status, 404);
        assert_eq!(home.site.settings().registrations, Registrations::Closed);
    });
}

#[test]
fn an_owner_made_elsewhere_ends_the_link() {
    with_site(async |home| {
        let code = code(home).await;
        let mut early = operator(home).await;
        home.member("alice", Role::OWNER).await;
        let mut mallory = Browser::at(home);
        assert_eq!(led(&mallory.open(&format!("/setup?code={code}")).await).0, 302);
        assert_eq!(led(&mallory.open("/setup/server").await).1, "/auth/sign_in?return_to=%2Fsetup%2Fserver");
        assert!(!mallory.has("setup"));
        early.send("/setup/owner", &OWNER).await;
        let count = store::users::count(&home.site.store).await.unwrap();
        assert_eq!(count, 1, "nobody was made");
        let title = [("title", "Mine"), ("description", ""), ("go", "next")];
        early.send("/setup/server", &title).await;
        assert!(home.site.settings().title.is_empty(), "nothing was decided");
    });
}

#[test]
fn the_screens_take_only_their_own_forms() {
    with_site(async |home| {
        let mut alice = operator(home).await;
        let title = [("title", "Evil"), ("description", ""), ("go", "next")];
        assert_eq!(alice.send("/setup/server", &title).await.status, 403, "no form was shown yet");
        let mut mallory = Browser::at(home);
        mallory.open("/auth/sign_in").await;
        assert_eq!(mallory.send("/setup/server", &title).await.status, 403, "a form, but no cookie");
        assert!(home.site.settings().title.is_empty());
        let mut owner = owner_again(home, alice).await;
        for (field, value) in [("budget", "0"), ("budget", "lots"), ("budget", "")] {
            let refused =
                owner.fills("/setup/safety", "/setup/safety", &[(field, value), ("go", "next")]).await;
            assert_eq!(refused.status, 422, "{value}");
            assert!(refused.text.contains("budget-problem"));
        }
        let rules = "rule\n".repeat(51);
        let many = [("registrations", "open"), ("rules", rules.as_str()), ("go", "next")];
        assert_eq!(owner.fills("/setup/joining", "/setup/joining", &many).await.status, 422);
        assert_eq!(owner.open("/setup/mars").await.status, 404);
    });
}

async fn owner_again<'a>(_: &Home, mut browser: Browser<'a>) -> Browser<'a> {
    browser.fills("/setup/owner", "/setup/owner", &OWNER).await;
    browser
}

#[test]
fn people_to_follow_are_looked_up_and_slips_are_told_line_by_line() {
    with_site(async |home| {
        let far = Neighbour::start().await;
        let (bob, eve) = (far.person("bob"), far.person("eve"));
        let mut alice = owner(home).await;
        let named =
            format!("{}\n  {}  \n\nalice\nnobody@{}\nnot a handle\n{0}", bob.handle(), eve.uri, far.domain);
        let answer =
            alice.fills("/setup/people", "/setup/people", &[("handles", &named), ("go", "next")]).await;
        assert_eq!(answer.status, 422);
        let left = answer.text.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
        let left = left.split_once('>').unwrap().1;
        assert_eq!(left, format!("alice\nnobody@{}\nnot a handle", far.domain));
        assert!(answer.text.contains("that is you") && answer.text.contains("nobody was found there"));
        home.settle().await;
        let follows: Vec<_> = far.received().iter().map(|one| one.activity["type"].clone()).collect();
        assert_eq!(follows, [json!("Follow"), json!("Follow")], "both were asked, once");
        assert!(alice.open("/setup/people").await.text.contains("not a handle"), "nothing is lost");
        let long = "x".repeat(501);
        let refused = alice.send("/setup/people", &[("handles", ""), ("hello", &long), ("go", "next")]).await;
        assert!(refused.status == 422 && refused.text.contains(&long), "nothing is lost");
        let hello = [("handles", ""), ("hello", "Here I am"), ("go", "next")];
        let done = alice.send("/setup/people", &hello).await;
        assert_eq!(led(&done), (302, "/home"));
        let said = home.requests.get("/api/v1/timelines/public?local=true").await.ok();
        let texts: Vec<_> = said.as_array().unwrap().iter().map(testkit::people::text).collect();
        assert_eq!(texts, ["Here I am"], "home is not empty");
    });
}

#[test]
fn a_mail_server_is_set_and_its_password_never_shown() {
    with_site(async |home| {
        let mut alice = owner(home).await;
        let typed = [
            ("way", "own"),
            ("host", "mail.example:587"),
            ("user", "tea@mail.example"),
            ("from", "hello@mail.example"),
        ];
        let bare = [typed.to_vec(), vec![("go", "next")]].concat();
        let refused = alice.fills("/setup/mail", "/setup/mail", &bare).await;
        assert!(refused.status == 422 && refused.text.contains("mail.server-problem"), "{}", refused.text);
        let whole = [typed.to_vec(), vec![("password", "pass:word@"), ("go", "next")]].concat();
        assert_eq!(led(&alice.send("/setup/mail", &whole).await), (302, "/setup/safety"));
        let kept = home.site.settings().mail.server.clone();
        assert_eq!(kept, "smtp://tea%40mail.example:pass%3Aword%40@mail.example:587");
        let shown = alice.open("/setup/mail").await;
        assert!(shown.text.contains("value=\"mail.example:587\"") && shown.text.contains("known already"));
        assert!(!shown.text.contains("pass:word") && !shown.text.contains("pass%3Aword"));
        assert_eq!(led(&alice.send("/setup/mail", &bare).await), (302, "/setup/safety"));
        assert_eq!(home.site.settings().mail.server, kept, "without a password, the known one is meant");
        let none = [("way", "none"), ("go", "next")];
        assert_eq!(led(&alice.fills("/setup/mail", "/setup/mail", &none).await), (302, "/setup/safety"));
        assert_eq!(home.site.settings().mail.server, "");
    });
}

#[test]
fn a_letter_tries_the_mail_server_out_and_what_fails_is_told() {
    with_site(async |home| {
        let asked = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = std::sync::Arc::clone(&asked);
        let postman =
            social::mail::Postman(std::sync::Arc::new(move |server, letter: social::mail::Outgoing| {
                seen.lock().unwrap().push(letter.to);
                Box::pin(async move {
                    match server.host.as_str() {
                        "localhost" => Ok(()),
                        host => Err(social::mail::NotSent::Server(format!("{host} takes no connections"))),
                    }
                })
            }));
        social::mail::set_postman(&home.site, postman);
        let mut alice = owner(home).await;
        let typed = |host| [("way", "own"), ("host", host), ("from", "hello@mail.example"), ("go", "test")];
        let failed = alice.fills("/setup/mail", "/setup/mail", &typed("mail.example:465")).await;
        assert!(
            failed.status == 422 && failed.text.contains("mail.example takes no connections"),
            "{}",
            failed.text
        );
        assert!(failed.text.contains("value=\"hello@mail.example\""), "nothing typed is lost");
        let went = alice.send("/setup/mail", &typed("localhost:25")).await;
        assert!(
            went.status == 200 && went.text.contains("took the letter to alice@mail.example"),
            "{}",
            went.text
        );
        assert_eq!(*asked.lock().unwrap(), ["alice@mail.example", "alice@mail.example"]);
    });
}

#[test]
fn the_screens_speak_german_too() {
    with_site(async |home| {
        let mut alice = operator(home).await.in_german();
        assert!(alice.open("/setup/server").await.text.contains("Wie heißt"));
        let refused = alice.fills("/setup/owner", "/setup/owner", &[("username", ""), ("go", "next")]).await;
        assert!(refused.text.contains("Ein Benutzername hat 1 bis 30"), "{}", refused.text);
    });
}

#[test]
fn a_setting_says_how_much_of_the_disk_may_be_taken() {
    with_site(async |home| {
        home.opens_workshop_as(PROGRAM, |workshop| workshop.within(Some(1_000_000_000)));
        let mut alice = owner(home).await;
        let shown = alice.open("/setup/safety").await;
        assert!(shown.text.contains("storage.budget") && !shown.text.contains("name=\"budget\""));
        assert_eq!(led(&alice.send("/setup/safety", &[("go", "next")]).await), (302, "/setup/people"));
        assert_eq!(home.site.settings().disk_budget, None);
        settings::set(&home.site, "storage.budget", "3 TB").await.unwrap();
        assert_eq!(settings::disk_budget(&home.site.settings()), 3_000_000_000_000);
    });
}
