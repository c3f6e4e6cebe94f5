//! Favourites.

use testkit::people::{id, list};

use crate::with_site;

#[test]
fn a_favourite_counts_and_notifies_once() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("like me").await;
        let liked = bob.favourites(&status).await;
        assert_eq!((&liked["favourited"], &liked["favourites_count"]), (&true.into(), &1.into()));
        assert_eq!(bob.favourites(&status).await["favourites_count"], 1);
        home.settle().await;
        assert_eq!(alice.notified().await, ["favourite"]);
        let by = list(&alice.get(&format!("/api/v1/statuses/{}/favourited_by", id(&status))).await);
        assert_eq!(by[0]["acct"], "bob");
        let mine = list(&bob.get("/api/v1/favourites").await);
        assert_eq!(mine[0]["id"], status["id"]);
    });
}

#[test]
fn a_favourite_taken_back_leaves_nothing() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("like me not").await;
        bob.favourites(&status).await;
        home.settle().await;
        let path = format!("/api/v1/statuses/{}/unfavourite", id(&status));
        let after = bob.act(&path).await.ok();
        assert_eq!((&after["favourited"], &after["favourites_count"]), (&false.into(), &0.into()));
        assert_eq!(bob.act(&path).await.ok()["favourites_count"], 0, "a second time changes nothing");
        home.settle().await;
        assert!(alice.notified().await.is_empty());
    });
}
