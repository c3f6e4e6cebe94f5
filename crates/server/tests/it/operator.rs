//! What those who run the server see and do: which neighbour does not take what is for it, and what was set aside.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use http::StatusCode;
use serde_json::{Value, json};
use social::{health, health::Health, inbox};
use testkit::{Home, Neighbour, Person, Stranger};

use crate::{PROGRAM, with_site};

const HOUR_MS: i64 = 3_600_000;

/// Alice follows bob, who consents and follows her.
async fn friends(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    alice.follows(&bob.handle()).await;
    home.settle().await;
    let follow = far.received().last().expect("a follow arrived").activity.clone();
    assert_eq!(bob.delivers(home, &bob.activity("Accept", 1, &follow)).await.status, 202);
    assert_eq!(bob.delivers(home, &bob.activity("Follow", 2, &json!(alice.account.uri))).await.status, 202);
    home.settle().await;
    (alice, far, bob)
}

#[test]
fn the_lag_of_each_neighbour_is_shown_and_one_can_be_tried_at_once() {
    with_site(async |home| {
        let (alice, far, _) = friends(home).await;
        assert!(health::list(&home.site, true).await.unwrap().is_empty(), "all is well");
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        let began = home.site.now();
        for text in ["one", "two"] {
            alice.posts(text).await;
        }
        for _ in 0..10 {
            home.settle().await;
            home.pass(HOUR_MS);
        }
        let view = health::list(&home.site, true).await.unwrap().remove(0);
        assert_eq!((&view.host, view.waiting, view.health), (&far.domain, 2, Health::Failing));
        assert!(view.waiting_since.unwrap().as_millis() - began.as_millis() < 1_000);
        let neighbour = view.neighbour.unwrap();
        assert!(neighbour.failures >= 7);
        assert_eq!(neighbour.last_error.as_deref(), Some("it answered 502 Bad Gateway"));
        home.settle().await;
        far.answers_deliveries(StatusCode::ACCEPTED);
        home.settle().await;
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 2, "it is not its turn");
        assert_eq!(health::retry(&home.site, &far.domain).await.unwrap(), 2);
        home.settle().await;
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0);
        assert!(health::retry(&home.site, "nobody.example").await.is_err());
    });
}

/// Bob reblogs what stands on another server.
fn reblog(bob: &Stranger, third: &Neighbour) -> Value {
    let mut announce = bob.activity("Announce", 9, &json!(third.url("/notes/1")));
    announce["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
    announce
}

/// What he reblogs cannot be had.
async fn poison(home: &Home, bob: &Stranger, third: &Neighbour) {
    third.answers("/notes/1", StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(bob.delivers(home, &reblog(bob, third)).await.status, 202);
    for _ in 0..12 {
        home.settle().await;
        home.pass(3 * HOUR_MS);
    }
}

#[test]
fn what_fails_again_and_again_is_set_aside_and_can_be_processed_anew() {
    with_site(async |home| {
        let (alice, _far, bob) = friends(home).await;
        let third = Neighbour::start().await;
        let dan = third.person("dan");
        poison(home, &bob, &third).await;
        let tries = third.asked().iter().filter(|path| *path == "/notes/1").count();
        assert_eq!(tries, 8);
        let create = bob.activity("Create", 10, &bob.note(10, "the rest flows"));
        assert_eq!(bob.delivers(home, &create).await.status, 202);
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["the rest flows"]);

        let aside = inbox::quarantined(&home.site).await.unwrap();
        assert_eq!((aside.len(), &aside[0].signer), (1, &bob.uri));
        assert!(aside[0].last_error.as_deref().unwrap().contains("503"), "{aside:?}");
        let shown = inbox::show(&home.site, aside[0].id).await.unwrap();
        assert_eq!(i64::try_from(shown.body.len()).unwrap(), aside[0].size_bytes);

        let mut note = dan.note(1, "at last");
        note["id"] = json!(third.url("/notes/1"));
        third.serves("/notes/1", &note);
        home.settle().await;
        assert_eq!(inbox::quarantined(&home.site).await.unwrap().len(), 1, "not by itself");
        inbox::replay(&home.site, aside[0].id).await.unwrap();
        home.settle().await;
        assert!(inbox::quarantined(&home.site).await.unwrap().is_empty());
        assert_eq!(alice.home_texts().await.len(), 2);
        assert!(inbox::replay(&home.site, aside[0].id).await.is_err(), "it is done");
    });
}

#[test]
fn what_was_set_aside_can_be_dropped() {
    with_site(async |home| {
        let (_alice, _far, bob) = friends(home).await;
        let third = Neighbour::start().await;
        poison(home, &bob, &third).await;
        assert_eq!(inbox::replay_all(&home.site).await.unwrap(), 1);
        for _ in 0..12 {
            home.settle().await;
            home.pass(3 * HOUR_MS);
        }
        let aside = inbox::quarantined(&home.site).await.unwrap();
        inbox::drop_quarantined(&home.site, aside[0].id).await.unwrap();
        assert!(inbox::quarantined(&home.site).await.unwrap().is_empty());
        assert!(inbox::show(&home.site, aside[0].id).await.is_err());
        assert_eq!(bob.delivers(home, &reblog(&bob, &third)).await.status, 202, "and stays known");
        home.settle().await;
        assert!(inbox::quarantined(&home.site).await.unwrap().is_empty());
    });
}

/// Runs the program for a data folder, with a line of input; answers whether it went well and what it said.
fn runs(data: &Path, words: &[&str], input: &str) -> (bool, String) {
    let mut command = Command::new(PROGRAM);
    command.args(words).arg("--data").arg(data).current_dir(data).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{input}").unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn a_wrong_folder_makes_no_server_and_a_password_need_not_be_an_argument() {
    let folder = tempfile::tempdir().unwrap();
    let (is_well, said) = runs(folder.path(), &["token", "create", "alice"], "");
    assert!(!is_well && said.contains("there is none") && said.contains("--data"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let create = ["account", "create", "alice", "--email", "alice@mail.example"];
    let (is_well, said) = runs(folder.path(), &create, "short");
    assert!(!is_well && said.contains("at least 8 characters"), "{said}");
    let (is_well, said) = runs(folder.path(), &create, "a long password");
    assert!(is_well && said.starts_with("made @alice@"), "{said}");
    let (is_well, token) = runs(folder.path(), &["token", "create", "alice"], "");
    assert!(is_well && token.trim().len() > 20 && !token.trim().contains(' '), "{token}");
}
