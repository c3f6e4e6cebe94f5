//! Following, asking to, and being asked.

use http::Method;
use testkit::people::{id, list};

use crate::with_site;

#[test]
fn a_follow_brings_new_and_old_posts_home() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.posts("before").await;
        let relationship = alice.follows("bob").await;
        assert_eq!((&relationship["following"], &relationship["requested"]), (&true.into(), &false.into()));
        bob.posts("after").await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["after", "before"]);
        assert_eq!(bob.notified().await, ["follow"]);
        let profile = alice.get(&format!("/api/v1/accounts/{}", bob.account.id)).await.ok();
        assert_eq!(profile["followers_count"], 1);
        let followers = list(&alice.get(&format!("/api/v1/accounts/{}/followers", bob.account.id)).await);
        assert_eq!(followers[0]["acct"], "alice");
    });
}

#[test]
fn an_unfollow_takes_the_posts_away() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        bob.posts("hello").await;
        home.settle().await;
        let path = format!("/api/v1/accounts/{}/unfollow", bob.account.id);
        assert_eq!(alice.act(&path).await.ok()["following"], false);
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert!(bob.notified().await.is_empty(), "the follow is no longer news");
    });
}

#[test]
fn nobody_follows_themselves() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let answer = alice.act(&format!("/api/v1/accounts/{}/follow", alice.account.id)).await;
        assert_eq!(answer.status, 403);
    });
}

#[test]
fn unknown_accounts_are_not_found() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for (method, path) in [
            (Method::GET, "/api/v1/accounts/1"),
            (Method::POST, "/api/v1/accounts/1/follow"),
            (Method::GET, "/api/v1/accounts/nobody"),
            (Method::GET, "/api/v1/accounts/lookup?acct=nobody"),
        ] {
            let answer = alice.send(method, path, None).await;
            assert_eq!(answer.error(), (404, "Record not found".to_owned()), "{path}");
        }
    });
}

#[test]
fn watching_somebody_tells_of_each_post() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let path = format!("/api/v1/accounts/{}/follow", bob.account.id);
        let relationship = alice.post(&path, serde_json::json!({ "notify": true })).await.ok();
        assert_eq!(relationship["notifying"], true);
        let status = bob.posts("ding").await;
        home.settle().await;
        let told = alice.notifications().await;
        assert_eq!((&told[0]["type"], id(&told[0]["status"])), (&"status".into(), id(&status)));
        let carols = home.person("carol").await.posts("what do you say?").await;
        let answer = bob.replies(&carols, "nothing to alice").await;
        bob.replies(&answer, "and more to himself").await;
        home.settle().await;
        let rings = async || alice.notifications().await.iter().filter(|it| it["type"] == "status").count();
        assert_eq!(rings().await, 2, "what he says to others is no news of his");
        alice.post(&path, serde_json::json!({ "languages": ["fr"] })).await.ok();
        bob.posts_with(serde_json::json!({ "status": "English words", "language": "en" })).await;
        bob.posts_with(serde_json::json!({ "status": "des mots", "language": "fr" })).await;
        home.settle().await;
        assert_eq!(rings().await, 3, "nor what she has not chosen to read");
    });
}
