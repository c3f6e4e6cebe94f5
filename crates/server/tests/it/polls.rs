//! Polls: asking, choosing, the end, and how all of that travels.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Neighbour, Person,
    people::{id, list},
};

use crate::{with_site, with_two_sites};

const HOUR_MS: i64 = 3_600_000;

async fn asks(by: &Person, more: Value) -> Value {
    let mut poll = json!({ "options": ["tea", "coffee", "both"], "expires_in": 3_600 });
    poll.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    by.posts_with(json!({ "status": "What shall it be?", "poll": poll })).await
}

async fn votes(by: &Person, poll: &Value, choices: Value) -> testkit::Answer {
    by.post(&format!("/api/v1/polls/{}/votes", id(poll)), json!({ "choices": choices })).await
}

async fn sees(who: &Person, poll: &Value) -> Value {
    who.get(&format!("/api/v1/polls/{}", id(poll))).await.ok()
}

#[test]
fn a_poll_is_asked_answered_and_ends() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        let status = asks(&alice, json!({})).await;
        let poll = &status["poll"];
        assert_eq!(
            (&poll["expired"], &poll["voted"], &poll["votes_count"]),
            (&json!(false), &json!(true), &json!(0))
        );
        assert_eq!(poll["options"][1], json!({ "title": "coffee", "votes_count": 0 }));
        let voted = votes(&bob, poll, json!([1])).await.ok();
        assert_eq!((&voted["own_votes"], &voted["voters_count"]), (&json!([1]), &json!(1)));
        for (who, choices) in
            [(&bob, json!([0])), (&alice, json!([0])), (&carol, json!([9])), (&carol, json!([0, 1]))]
        {
            assert_eq!(votes(who, poll, choices.clone()).await.status, 422, "{choices}");
        }
        let shown = home.requests.get(&format!("/api/v1/polls/{}", id(poll))).await.ok();
        assert_eq!((shown.get("voted"), &shown["votes_count"]), (None, &json!(1)));
        home.pass(HOUR_MS + 1_000);
        home.settle().await;
        assert_eq!(alice.notified().await, ["poll"]);
        assert_eq!(bob.notified().await, ["poll"]);
        assert!(carol.notified().await.is_empty());
        assert_eq!(votes(&carol, poll, json!([0])).await.status, 422);
        assert_eq!(sees(&bob, poll).await["expired"], true);
        home.settle().await;
        assert_eq!(alice.notified().await.len(), 1, "it ends once");
    });
}

#[test]
fn several_answers_may_be_chosen_and_numbers_hidden() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = asks(&alice, json!({ "multiple": true, "hide_totals": true })).await;
        let poll = &status["poll"];
        let voted = votes(&bob, poll, json!([0, 2])).await.ok();
        assert_eq!((&voted["own_votes"], &voted["voters_count"]), (&json!([0, 2]), &json!(1)));
        assert_eq!(voted["options"][0]["votes_count"], Value::Null);
        assert_eq!(votes(&bob, poll, json!([2])).await.status, 422);
        assert_eq!(votes(&bob, poll, json!(["1"])).await.ok()["own_votes"], json!([0, 1, 2]));
        home.pass(HOUR_MS + 1_000);
        let ended = sees(&alice, poll).await;
        assert_eq!((&ended["options"][0]["votes_count"], &ended["voters_count"]), (&json!(1), &json!(1)));
    });
}

#[test]
fn a_poll_follows_the_rules() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for wrong in [
            json!({ "options": ["one"] }),
            json!({ "options": ["1", "2", "3", "4", "5"] }),
            json!({ "options": ["same", "same"] }),
            json!({ "options": ["x".repeat(51), "y"] }),
            json!({ "expires_in": 299 }),
            json!({ "expires_in": 2_629_747 }),
            json!({ "expires_in": null }),
        ] {
            let mut poll = json!({ "options": ["tea", "coffee"], "expires_in": 3_600 });
            poll.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
            let answer = alice.post("/api/v1/statuses", json!({ "status": "x", "poll": poll })).await;
            assert_eq!(answer.status, 422, "{wrong}");
        }
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!(instance["configuration"]["polls"]["max_options"], 4);
        let form = "status=x&poll[options][]=a&poll[options][]=b&poll[expires_in]=300&poll[multiple]=true";
        let request = home.requests.request(Method::POST, "/api/v1/statuses").bearer_auth(&alice.token);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        assert_eq!(home.requests.send(request).await.ok()["poll"]["multiple"], true);
    });
}

#[test]
fn only_those_who_see_the_question_see_the_poll() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let poll = json!({ "options": ["a", "b"], "expires_in": 600 });
        let status =
            alice.posts_with(json!({ "status": "psst", "visibility": "private", "poll": poll })).await;
        let path = format!("/api/v1/polls/{}", id(&status["poll"]));
        assert_eq!(bob.get(&path).await.status, 404);
        assert_eq!(votes(&bob, &status["poll"], json!([0])).await.status, 404);
        bob.follows("alice").await;
        assert_eq!(bob.get(&path).await.status, 200);
    });
}

#[test]
fn a_poll_travels_with_its_votes_and_numbers() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        testkit::settle(&[here, there]).await;
        asks(&alice, json!({})).await;
        testkit::settle(&[here, there]).await;
        let arrived = bob.home().await[0].clone();
        let poll = arrived["poll"].clone();
        assert_eq!(poll["options"][0]["title"], "tea", "{arrived}");
        votes(&bob, &poll, json!([2])).await.ok();
        testkit::settle(&[here, there]).await;
        let mine = list(&alice.get("/api/v1/timelines/home").await)[0]["poll"].clone();
        assert_eq!((&mine["options"][2]["votes_count"], &mine["voters_count"]), (&json!(1), &json!(1)));
        let carol = here.person("carol").await;
        votes(&carol, &mine, json!([0])).await.ok();
        here.pass(4 * 60_000);
        testkit::settle(&[here, there]).await;
        let told = sees(&bob, &poll).await;
        assert_eq!((&told["options"][0]["votes_count"], &told["voters_count"]), (&json!(1), &json!(2)));
        for home in [here, there] {
            home.pass(HOUR_MS);
        }
        testkit::settle(&[here, there]).await;
        assert_eq!(bob.notified().await, ["poll"]);
        assert!(list(&bob.get("/api/v1/timelines/public").await).len() == 1, "votes are no posts");
    });
}

#[test]
fn votes_that_cannot_count_are_forgotten() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let status = asks(&alice, json!({})).await;
        let vote = |number: u32, answer: &str| {
            json!({
                "id": format!("{}/votes/{number}", bob.uri), "type": "Note", "name": answer,
                "attributedTo": bob.uri, "to": [alice.account.uri], "inReplyTo": status["uri"],
            })
        };
        for (number, answer) in [(1, "water"), (2, "tea"), (3, "coffee"), (4, "tea")] {
            bob.delivers(home, &bob.activity("Create", number, &vote(number, answer))).await;
            home.settle().await;
        }
        let poll = sees(&alice, &status["poll"]).await;
        assert_eq!((&poll["votes_count"], &poll["options"][0]["votes_count"]), (&json!(1), &json!(1)));
        let shown = alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!(shown["replies_count"], 0);
    });
}

#[test]
fn a_vote_may_be_filled_with_an_empty_line() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let (bob, carol) = (far.person("bob"), far.person("carol"));
        let status = asks(&alice, json!({})).await;
        let answer = |by: &str, content: &str| {
            json!({
                "id": format!("{by}/notes/1"), "type": "Note", "name": "tea", "content": content,
                "attributedTo": by, "to": [alice.account.uri], "inReplyTo": status["uri"],
            })
        };
        bob.delivers(home, &bob.activity("Create", 1, &answer(&bob.uri, "<br>"))).await;
        carol.delivers(home, &carol.activity("Create", 1, &answer(&carol.uri, "<p>Tea, please.</p>"))).await;
        home.settle().await;
        let poll = sees(&alice, &status["poll"]).await;
        assert_eq!((&poll["votes_count"], &poll["options"][0]["votes_count"]), (&json!(1), &json!(1)));
        assert_eq!(alice.notified().await, ["mention"], "what can be read is an answer");
    });
}

#[test]
fn a_poll_asks_without_a_text_too() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let mut question = bob.note(1, "");
        question["type"] = json!("Question");
        question["tag"] = json!([{ "type": "Mention", "href": alice.account.uri }]);
        question["oneOf"] = json!([{ "type": "Note", "name": "tea" }, { "type": "Note", "name": "coffee" }]);
        question.as_object_mut().unwrap().remove("content");
        let taken = bob.delivers(home, &bob.activity("Create", 1, &question)).await;
        assert_eq!(taken.status, 202, "{taken:?}");
        home.settle().await;
        let shown = alice.notifications().await;
        assert!(!shown.is_empty(), "{:?}", alice.get("/api/v1/timelines/public").await);
        let shown = &shown[0]["status"];
        assert_eq!(
            (&shown["content"], &shown["poll"]["options"][1]["title"]),
            (&json!(""), &json!("coffee"))
        );
    });
}

#[test]
fn how_a_poll_elsewhere_stands_is_asked_when_somebody_looks() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let stands = |votes: i64| {
            let mut question = bob.note(1, "<p>Tea?</p>");
            question["type"] = json!("Question");
            question["endTime"] = json!(home.site.now().plus_millis(HOUR_MS).to_rfc3339_seconds());
            let option = |name: &str, votes: i64| {
                let replies = json!({ "type": "Collection", "totalItems": votes });
                json!({ "type": "Note", "name": name, "replies": replies })
            };
            question["oneOf"] = json!([option("yes", votes), option("no", 0)]);
            question["votersCount"] = json!(votes);
            far.serves("/users/bob/notes/1", &question);
            question
        };
        let question = stands(1);
        let address = question["id"].as_str().unwrap();
        let found = alice.get(&format!("/api/v2/search?resolve=true&q={address}")).await.ok();
        let poll = found["statuses"][0]["poll"].clone();
        assert_eq!(poll["votes_count"], 1, "{found}");
        let asked = || far.asked().iter().filter(|path| *path == "/users/bob/notes/1").count();
        let before = asked();
        let end = question["endTime"].clone();
        let counts = async |votes: i64| {
            let mut question = stands(votes);
            question["endTime"] = end.clone();
            far.serves("/users/bob/notes/1", &question);
            (sees(&alice, &poll).await["votes_count"].clone(), asked() - before)
        };
        home.requests.get(&format!("/api/v1/polls/{}", id(&poll))).await.ok();
        assert_eq!(asked() - before, 0, "visitors cause no questions");
        assert_eq!(counts(2).await, (json!(2), 1));
        assert_eq!(counts(3).await, (json!(2), 1), "not again at once");
        home.pass(61_000);
        assert_eq!(counts(4).await, (json!(4), 2));
        home.pass(HOUR_MS);
        assert_eq!(counts(5).await, (json!(5), 3), "how it ended");
        home.pass(HOUR_MS);
        assert_eq!(counts(6).await, (json!(5), 3), "which does not change");
        far.answers("/users/bob/notes/1", http::StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(sees(&alice, &poll).await["votes_count"], 5);
    });
}
