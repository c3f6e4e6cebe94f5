//! Publishing, showing and deleting.

use http::Method;
use serde_json::json;
use testkit::people::{id, list, text};

use crate::with_site;

#[test]
fn a_post_is_shown_as_it_was_written() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice
            .posts_with(json!({
                "status": "Hello <world> #Fanfare https://example.org/a/long/path/that/goes/on/and/on",
                "spoiler_text": "greeting", "language": "en", "visibility": "unlisted"
            }))
            .await;
        assert_eq!(status["visibility"], "unlisted");
        assert_eq!(status["spoiler_text"], "greeting");
        assert_eq!(status["language"], "en");
        assert_eq!(status["account"]["acct"], "alice");
        assert_eq!(status["tags"][0]["name"], "fanfare");
        let content = status["content"].as_str().unwrap();
        assert!(content.starts_with("<p>Hello &lt;world&gt; <a"), "{content}");
        let again = alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!(again, status);
    });
}

#[test]
fn a_draft_that_breaks_rules_is_refused_with_the_reason() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let long = "x".repeat(501);
        for (body, message) in [
            (json!({ "status": "  " }), "Validation failed: Text can't be blank"),
            (json!({ "status": long }), "Validation failed: Text character limit of 500 exceeded"),
        ] {
            let answer = alice.post("/api/v1/statuses", body).await;
            assert_eq!(answer.error(), (422, message.to_owned()));
        }
        assert!(alice.home().await.is_empty(), "nothing was stored");
    });
}

#[test]
fn a_link_counts_as_twenty_three_characters() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let link = format!("https://example.org/{}", "a".repeat(300));
        alice.posts(&format!("{} {link}", "x".repeat(476))).await;
        let answer =
            alice.post("/api/v1/statuses", json!({ "status": format!("{} {link}", "x".repeat(477)) })).await;
        assert_eq!(answer.status, 422);
    });
}

#[test]
fn ones_own_post_is_in_ones_home_at_once() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.home().await;
        alice.posts("first").await;
        assert_eq!(alice.home_texts().await, ["first"]);
    });
}

#[test]
fn a_deleted_post_comes_back_with_its_source_and_is_gone() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("to be *rewritten*").await;
        bob.reblogs(&status).await;
        let path = format!("/api/v1/statuses/{}", id(&status));
        assert_eq!(bob.send(http::Method::DELETE, &path, None).await.error().0, 404, "not bob's to delete");
        let deleted = alice.send(http::Method::DELETE, &path, None).await.ok();
        assert_eq!(deleted["text"], "to be *rewritten*");
        home.settle().await;
        assert_eq!(alice.get(&path).await.error(), (404, "Record not found".to_owned()));
        assert!(bob.home().await.is_empty(), "the reblog went with it");
        let profile = alice.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!(profile["statuses_count"], 0);
    });
}

#[test]
fn what_one_may_not_see_does_not_exist() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        for visibility in ["private", "direct"] {
            let status = alice.posts_with(json!({ "status": "psst", "visibility": visibility })).await;
            let id = id(&status);
            let unknown = bob.get("/api/v1/statuses/1").await;
            for path in ["", "/context", "/favourited_by", "/reblogged_by"] {
                let answer = bob.get(&format!("/api/v1/statuses/{id}{path}")).await;
                assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text), "{path}");
                let answer = home.requests.get(&format!("/api/v1/statuses/{id}{path}")).await;
                assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text), "{path}");
            }
            for verb in ["favourite", "reblog"] {
                assert_eq!(bob.act(&format!("/api/v1/statuses/{id}/{verb}")).await.status, 404);
            }
            let reply = json!({ "status": "me too", "in_reply_to_id": id });
            assert_eq!(bob.post("/api/v1/statuses", reply).await.status, 404);
        }
    });
}

#[test]
fn what_is_said_to_few_is_not_counted_where_everybody_sees_it() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let asked = alice.posts("who comes?").await;
        let mut answers = Vec::new();
        for visibility in ["public", "unlisted", "private", "direct"] {
            let answer =
                json!({ "status": "@alice I do", "visibility": visibility, "in_reply_to_id": id(&asked) });
            answers.push(bob.posts_with(answer).await);
        }
        let counts = async || {
            let asked = home.requests.get(&format!("/api/v1/statuses/{}", id(&asked))).await.ok();
            let bob = home.requests.get(&format!("/api/v1/accounts/{}", bob.account.id)).await.ok();
            (asked["replies_count"].clone(), bob["statuses_count"].clone())
        };
        assert_eq!(counts().await, (json!(2), json!(3)));
        for answer in answers {
            bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&answer)), None).await.ok();
        }
        assert_eq!(counts().await, (json!(0), json!(0)));
    });
}

#[test]
fn a_direct_post_is_for_those_it_names() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        let secret = alice.posts_with(json!({ "status": "@bob psst", "visibility": "direct" })).await;
        home.settle().await;
        let path = format!("/api/v1/statuses/{}", id(&secret));
        assert_eq!(text(&bob.get(&path).await.ok()), "@bob psst");
        assert_eq!(carol.get(&path).await.status, 404);
        let told = list(&bob.get("/api/v1/notifications?include_filtered=true").await);
        assert_eq!(told[0]["type"], "mention", "kept aside, since bob does not know alice");
    });
}
