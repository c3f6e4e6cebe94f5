//! Lists: chosen people and tags, read on their own.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Person,
    people::{id, list, text},
};

use crate::with_site;

async fn makes(by: &Person, body: Value) -> String {
    id(&by.post("/api/v1/lists", body).await.ok()).to_owned()
}

async fn adds(by: &Person, to: &str, who: &[&Person]) -> testkit::Answer {
    let ids: Vec<String> = who.iter().map(|person| person.account.id.to_string()).collect();
    by.post(&format!("/api/v1/lists/{to}/accounts"), json!({ "account_ids": ids })).await
}

async fn reads(by: &Person, from: &str) -> Vec<String> {
    list(&by.get(&format!("/api/v1/timelines/list/{from}")).await).iter().map(text).collect()
}

#[test]
fn lists_are_made_changed_and_removed() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let friends = makes(&alice, json!({ "title": "Friends" })).await;
        let path = format!("/api/v1/lists/{friends}");
        let shown = alice.get(&path).await.ok();
        assert_eq!((&shown["replies_policy"], &shown["exclusive"]), (&json!("list"), &json!(false)));
        let change = json!({ "title": "Close", "replies_policy": "none", "exclusive": true });
        assert_eq!(alice.send(Method::PUT, &path, Some(change)).await.ok()["title"], "Close");
        let kept = alice.send(Method::PUT, &path, Some(json!({ "title": "Closer" }))).await.ok();
        assert_eq!((&kept["replies_policy"], &kept["exclusive"]), (&json!("none"), &json!(true)));
        assert_eq!(list(&alice.get("/api/v1/lists").await).len(), 1);
        for (method, path) in [
            (Method::GET, path.clone()),
            (Method::DELETE, path.clone()),
            (Method::GET, format!("/api/v1/timelines/list/{friends}")),
        ] {
            assert_eq!(bob.send(method, &path, None).await.status, 404, "it is not bob's");
        }
        for wrong in [
            json!({}),
            json!({ "title": " " }),
            json!({ "title": "x".repeat(256) }),
            json!({ "title": "x", "replies_policy": "some" }),
        ] {
            assert_eq!(alice.post("/api/v1/lists", wrong.clone()).await.status, 422, "{wrong}");
        }
        alice.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(alice.get(&path).await.status, 404);
    });
}

#[test]
fn a_list_shows_its_members_alone() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.follows("bob").await;
        alice.follows("carol").await;
        bob.posts("before").await;
        carol.posts("by carol").await;
        let friends = makes(&alice, json!({ "title": "Friends" })).await;
        adds(&alice, &friends, &[&bob]).await.ok();
        assert_eq!(reads(&alice, &friends).await, ["before"], "made from what there is");
        bob.posts("after").await;
        carol.posts("more by carol").await;
        home.settle().await;
        assert_eq!(reads(&alice, &friends).await, ["after", "before"], "and kept current");
        assert_eq!(alice.home().await.len(), 4);
        let with = list(&alice.get(&format!("/api/v1/accounts/{}/lists", bob.account.id)).await);
        assert_eq!(id(&with[0]), friends);
        let members = list(&alice.get(&format!("/api/v1/lists/{friends}/accounts?limit=0")).await);
        assert_eq!((members.len(), &members[0]["acct"]), (1, &json!("bob")));
        assert_eq!(adds(&alice, &friends, &[&bob]).await.status, 422, "already there");
        let dave = home.person("dave").await;
        assert_eq!(adds(&alice, &friends, &[&dave]).await.status, 404, "only whom one follows");
        alice.act(&format!("/api/v1/accounts/{}/unfollow", bob.account.id)).await.ok();
        assert!(reads(&alice, &friends).await.is_empty(), "unfollowing takes off the list");
    });
}

#[test]
fn answers_follow_the_policy_of_the_list() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let (carol, dave) = (home.person("carol").await, home.person("dave").await);
        for name in ["bob", "carol", "dave"] {
            alice.follows(name).await;
        }
        let mut lists = Vec::new();
        for policy in ["none", "list", "followed"] {
            let made = makes(&alice, json!({ "title": policy, "replies_policy": policy })).await;
            adds(&alice, &made, &[&bob, &carol]).await.ok();
            lists.push(made);
        }
        let (by_carol, by_dave) = (carol.posts("carol").await, dave.posts("dave").await);
        let own = bob.posts("own").await;
        bob.replies(&by_carol, "to carol").await;
        bob.replies(&by_dave, "to dave").await;
        bob.replies(&own, "to myself").await;
        home.settle().await;
        let expected = [
            vec!["to myself", "own", "carol"],
            vec!["to myself", "to carol", "own", "carol"],
            vec!["to myself", "to dave", "to carol", "own", "carol"],
        ];
        for (made, expected) in lists.iter().zip(expected) {
            assert_eq!(reads(&alice, made).await, expected);
        }
    });
}

#[test]
fn the_members_of_an_exclusive_list_stay_out_of_home() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        bob.posts("one").await;
        let made = makes(&alice, json!({ "title": "Loud", "exclusive": true })).await;
        adds(&alice, &made, &[&bob]).await.ok();
        assert!(alice.home().await.is_empty());
        bob.posts("two").await;
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert_eq!(reads(&alice, &made).await, ["two", "one"]);
        let change = json!({ "title": "Loud", "exclusive": false });
        alice.send(Method::PUT, &format!("/api/v1/lists/{made}"), Some(change)).await.ok();
        assert_eq!(alice.home_texts().await, ["two", "one"]);
    });
}

#[test]
fn a_list_may_hold_hashtags() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.posts("old #Cats").await;
        let made = makes(&alice, json!({ "title": "Cats" })).await;
        let path = format!("/api/v1/lists/{made}/tags");
        alice.post(&path, json!({ "name": "cats" })).await.ok();
        assert_eq!(reads(&alice, &made).await, ["old #Cats"]);
        bob.posts("new #CATS").await;
        bob.posts_with(json!({ "status": "quiet #cats", "visibility": "unlisted" })).await;
        home.settle().await;
        assert_eq!(reads(&alice, &made).await, ["new #CATS", "old #Cats"]);
        assert_eq!(list(&alice.get(&path).await)[0]["name"], "Cats");
        assert!(alice.home().await.is_empty());
        alice.send(Method::DELETE, &path, Some(json!({ "name": "cats" }))).await.ok();
        assert!(reads(&alice, &made).await.is_empty());
        assert_eq!(alice.post(&path, json!({ "name": "two words" })).await.status, 422);
    });
}
