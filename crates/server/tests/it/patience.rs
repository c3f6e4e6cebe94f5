//! Patience: what is kept for a neighbour that does not answer, for how long, and what its answers mean.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

use http::{Method, StatusCode};
use serde_json::{Value, json};
use social::health::Health;
use testkit::{Home, Neighbour, Person, Stranger, people::id};

use crate::with_site;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Bob on a neighbour follows alice.
async fn followed(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    follows(home, &bob, &alice).await;
    (alice, far, bob)
}

async fn follows(home: &Home, bob: &Stranger, alice: &Person) {
    let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
    assert_eq!(bob.delivers(home, &follow).await.status, 202);
    home.settle().await;
}

/// Lets time pass in steps, with all that becomes due in it.
async fn passes(home: &Home, step_ms: i64, steps: usize) {
    for _ in 0..steps {
        home.pass(step_ms);
        home.settle().await;
    }
}

fn said(far: &Neighbour, from: usize) -> Vec<String> {
    let word = |received: &testkit::neighbour::Received| {
        let object = &received.activity["object"];
        let said = object["content"].as_str().or(object["object"].as_str()).or(object["id"].as_str());
        format!("{} {}", received.activity["type"].as_str().unwrap(), said.unwrap_or_default())
    };
    far.received()[from..].iter().map(word).collect()
}

async fn waiting(home: &Home) -> i64 {
    store::deliveries::count(&home.site.store).await.unwrap()
}

async fn health(home: &Home) -> Health {
    social::health::list(&home.site, false).await.unwrap()[0].health
}

#[test]
fn f_015_three_days_away_costs_few_probes_and_all_arrives_a_quarter_of_an_hour_after() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        for number in 0..12 {
            alice.posts(&format!("post {number}")).await;
            passes(home, 6 * HOUR_MS / 20, 20).await;
        }
        let tries = far.received().len();
        assert!((200..260).contains(&tries), "F-015: {tries} probes in three days, of 4,320 minutes");
        far.answers_deliveries(StatusCode::ACCEPTED);
        passes(home, 15 * MINUTE_MS, 1).await;
        let wanted: Vec<String> = (0..12).map(|number| format!("Create <p>post {number}</p>")).collect();
        assert_eq!(said(&far, tries), wanted, "F-015: in order, at the next probe");
        assert_eq!(waiting(home).await, 0);
    });
}

#[test]
fn what_outlasts_a_long_silence_is_told_in_its_last_state_and_comes_with_a_digest() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let dan = far.person("dan");
        let old = alice.posts("before").await;
        alice.follows(&dan.handle()).await;
        home.settle().await;
        let taken = far.received().len();
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        alice.posts("while away").await;
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&old)), None).await.ok();
        let found = alice.finds(&dan.handle()).await;
        for verb in ["unfollow", "follow", "unfollow"] {
            alice.act(&format!("/api/v1/accounts/{}/{verb}", id(&found))).await.ok();
        }
        passes(home, 2 * HOUR_MS, 12 * 8).await;
        assert_eq!(health(home).await, Health::Silent);
        let late = alice.posts("nobody will hear").await;
        home.settle().await;
        let told = alice.get(&format!("/api/v1/statuses/{}/deliveries", id(&late))).await.ok();
        assert_eq!(told["given_up"], 1, "{told}");
        assert_eq!(told["servers"][0]["reason"], "unreachable");
        assert_eq!(waiting(home).await, 2, "of three wishes the last, and the end");

        let tries = far.received().len();
        assert!(tries - taken < 120, "{tries}");
        far.answers_deliveries(StatusCode::ACCEPTED);
        let like = bob.activity("Like", 7, &json!("https://elsewhere.example/1"));
        assert_eq!(bob.delivers(home, &like).await.status, 202, "it is heard of again");
        alice.posts("again").await;
        home.settle().await;
        let mut heard = said(&far, tries);
        heard.sort();
        // A week has passed, so that a better signature is tried, too.
        heard.dedup();
        let deleted = format!("Delete {}", old["uri"].as_str().unwrap());
        assert_eq!(heard, ["Create <p>again</p>".to_owned(), deleted, format!("Undo {}", dan.uri)]);
        let again = far
            .received()
            .into_iter()
            .find(|received| received.activity["type"] == "Create" && said_again(&received.activity));
        assert!(again.unwrap().headers.contains_key("collection-synchronization"));
        assert_eq!(health(home).await, Health::Fine);
    });
}

fn said_again(activity: &Value) -> bool {
    activity["object"]["content"] == "<p>again</p>"
}

#[test]
fn the_dead_cost_a_probe_a_day_and_come_back_when_they_speak() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let status = alice.posts("before").await;
        home.settle().await;
        far.answers_deliveries(StatusCode::INTERNAL_SERVER_ERROR);
        alice.posts("first").await;
        passes(home, 6 * HOUR_MS, 4 * 31).await;
        assert_eq!(health(home).await, Health::Dead);
        alice.posts("second").await;
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&status)), None).await.ok();
        home.settle().await;
        let tries = far.received().len();
        passes(home, HOUR_MS, 24 * 5).await;
        let probes = far.received().len() - tries;
        assert!((3..=7).contains(&probes), "{probes} probes in five days");
        far.answers_deliveries(StatusCode::ACCEPTED);
        let tries = far.received().len();
        let like = bob.activity("Like", 7, &json!("https://elsewhere.example/1"));
        assert_eq!(bob.delivers(home, &like).await.status, 202);
        home.settle().await;
        assert_eq!(said(&far, tries).len(), 1, "{:?}", said(&far, tries));
        assert_eq!((waiting(home).await, health(home).await), (0, Health::Fine));
    });
}

#[test]
fn a_shared_inbox_that_is_gone_is_asked_again_once_a_week() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.answers_deliveries(StatusCode::GONE);
        alice.posts("one").await;
        home.settle().await;
        assert_eq!(health(home).await, Health::Gone);
        let tries = far.received().len();
        for number in 0..10 {
            alice.posts(&format!("more {number}")).await;
            passes(home, 4 * HOUR_MS, 3).await;
        }
        assert_eq!(far.received().len(), tries, "five days later");
        passes(home, 12 * HOUR_MS, 5).await;
        assert_eq!(far.received().len(), tries + 1);
    });
}

#[test]
fn a_follower_who_is_gone_follows_no_more_but_only_if_their_server_says_so() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        for person in [&bob, &dan] {
            let mut document = person.document();
            document["endpoints"] = Value::Null;
            far.serves(&format!("/users/{}", person.name), &document);
            follows(home, person, &alice).await;
            far.answers_inbox(&format!("/users/{}/inbox", person.name), StatusCode::GONE);
        }
        far.answers("/users/dan", StatusCode::GONE);
        alice.posts("to two").await;
        home.settle().await;
        alice.posts("to one").await;
        home.settle().await;
        let followers = alice.get(&format!("/api/v1/accounts/{}/followers", alice.account.id)).await.ok();
        let names: Vec<&Value> =
            followers.as_array().unwrap().iter().map(|account| &account["username"]).collect();
        assert_eq!(names, ["bob"], "whose profile still stands");
        let to_dan =
            far.received().into_iter().filter(|received| received.path == "/users/dan/inbox").count();
        assert_eq!((to_dan, waiting(home).await), (2, 0), "an Accept and a post");
        let asked = far.asked().iter().filter(|path| *path == "/users/bob").count();
        assert!(asked <= 2, "once to know his key, once to be sure: {asked}");
    });
}

#[test]
fn a_signature_that_is_not_taken_is_tried_for_an_hour() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        let tries = far.tries();
        far.takes_only(|asked| asked.method == Method::GET);
        let status = alice.posts("hm").await;
        home.settle().await;
        assert_eq!(far.tries() - tries, 2, "once in each form");
        passes(home, 2 * MINUTE_MS, 35).await;
        let told = alice.get(&format!("/api/v1/statuses/{}/deliveries", id(&status))).await.ok();
        assert_eq!((&told["given_up"], &told["servers"][0]["reason"]), (&json!(1), &json!("refused")));
        assert_eq!(far.tries() - tries, 4, "three tries, of which one in both forms");
        assert_eq!(health(home).await, Health::Fine, "others are not kept waiting");
    });
}

#[test]
fn whoever_asks_for_time_gets_it() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let tries = far.tries();
        far.answers_deliveries_with(StatusCode::TOO_MANY_REQUESTS, &[("retry-after", "7200")]);
        for text in ["one", "two"] {
            alice.posts(text).await;
            home.settle().await;
        }
        for number in 0..11 {
            passes(home, 10 * MINUTE_MS, 1).await;
            // That it speaks does not mean that it wants to be spoken to.
            let like = bob.activity("Like", 50 + number, &json!("https://elsewhere.example/1"));
            assert_eq!(bob.delivers(home, &like).await.status, 202);
            home.settle().await;
        }
        assert_eq!(far.tries() - tries, 1, "for all that is for it");
        far.answers_deliveries_with(StatusCode::ACCEPTED, &[]);
        passes(home, 11 * MINUTE_MS, 1).await;
        assert_eq!(said(&far, far.received().len() - 2), ["Create <p>one</p>", "Create <p>two</p>"]);
    });
}

#[test]
fn what_a_server_always_stumbles_over_keeps_nothing_else_from_it() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        let (carol, dan) = (home.person("carol").await, far.person("dan"));
        follows(home, &dan, &carol).await;
        let taken = far.received().len();
        far.stumbles_over("poison");
        let poison = alice.posts("poison").await;
        home.settle().await;
        for text in ["one", "two"] {
            alice.posts(text).await;
            carol.posts(&format!("carol's {text}")).await;
            home.settle().await;
        }
        passes(home, MINUTE_MS, 5).await;
        let heard = said(&far, taken);
        let wanted = ["carol's one", "carol's two", "one", "two"].map(|text| format!("Create <p>{text}</p>"));
        let mut sorted = heard.clone();
        sorted.sort();
        assert_eq!(sorted, wanted, "within minutes, and once each");
        let place = |text: &str| heard.iter().position(|said| said.contains(&format!(">{text}<")));
        assert!(place("one") < place("two"), "in order: {heard:?}");
        // The poison is tried for an hour or two, and its author is told.
        passes(home, 10 * MINUTE_MS, 12).await;
        assert_eq!(waiting(home).await, 0);
        let told = alice.get(&format!("/api/v1/statuses/{}/deliveries", id(&poison))).await.ok();
        assert_eq!(
            (&told["given_up"], &told["servers"][0]["reason"]),
            (&json!(1), &json!("refused")),
            "{told}"
        );
        assert_eq!(health(home).await, Health::Fine);
    });
}

#[test]
fn a_server_that_stumbles_over_everything_is_away() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        let taken = far.received().len();
        far.answers_deliveries(StatusCode::INTERNAL_SERVER_ERROR);
        for number in 0..3 {
            alice.posts(&format!("post {number}")).await;
            passes(home, 20 * MINUTE_MS, 72).await;
        }
        assert_eq!(waiting(home).await, 3, "all is kept");
        let tries = far.received().len();
        assert!((200..240).contains(&(tries - taken)), "{} probes in three days", tries - taken);
        far.answers_deliveries(StatusCode::ACCEPTED);
        passes(home, 15 * MINUTE_MS, 1).await;
        let mut heard = said(&far, tries);
        heard.sort();
        let wanted: Vec<String> = (0..3).map(|number| format!("Create <p>post {number}</p>")).collect();
        assert_eq!((heard, waiting(home).await), (wanted, 0));
    });
}

#[test]
fn deliveries_are_not_redirected_and_garbage_is_no_answer() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        let elsewhere = Neighbour::start().await;
        far.answers_deliveries_with(
            StatusCode::TEMPORARY_REDIRECT,
            &[("location", &elsewhere.url("/inbox"))],
        );
        alice.posts("here").await;
        home.settle().await;
        assert_eq!((elsewhere.tries(), waiting(home).await), (0, 0), "the answer is the answer");

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = format!("localhost:{}", listener.local_addr().unwrap().port());
        let babbler = std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            drop(connection.read(&mut [0; 1024]));
            connection.write_all(b"hello hello hello\r\n\r\n").unwrap();
        });
        let bob = social::accounts::find_by_uri(&home.site, &far.url("/users/bob")).await.unwrap().unwrap();
        let moved = model::Account { shared_inbox_url: Some(format!("http://{host}/inbox")), ..bob };
        store::accounts::update(&home.site.store, &moved).await.unwrap();
        alice.posts("to a babbler").await;
        home.settle().await;
        babbler.join().unwrap();
        assert_eq!(waiting(home).await, 1, "as if it were down");
    });
}

#[test]
fn a_direct_message_does_not_wait_for_a_long_queue() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let carol = home.person("carol").await;
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        for number in 0..5 {
            alice.posts(&format!("bulk {number}")).await;
        }
        home.settle().await;
        let direct = json!({ "status": format!("@{} psst", bob.handle()), "visibility": "direct" });
        carol.posts_with(direct).await;
        home.settle().await;
        let tries = far.received().len();
        far.answers_deliveries(StatusCode::ACCEPTED);
        passes(home, 10 * MINUTE_MS, 1).await;
        assert!(said(&far, tries)[0].contains("psst"), "{:?}", said(&far, tries));
        assert_eq!(said(&far, tries).len(), 6);
    });
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_confuses_no_order() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        let before = far.received().len();
        far.answers_deliveries(StatusCode::BAD_GATEWAY);
        alice.posts("one").await;
        home.settle().await;
        for (jump_ms, text) in [(DAY_MS, "two"), (-DAY_MS, "three"), (-DAY_MS, "four")] {
            home.pass(jump_ms);
            alice.posts(text).await;
            home.settle().await;
        }
        let tries = far.received().len();
        assert!(tries - before < 6, "{tries}");
        far.answers_deliveries(StatusCode::ACCEPTED);
        passes(home, DAY_MS, 3).await;
        let heard = said(&far, tries);
        assert_eq!(heard, ["one", "two", "three", "four"].map(|text| format!("Create <p>{text}</p>")));
        let posts = alice.get(&format!("/api/v1/accounts/{}/statuses", alice.account.id)).await.ok();
        assert_eq!(posts.as_array().unwrap().len(), 4, "with an id each");
    });
}
