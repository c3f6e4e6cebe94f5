//! What people keep: bookmarks, pins, muted conversations.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Neighbour, Person,
    people::{id, list, text},
};

use crate::{with_site, with_two_sites};

async fn acts(by: &Person, what: &str, on: &Value) -> testkit::Answer {
    by.act(&format!("/api/v1/statuses/{}/{what}", id(on))).await
}

#[test]
fn bookmarks_are_kept_in_their_order() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let (one, two) = (bob.posts("one").await, bob.posts("two").await);
        assert_eq!(acts(&alice, "bookmark", &two).await.ok()["bookmarked"], true);
        acts(&alice, "bookmark", &one).await.ok();
        acts(&alice, "bookmark", &one).await.ok();
        let kept: Vec<String> = list(&alice.get("/api/v1/bookmarks").await).iter().map(text).collect();
        assert_eq!(kept, ["one", "two"], "by when they were bookmarked");
        let page = alice.get("/api/v1/bookmarks?limit=1").await;
        assert!(page.header("link").contains("max_id="));
        home.settle().await;
        assert!(bob.notified().await.is_empty(), "nobody is told");
        assert_eq!(acts(&alice, "unbookmark", &one).await.ok()["bookmarked"], false);
        bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&two)), None).await.ok();
        assert!(list(&alice.get("/api/v1/bookmarks").await).is_empty());
    });
}

#[test]
fn a_profile_begins_with_what_is_pinned() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let (one, two) = (alice.posts("one").await, alice.posts("two").await);
        for status in [&two, &one] {
            assert_eq!(acts(&alice, "pin", status).await.ok()["pinned"], true);
        }
        let path = format!("/api/v1/accounts/{}/statuses?pinned=true", alice.account.id);
        let pinned: Vec<String> = list(&bob.get(&path).await).iter().map(text).collect();
        assert_eq!(pinned, ["one", "two"], "what was pinned last comes first");
        let direct = alice.posts_with(json!({ "status": "x", "visibility": "direct" })).await;
        let reblog = alice.reblogs(&two).await;
        for status in [&direct, &reblog, &bob.posts("bob's").await] {
            assert_eq!(acts(&alice, "pin", status).await.status, 422);
        }
        for number in 0..3 {
            acts(&alice, "pin", &alice.posts(&format!("more {number}")).await).await.ok();
        }
        assert_eq!(acts(&alice, "pin", &alice.posts("too many").await).await.status, 422);
        assert_eq!(acts(&alice, "unpin", &one).await.ok()["pinned"], false);
        let own = list(&alice.get("/api/v1/timelines/home").await);
        assert!(own.iter().any(|status| status["pinned"] == true));
    });
}

#[test]
fn pins_travel() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        testkit::settle(&[here, there]).await;
        let status = alice.posts("look here").await;
        acts(&alice, "pin", &status).await.ok();
        testkit::settle(&[here, there]).await;
        let theirs = bob.finds(&alice.handle()).await;
        let path = format!("/api/v1/accounts/{}/statuses?pinned=true", id(&theirs));
        assert_eq!(list(&bob.get(&path).await).len(), 1);
        let featured = here.requests.get(&format!("{}/collections/featured", alice.account.uri)).await.ok();
        assert_eq!(featured["orderedItems"][0]["id"], status["uri"]);
        acts(&alice, "unpin", &status).await.ok();
        testkit::settle(&[here, there]).await;
        assert!(list(&bob.get(&path).await).is_empty());
    });
}

#[test]
fn nobody_pins_for_somebody_else() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let status = alice.posts("mine").await;
        let mut add = bob.activity("Add", 1, &json!(status["uri"]));
        add["object"] = status["uri"].clone();
        add["target"] = json!(format!("{}/featured", bob.uri));
        bob.delivers(home, &add).await;
        add["id"] = json!(format!("{}/activities/2", bob.uri));
        add["target"] = json!(format!("{}/collections/featured", alice.account.uri));
        bob.delivers(home, &add).await;
        home.settle().await;
        let path = format!("/api/v1/accounts/{}/statuses?pinned=true", alice.account.id);
        assert!(list(&alice.get(&path).await).is_empty());
    });
}

#[test]
fn a_muted_conversation_is_silent() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("hm").await;
        assert_eq!(acts(&alice, "mute", &status).await.ok()["muted"], true);
        let answer = bob.replies(&status, "@alice what?").await;
        bob.favourites(&status).await;
        home.settle().await;
        assert!(alice.notified().await.is_empty());
        let shown = alice.get(&format!("/api/v1/statuses/{}", id(&answer))).await.ok();
        assert_eq!(shown["muted"], true, "the whole conversation is");
        assert_eq!(acts(&alice, "unmute", &answer).await.ok()["muted"], false);
        bob.replies(&status, "@alice hello?").await;
        home.settle().await;
        assert_eq!(alice.notified().await, ["mention"]);
    });
}
