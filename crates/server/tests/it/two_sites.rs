//! Two sites federate: everything that people do reaches the other side, both ways.

use http::Method;
use serde_json::json;
use testkit::{
    people::{id, list, text},
    settle,
};

use crate::with_two_sites;

#[test]
fn a_follow_and_a_post_cross_over() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let asked = alice.follows(&bob.handle()).await;
        assert_eq!((&asked["following"], &asked["requested"]), (&false.into(), &true.into()));
        settle(&[here, there]).await;
        let found = alice.finds(&bob.handle()).await;
        assert_eq!(alice.relationship(&found).await["following"], true, "accepted at once");
        assert_eq!(bob.notified().await, ["follow"]);
        bob.posts_with(json!({ "status": "hello over there #news", "spoiler_text": "big" })).await;
        settle(&[here, there]).await;
        let home = alice.home().await;
        assert_eq!(text(&home[0]), "hello over there #news");
        assert_eq!(home[0]["account"]["acct"], bob.handle());
        assert_eq!((&home[0]["spoiler_text"], &home[0]["sensitive"]), (&json!("big"), &json!(true)));
        assert_eq!(home[0]["tags"][0]["name"], "news");
    });
}

#[test]
fn replies_favourites_and_reblogs_notify_across_servers() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        alice.follows(&bob.handle()).await;
        settle(&[here, there]).await;
        let original = bob.posts("what do you think?").await;
        settle(&[here, there]).await;
        let seen = alice.home().await.remove(0);
        alice.favourites(&seen).await;
        alice.reblogs(&seen).await;
        alice.replies(&seen, &format!("@{} a lot", bob.handle())).await;
        settle(&[here, there]).await;
        // They went to different inboxes, so that they may arrive in any order.
        let mut notified = bob.notified().await;
        notified.sort();
        assert_eq!(notified, ["favourite", "follow", "mention", "reblog"]);
        let now = bob.get(&format!("/api/v1/statuses/{}", id(&original))).await.ok();
        assert_eq!(
            (&now["favourites_count"], &now["reblogs_count"], &now["replies_count"]),
            (&json!(1), &json!(1), &json!(1))
        );
        let thread = bob.get(&format!("/api/v1/statuses/{}/context", id(&original))).await.ok();
        assert!(text(&thread["descendants"][0]).ends_with("a lot"));
        for verb in ["unfavourite", "unreblog"] {
            alice.act(&format!("/api/v1/statuses/{}/{verb}", id(&seen))).await.ok();
        }
        settle(&[here, there]).await;
        let now = bob.get(&format!("/api/v1/statuses/{}", id(&original))).await.ok();
        assert_eq!((&now["favourites_count"], &now["reblogs_count"]), (&json!(0), &json!(0)));
    });
}

#[test]
fn a_mention_reaches_somebody_who_follows_nobody() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let status = alice.posts(&format!("good morning @{}", bob.handle())).await;
        assert_eq!(status["mentions"][0]["acct"], bob.handle(), "looked up while posting");
        settle(&[here, there]).await;
        let told = bob.notifications().await;
        assert_eq!(told[0]["type"], "mention");
        assert_eq!(told[0]["account"]["acct"], alice.handle());
        bob.replies(&told[0]["status"], &format!("@{} morning!", alice.handle())).await;
        settle(&[here, there]).await;
        assert_eq!(alice.notified().await, ["mention"]);
    });
}

#[test]
fn a_direct_post_reaches_only_those_it_names() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let eve = there.person("eve").await;
        eve.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        alice
            .posts_with(json!({ "status": format!("@{} psst", bob.handle()), "visibility": "direct" }))
            .await;
        settle(&[here, there]).await;
        let told = list(&bob.get("/api/v1/notifications?include_filtered=true").await);
        let secret = told[0]["status"].clone();
        assert_eq!(secret["visibility"], "direct");
        assert!(eve.home().await.is_empty());
        assert_eq!(eve.get(&format!("/api/v1/statuses/{}", id(&secret))).await.status, 404);
    });
}

#[test]
fn followers_only_posts_stay_with_followers() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let eve = there.person("eve").await;
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        alice.posts_with(json!({ "status": "among us", "visibility": "private" })).await;
        settle(&[here, there]).await;
        let seen = bob.home().await.remove(0);
        assert_eq!(seen["visibility"], "private");
        assert_eq!(eve.get(&format!("/api/v1/statuses/{}", id(&seen))).await.status, 404);
        assert_eq!(bob.act(&format!("/api/v1/statuses/{}/reblog", id(&seen))).await.status, 404);
    });
}

#[test]
fn what_is_deleted_here_is_gone_there() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let status = alice.posts("oops").await;
        settle(&[here, there]).await;
        assert_eq!(bob.home_texts().await, ["oops"]);
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&status)), None).await.ok();
        settle(&[here, there]).await;
        assert!(bob.home().await.is_empty());
        let uri = status["uri"].as_str().unwrap();
        let request = here.requests.request(Method::GET, uri).header("accept", "application/activity+json");
        assert_eq!(here.requests.send(request).await.status, 410, "a tombstone stays");
    });
}

#[test]
fn an_unfollow_ends_the_deliveries() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let found = bob.finds(&alice.handle()).await;
        bob.act(&format!("/api/v1/accounts/{}/unfollow", id(&found))).await.ok();
        settle(&[here, there]).await;
        assert!(
            list(&alice.get(&format!("/api/v1/accounts/{}/followers", alice.account.id)).await).is_empty()
        );
        alice.posts("are you still there?").await;
        settle(&[here, there]).await;
        assert!(bob.home().await.is_empty());
    });
}

#[test]
fn a_post_can_be_found_by_its_address() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let status = alice.posts("look me up").await;
        for address in [&status["uri"], &status["url"]] {
            let query = format!("/api/v2/search?resolve=true&q={}", address.as_str().unwrap());
            let found = bob.get(&query).await.ok();
            assert_eq!(text(&found["statuses"][0]), "look me up", "{address}");
        }
        let private = alice.posts_with(json!({ "status": "not me", "visibility": "private" })).await;
        let query = format!("/api/v2/search?resolve=true&q={}", private["uri"].as_str().unwrap());
        assert_eq!(bob.get(&query).await.ok()["statuses"], json!([]));
    });
}

#[test]
fn a_neighbour_that_was_away_gets_everything_in_order() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let status = alice.posts("one").await;
        alice.posts("two").await;
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&status)), None).await.ok();
        here.settle().await;
        there.settle().await;
        settle(&[here, there]).await;
        assert_eq!(bob.home_texts().await, ["two"]);
    });
}
