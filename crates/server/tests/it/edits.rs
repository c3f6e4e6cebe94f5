//! Edits: a status says something else, and everybody can see what it said before.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Neighbour, Person,
    people::{id, list, text},
};

use crate::{with_site, with_two_sites};

async fn edits(by: &Person, status: &Value, body: Value) -> testkit::Answer {
    by.send(Method::PUT, &format!("/api/v1/statuses/{}", id(status)), Some(body)).await
}

async fn history(by: &Person, status: &Value) -> Vec<Value> {
    list(&by.get(&format!("/api/v1/statuses/{}/history", id(status))).await)
}

#[test]
fn an_edit_keeps_what_was_said() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("frist #one").await;
        assert_eq!((status["edited_at"].clone(), history(&alice, &status).await.len()), (Value::Null, 1));
        home.pass(1_000);
        let body = json!({ "status": "first @bob #two", "spoiler_text": "order", "language": "en" });
        let edited = edits(&alice, &status, body.clone()).await.ok();
        assert_eq!((text(&edited), &edited["sensitive"]), ("first @bob #two".to_owned(), &json!(true)));
        assert!(edited["edited_at"].is_string() && edited["created_at"] == status["created_at"]);
        assert_eq!(edited["tags"][0]["name"], "two");
        assert_eq!(edited["mentions"][0]["acct"], "bob");
        home.settle().await;
        assert_eq!(bob.notified().await, ["mention"]);
        let versions = history(&bob, &status).await;
        let words: Vec<String> = versions.iter().map(text).collect();
        assert_eq!(words, ["frist #one", "first @bob #two"]);
        assert_eq!(versions[1]["spoiler_text"], "order");
        edits(&alice, &status, body).await.ok();
        assert_eq!(history(&bob, &status).await.len(), 2, "without a change there is nothing to keep");
        let source = alice.get(&format!("/api/v1/statuses/{}/source", id(&status))).await.ok();
        assert_eq!(source["text"], "first @bob #two");
        assert!(list(&alice.get("/api/v1/timelines/tag/one").await).is_empty());
    });
}

#[test]
fn only_its_author_edits_a_status() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("mine").await;
        assert_eq!(edits(&bob, &status, json!({ "status": "yours" })).await.status, 404);
        let reblog = bob.reblogs(&status).await;
        assert_eq!(edits(&bob, &reblog, json!({ "status": "yours" })).await.status, 404);
        assert_eq!(edits(&alice, &status, json!({ "status": " " })).await.status, 422);
        assert_eq!(edits(&alice, &status, json!({ "status": "x".repeat(501) })).await.status, 422);
        assert_eq!(text(&alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok()), "mine");
    });
}

#[test]
fn whoever_reblogged_hears_of_each_edit() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("one").await;
        bob.reblogs(&status).await;
        for words in ["two", "three"] {
            home.pass(1_000);
            edits(&alice, &status, json!({ "status": words })).await.ok();
            home.settle().await;
        }
        assert_eq!(bob.notified().await, ["update"], "the newest stands for all");
    });
}

#[test]
fn who_is_no_longer_named_still_sees_it() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts_with(json!({ "status": "hi @bob", "visibility": "direct" })).await;
        let edited = edits(&alice, &status, json!({ "status": "hi" })).await.ok();
        assert_eq!(edited["mentions"], json!([]));
        assert_eq!(bob.get(&format!("/api/v1/statuses/{}", id(&status))).await.status, 200);
    });
}

#[test]
fn other_answers_begin_a_poll_anew() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let poll = |options: Value, seconds: i64| json!({ "options": options, "expires_in": seconds });
        let status = alice.posts_with(json!({ "status": "?", "poll": poll(json!(["a", "b"]), 600) })).await;
        let vote = format!("/api/v1/polls/{}/votes", id(&status["poll"]));
        bob.post(&vote, json!({ "choices": [0] })).await.ok();
        let body = json!({ "status": "?", "poll": poll(json!(["a", "b"]), 1_200) });
        let longer = edits(&alice, &status, body).await.ok();
        assert_eq!(
            (&longer["poll"]["id"], &longer["poll"]["votes_count"]),
            (&status["poll"]["id"], &json!(1))
        );
        let body = json!({ "status": "?", "poll": poll(json!(["a", "c"]), 1_200) });
        let other = edits(&alice, &status, body).await.ok();
        assert_eq!(other["poll"]["votes_count"], 0);
        assert_eq!(history(&bob, &status).await[2]["poll"]["options"][1]["title"], "c");
        let none = edits(&alice, &status, json!({ "status": "?" })).await.ok();
        assert_eq!(none["poll"], Value::Null);
    });
}

#[test]
fn an_edit_travels() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        testkit::settle(&[here, there]).await;
        let status = alice.posts("frist").await;
        testkit::settle(&[here, there]).await;
        here.pass(2_000);
        there.pass(2_000);
        edits(&alice, &status, json!({ "status": "first" })).await.ok();
        testkit::settle(&[here, there]).await;
        let arrived = bob.home().await[0].clone();
        assert_eq!(text(&arrived), "first");
        assert_eq!(history(&bob, &arrived).await.len(), 2);
    });
}

#[test]
fn older_news_than_what_is_known_changes_nothing() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let mut accept = bob.activity("Accept", 1, &Value::Null);
        accept["object"] = far.received()[0].activity.clone();
        bob.delivers(home, &accept).await;
        let mut note = bob.note(1, "<p>one</p>");
        note["published"] = json!("2026-01-01T00:00:00Z");
        bob.delivers(home, &bob.activity("Create", 2, &note)).await;
        for (number, words, updated) in
            [(3, "three", "2026-01-03T00:00:00Z"), (4, "two", "2026-01-02T00:00:00Z")]
        {
            note["content"] = json!(format!("<p>{words}</p>"));
            note["updated"] = json!(updated);
            bob.delivers(home, &bob.activity("Update", number, &note)).await;
            home.settle().await;
        }
        let shown = list(&alice.get("/api/v1/timelines/public").await);
        assert_eq!(text(&shown[0]), "three");
        assert_eq!(history(&alice, &shown[0]).await.len(), 2);
    });
}

#[test]
fn edits_within_one_second_of_each_other_are_edits() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let mut note = bob.note(1, "<p>one</p>");
        note["tag"] = json!([{ "type": "Mention", "href": alice.account.uri }]);
        note["published"] = json!("2026-01-01T00:00:00Z");
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        // Takahē gives all of them the same id, too.
        for words in ["two", "three", "three"] {
            note["content"] = json!(format!("<p>{words}</p>"));
            note["updated"] = json!("2026-01-01T00:00:00Z");
            bob.delivers(home, &bob.activity("Update", 2, &note)).await;
            home.settle().await;
        }
        let shown = &alice.notifications().await[0]["status"];
        assert_eq!(text(shown), "three");
        assert_eq!(history(&alice, shown).await.len(), 3);
    });
}

#[test]
fn a_deleted_poll_can_be_written_anew() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let poll = json!({ "options": ["a", "b"], "expires_in": 600 });
        let status = alice.posts_with(json!({ "status": "which?", "poll": poll })).await;
        let path = format!("/api/v1/statuses/{}?delete_media=true", id(&status));
        let gone = alice.send(Method::DELETE, &path, None).await.ok();
        assert_eq!((&gone["text"], &gone["poll"]["options"][1]["title"]), (&json!("which?"), &json!("b")));
    });
}
