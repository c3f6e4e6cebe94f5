//! Reblogs.

use serde_json::json;
use testkit::people::{id, list};

use crate::with_site;

#[test]
fn a_reblog_reaches_followers_and_tells_the_author_once() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        carol.follows("bob").await;
        let status = alice.posts("spread the word").await;
        let reblog = bob.reblogs(&status).await;
        assert_eq!(reblog["reblog"]["id"], status["id"]);
        assert_eq!(reblog["reblog"]["reblogs_count"], 1);
        assert_eq!(bob.reblogs(&status).await["id"], reblog["id"], "a second time is the same");
        home.settle().await;
        assert_eq!(carol.home_texts().await, ["spread the word"]);
        assert_eq!(alice.notified().await, ["reblog"]);
        let by = list(&alice.get(&format!("/api/v1/statuses/{}/reblogged_by", id(&status))).await);
        assert_eq!(by[0]["acct"], "bob");
    });
}

#[test]
fn a_reblog_taken_back_is_gone_from_homes() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        carol.follows("bob").await;
        let status = alice.posts("not so fast").await;
        bob.reblogs(&status).await;
        home.settle().await;
        assert_eq!(carol.home().await.len(), 1);
        let original = bob.act(&format!("/api/v1/statuses/{}/unreblog", id(&status))).await.ok();
        assert_eq!((&original["id"], &original["reblogs_count"]), (&status["id"], &0.into()));
        home.settle().await;
        assert!(carol.home().await.is_empty());
        assert!(alice.notified().await.is_empty());
        assert_ne!(bob.reblogs(&status).await["id"], status["id"], "it can be reblogged again");
    });
}

#[test]
fn followers_only_posts_are_reblogged_by_their_author_alone() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.follows("alice").await;
        let status = alice.posts_with(json!({ "status": "inside", "visibility": "private" })).await;
        let path = format!("/api/v1/statuses/{}/reblog", id(&status));
        assert_eq!(bob.act(&path).await.status, 404);
        assert_eq!(alice.act(&path).await.ok()["visibility"], "private");
    });
}
