//! Local-only statuses: they never leave the server, whatever door is tried.

use http::Method;
use serde_json::json;
use testkit::{
    Neighbour,
    people::{id, list, text},
};

use crate::with_site;

#[test]
fn a_local_only_status_stays_here() {
    with_site(async |home| {
        let (alice, bob, far) =
            (home.person("alice").await, home.person("bob").await, Neighbour::start().await);
        let carol = far.person("carol");
        let mut follow = carol.activity("Follow", 1, &json!(alice.account.uri));
        follow["object"] = json!(alice.account.uri);
        carol.delivers(home, &follow).await;
        home.settle().await;
        bob.follows("alice").await;
        let mark = alice.posts_with(json!({ "status": "among us", "local_only": true })).await;
        let word = alice.posts_with(json!({ "status": "here", "visibility": "local" })).await;
        assert_eq!(
            (&mark["local_only"], &word["local_only"], &word["visibility"]),
            (&json!(true), &json!(true), &json!("public"))
        );
        let answer = bob.replies(&mark, "ours").await;
        assert_eq!(answer["local_only"], true, "what answers it stays, too");
        bob.reblogs(&mark).await;
        home.settle().await;
        assert_eq!(far.received_types(), ["Accept"], "nobody outside hears of it");
        let seen: Vec<String> = bob.home_texts().await;
        assert!(seen.contains(&"among us".to_owned()) && seen.contains(&"here".to_owned()));
        // Visitors and other servers do not find it.
        assert!(list(&home.requests.get("/api/v1/timelines/public").await).is_empty());
        let path = format!("/api/v1/statuses/{}", id(&mark));
        assert_eq!(home.requests.get(&path).await.status, 404);
        let uri = mark["uri"].as_str().unwrap();
        let request = home.requests.request(Method::GET, uri).header("accept", "application/activity+json");
        assert_eq!(home.requests.send(request).await.status, 404);
        let outbox = home.requests.get(&format!("{}/outbox?page=true", alice.account.uri)).await.ok();
        assert_eq!(outbox["orderedItems"], json!([]));
        let mut like = carol.activity("Like", 2, &json!(uri));
        like["object"] = json!(uri);
        carol.delivers(home, &like).await;
        home.settle().await;
        assert_eq!(alice.get(&path).await.ok()["favourites_count"], 0);
        alice.send(Method::DELETE, &path, None).await.ok();
        home.settle().await;
        assert_eq!(far.received_types(), ["Accept"], "nor of its end");
        assert_eq!(text(&word), "here");
    });
}
